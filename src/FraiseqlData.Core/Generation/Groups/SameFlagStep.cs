using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a flag with what another one of the row says, of which the name is the same: <c>active</c> as a number, <c>is_active</c> as a boolean.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="other">The column of the other flag; another step gives it.</param>
sealed class SameFlagStep(SourceStep own, int other) : BatchStep
{
    static readonly HashSet<string> Noise = new(["is", "has", "was", "flag", "bool", "boolean", "yn", "ind", "indicator"], StringComparer.Ordinal);

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = [other];

    public override bool IsDrawn => true;

    /// <summary>What a flag of a name is about.</summary>
    public static string SubjectOf(string name) => string.Join(' ', ColumnWords.OfColumn(name).Words.Where(w => !Noise.Contains(w)));

    /// <summary>Whether a source gives yes or no.</summary>
    public static bool IsFlag(ValueSource source) => source is TypedSource<bool> || source is IOrderedSource { Whole: { Low: 0, High: 1, Count: 2 }, Step: 1 };

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("one answer", [other], column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[other] is not ColumnVector<bool> answers)
            return;
        for (var row = start; row < end; row++)
        {
            var cells = batch.Columns[own.Column]!;
            if (cells.IsNull(row) || answers.IsNull(row))
                continue;
            if (cells is ColumnVector<bool> booleans)
                booleans[row] = answers[row];
            else
                ((IOrderedSource)own.Source).WriteNumber(cells, row, answers[row] ? 1 : 0);
        }
    }
}
