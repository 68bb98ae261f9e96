using System.Globalization;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a number that is no greater than another one of its row.</summary>
/// <param name="own">Draws the number.</param>
/// <param name="limit">The column of the greater one; another step gives it.</param>
sealed class LimitStep(SourceStep own, int limit) : BatchStep
{
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
            if (Convert.ToDecimal(cells.GetValue(row), CultureInfo.InvariantCulture) <= most)
                continue;
            var last = (long)decimal.Floor(decimal.Clamp(most / source.Step, long.MinValue, long.MaxValue));
            var room = source.Natural.Clip(long.MinValue, last) is { Count: > 0 } natural ? natural : source.Whole.Clip(Math.Min(0, last), last);
            if (room.Count > 0)
                source.WriteNumber(cells, row, room.At(own.SecondThoughtOf(batch, row, attempt).Next(room.Count)));
        }
    }
}
