using System.Globalization;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the texts of a review so that they say what its rating says.</summary>
/// <param name="texts">The steps that draw the texts, each with sources for what is said of poor, fair and good things.</param>
/// <param name="rating">The column of the rating; another step gives it.</param>
/// <param name="scale">The source of ratings.</param>
sealed class OpinionStep(IReadOnlyList<(SourceStep Own, IReadOnlyList<ValueSource> Moods)> texts, int rating, IOrderedSource scale) : BatchStep
{
    // Of one to five stars, up to two are poor and from four on all is good.
    const decimal Fair = 0.4m;
    const decimal Good = 0.7m;

    static readonly Dictionary<string, string[]> Generators = new(StringComparer.Ordinal)
    {
        ["review"] = ["review_poor", "review_fair", "review_good"],
        ["review_title"] = ["review_title_poor", "review_title_fair", "review_title_good"],
    };

    public override IReadOnlyList<int> Writes { get; } = [.. texts.Select(t => t.Own.Column)];

    public override IReadOnlyList<int> Reads { get; } = [rating];

    public override bool IsDrawn => true;

    /// <summary>The names of the generators for poor, fair and good, by the generator of any opinion; null where it gives none.</summary>
    public static IReadOnlyList<string>? MoodsOf(string generator) => Generators.GetValueOrDefault(generator);

    public override ColumnAccount AccountFor(int column) =>
        texts.First(t => t.Own.Column == column).Own.AccountFor(column).InGroup("an opinion", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var (own, moods) in texts)
        {
            own.Fill(batch, start, end, attempt);
            for (var row = start; row < end; row++)
            {
                if (!batch.Columns[own.Column]!.IsNull(row) && !batch.Columns[rating]!.IsNull(row))
                    moods[Mood(batch, row)].Write(batch.Columns[own.Column]!, row, own.SecondThoughtOf(batch, row, attempt), new CellContext(batch, row));
            }
        }
    }

    int Mood(RowBatch batch, int row)
    {
        var (low, high) = (scale.Natural.Low * scale.Step, scale.Natural.High * scale.Step);
        var given = Convert.ToDecimal(batch.Columns[rating]!.GetValue(row), CultureInfo.InvariantCulture);
        var share = (given - low) / (high - low);
        return share < Fair ? 0 : share < Good ? 1 : 2;
    }
}
