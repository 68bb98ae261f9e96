using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Narrowing;

namespace FraiseqlData.Constraints.Relations;

/// <summary>Mends comparisons between columns.</summary>
static class ComparisonRepair
{
    const int Spread = 30;

    public static void Apply(ComparisonRelation comparison, IRepairableRow row)
    {
        if (comparison.CanSwap && Swap(comparison.Forms[0].Column, comparison.Forms[1].Column, row))
            return;
        foreach (var form in comparison.Forms)
        {
            if (Solve(form, row))
                return;
        }
    }

    static bool Swap(string a, string b, IRepairableRow row)
    {
        if (!row.CanChange(a) || !row.CanChange(b) || row.Get(a) is not { } x || row.Get(b) is not { } y || x.Equals(y)
            || !row.Accepts(a, y) || !row.Accepts(b, x))
            return false;
        row.Set(a, y);
        row.Set(b, x);
        return true;
    }

    static bool Solve(SolvedComparison form, IRepairableRow row)
    {
        if (!row.CanChange(form.Column) || form.Expression.Evaluate(new EvaluationContext(row.Get, default, default)) is not { } other
            || other is NoValue)
            return false;
        if (form.Symbol == "<>")
        {
            if (row.Draw(form.Column, ColumnDomain.Any) is not { } drawn)
                return false;
            row.Set(form.Column, drawn);
            return true;
        }
        if (form.Symbol == "=")
            return Bounds.ToColumn(form.Type, other) is { } equal && SetAccepted(form.Column, equal, row);
        if (Bounds.Of(form.Type, form.Symbol, other) is not { IsEmpty: false } bounds)
            return false;
        var isMin = bounds.Min is not null;
        if ((bounds.Min ?? bounds.Max) is not { } limit)
            return false;
        var isExclusive = isMin ? bounds.MinExclusive : bounds.MaxExclusive;
        var distance = (isExclusive ? 1 : 0) + row.Pick(Spread);
        return Moved(form.Type, limit, isMin ? distance : -distance) is { } natural && SetAccepted(form.Column, natural, row)
            || Moved(form.Type, limit, isExclusive ? isMin ? 1 : -1 : 0) is { } nearest && SetAccepted(form.Column, nearest, row);
    }

    static bool SetAccepted(string column, object value, IRepairableRow row)
    {
        if (!row.Accepts(column, value))
            return false;
        row.Set(column, value);
        return true;
    }

    /// <summary>A value some steps from another: whole numbers, days, minutes, or the last place of a numeric.</summary>
    static object? Moved(SqlType type, object value, int steps)
    {
        try
        {
            return value switch
            {
                _ when steps == 0 => value,
                short n => checked((short)(n + steps)),
                int n => checked(n + steps),
                long n => checked(n + steps),
                decimal m => m + (steps * new decimal(1, 0, 0, false, (byte)Math.Clamp(type.Length < 0 ? 2 : type.Scale, 0, 20))),
                double d => d + (steps * Math.Max(Math.Abs(d) * 1e-3, 1e-3)),
                float f => (float)(f + (steps * Math.Max(Math.Abs(f) * 1e-3, 1e-3))),
                DateOnly day => day.AddDays(steps),
                DateTime moment => moment.AddMinutes(steps * 17),
                TimeOnly time =>
                    time.ToTimeSpan() + TimeSpan.FromMinutes(steps) is var moved && moved >= TimeSpan.Zero && moved < TimeSpan.FromDays(1)
                        ? TimeOnly.FromTimeSpan(moved) : null,
                _ => null,
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
