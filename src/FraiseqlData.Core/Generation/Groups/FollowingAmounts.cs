using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// The amounts of a row that follow one that is summed up from its children, so that they still add up: where the lines give an order's subtotal,
/// its discount and tax keep their rates, and its total is what comes out.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="update">The columns that are summed up.</param>
sealed class FollowingAmounts(ResolvedPlan plan, RollupUpdate update)
{
    readonly Dictionary<MoneyRole, Column> _columns = update.Parent.Columns
        .Where(IsNumber).Select(c => (Role: MoneyNames.Of(update.Parent.Name.Name, c.Name), Column: c))
        .Where(c => c.Role is MoneyRole.LineTotal or MoneyRole.Discount or MoneyRole.Net or MoneyRole.Tax or MoneyRole.Shipping or MoneyRole.Gross)
        .DistinctBy(c => c.Role).ToDictionary(c => c.Role!.Value, c => c.Column);

    /// <summary>The columns and the expressions that they get, over the row variable <c>p</c> before it is changed.</summary>
    /// <param name="sumOf">The expression of a column that is summed up.</param>
    public IReadOnlyList<(Column Column, string Sql)> Sets(Func<Column, string> sumOf)
    {
        var rolled = _columns.Where(c => update.Columns.Any(u => u.Column == c.Value && u.Rollup.Function == RollupFunction.Sum)).ToDictionary(c => c.Key, c => sumOf(c.Value));
        if (rolled.Count != 1 || rolled.Keys.Single() is var lead && lead is not (MoneyRole.LineTotal or MoneyRole.Net or MoneyRole.Gross))
            return [];
        var sum = rolled[lead];
        var sets = new List<(Column, string)>();

        // What each amount comes to: its own value until something else is said.
        string Now(MoneyRole role) => role == lead ? sum : _columns.TryGetValue(role, out var column) ? Was(column) : "0";
        string Set(MoneyRole role, string value)
        {
            if (role == lead || !_columns.TryGetValue(role, out var column) || !CanFollow(column))
                return Now(role);
            var rounded = string.Create(CultureInfo.InvariantCulture, $"round(({value})::numeric, {column.Scale ?? (column.Type.Underlying.Name.Name == "numeric" ? 2 : 0)})");
            sets.Add((column, $"CASE WHEN p.{QualifiedName.Quote(column.Name)} IS NOT NULL THEN {rounded} END"));
            return rounded;
        }

        string Kept(MoneyRole role, string now, string before) => $"COALESCE({Now(role)} * ({now}) / NULLIF({before}, 0), 0)";
        string Before(MoneyRole role) => _columns.TryGetValue(role, out var column) ? Was(column) : "0";
        var netBefore = _columns.ContainsKey(MoneyRole.Net) ? Before(MoneyRole.Net) : _columns.ContainsKey(MoneyRole.LineTotal) ? $"({Before(MoneyRole.LineTotal)} - {Before(MoneyRole.Discount)})"
            : $"({Before(MoneyRole.Gross)} - {Before(MoneyRole.Shipping)} - {Before(MoneyRole.Tax)})";
        string net;
        if (lead == MoneyRole.Gross)
        {
            var shipping = Set(MoneyRole.Shipping, $"LEAST({Now(MoneyRole.Shipping)}, {sum})");
            var tax = Set(MoneyRole.Tax, Kept(MoneyRole.Tax, $"{sum} - {shipping}", $"{Before(MoneyRole.Gross)} - {Before(MoneyRole.Shipping)}"));
            net = Set(MoneyRole.Net, $"{sum} - {shipping} - {tax}");
            net = _columns.ContainsKey(MoneyRole.Net) ? net : $"({sum} - {shipping} - {tax})";
            _ = Set(MoneyRole.LineTotal, $"{net} + {Set(MoneyRole.Discount, Kept(MoneyRole.Discount, net, netBefore))}");
        }
        else
        {
            var discount = Set(MoneyRole.Discount, Kept(MoneyRole.Discount, sum, Before(lead)));
            // Nothing is not sent.
            var shipping = Set(MoneyRole.Shipping, $"CASE WHEN {sum} = 0 THEN 0 ELSE {Now(MoneyRole.Shipping)} END");
            net = lead == MoneyRole.Net ? sum : _columns.ContainsKey(MoneyRole.Net) ? Set(MoneyRole.Net, $"{sum} - {discount}") : $"({sum} - {discount})";
            var tax = Set(MoneyRole.Tax, Kept(MoneyRole.Tax, net, netBefore));
            _ = Set(MoneyRole.Gross, $"{net} + {tax} + {shipping}");
            if (lead == MoneyRole.Net)
                _ = Set(MoneyRole.LineTotal, $"{net} + {discount}");
        }
        return sets;
    }

    static string Was(Column column) => $"COALESCE(p.{QualifiedName.Quote(column.Name)}, 0)";

    static bool IsNumber(Column column) => column.Type.Underlying.Name.Name is "numeric" or "int4" or "int8";

    /// <summary>Whether nobody else says what a column holds.</summary>
    bool CanFollow(Column column) =>
        !column.IsGenerated && plan.RollupsOf(update.Parent).All(r => r.Column != column)
        && !update.Parent.UniqueKeys.Any(k => k.Columns.Contains(column.Name)) && !update.Parent.ForeignKeys.Any(k => k.Columns.Contains(column.Name))
        && plan.Find(update.Parent.Name)?.Segments.Any(s => s.Overrides.ContainsKey(column.Name)) != true;
}
