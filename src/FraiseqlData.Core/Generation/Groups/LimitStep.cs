using System.Globalization;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>What part of its limit a number is.</summary>
enum LimitShare
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>Mostly none, else a little.</summary>
    Small,

    /// <summary>Mostly all.</summary>
    Great,

    /// <summary>One, or a few.</summary>
    Few,
}

/// <summary>Fills a number that is no greater than another one of its row.</summary>
/// <param name="own">Draws the number.</param>
/// <param name="limit">The column of the greater one; another step gives it.</param>
/// <param name="share">What part of the greater one it is.</param>
sealed class LimitStep(SourceStep own, int limit, LimitShare share) : BatchStep
{
    const double WithoutMishap = 0.7;
    const double Wholly = 0.75;
    const int SmallPart = 10;
    const int MostOfFew = 5;

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = [limit];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("no greater than another", [limit], column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        var (cells, limits, source) = (batch.Columns[own.Column]!, batch.Columns[limit]!, (IOrderedSource)own.Source);
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || limits.IsNull(row))
                continue;
            var most = Convert.ToDecimal(limits.GetValue(row), CultureInfo.InvariantCulture);
            var last = (long)decimal.Floor(decimal.Clamp(most / source.Step, long.MinValue, long.MaxValue));
            var random = own.SecondThoughtOf(batch, row, attempt);
            if ((share != LimitShare.Any && WriteShare(cells, row, source, last, ref random)) || Convert.ToDecimal(cells.GetValue(row), CultureInfo.InvariantCulture) <= most)
                continue;
            var room = source.Natural.Clip(long.MinValue, last) is { Count: > 0 } natural ? natural : source.Whole.Clip(Math.Min(0, last), last);
            if (room.Count > 0)
                source.WriteNumber(cells, row, room.At(random.Next(room.Count)));
        }
    }

    bool WriteShare(ColumnVector cells, int row, IOrderedSource source, long most, ref CellRandom random)
    {
        // The column's numbers are counted in steps of its last digit; parts are as whole as the whole.
        var one = source.Step < 1 ? (long)(1 / source.Step) : 1;
        if (most % one != 0)
            one = 1;
        var number = share == LimitShare.Few ? Math.Min(most, one * (random.Chance(Wholly) ? 1 : random.Between(2, MostOfFew))) : share == LimitShare.Small
            ? random.Chance(WithoutMishap) ? 0 : Math.Min(most, one * (1 + (long)random.Next((ulong)Math.Max(1, most / one / SmallPart))))
            : random.Chance(Wholly) ? most : one * (long)random.Next((ulong)Math.Max(1, most / one + 1));
        if (most < 0 || !source.Whole.Contains(number))
            return false;
        source.WriteNumber(cells, row, number);
        return true;
    }
}
