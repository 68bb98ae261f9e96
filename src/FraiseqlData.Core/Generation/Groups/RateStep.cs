using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a rate so that it is as high as a text of its row says: nothing for a zero rate, less for a reduced one than for the standard one.</summary>
/// <param name="own">Fills the rate alone.</param>
/// <param name="name">The column of the text; another step gives it.</param>
sealed class RateStep(SourceStep own, int name) : BatchStep
{
    // From and to, in percent of the greatest rate that looks natural.
    static readonly (string Said, string Words, int From, int To)[] Heights =
    [
        ("none", "zero|exempt|exempted|exemption|export|free|none|befreit|steuerfrei|exonere|exento|nul", 0, 0),
        ("least", "super|superreducido|parking", 8, 16),
        ("less", "reduced|lower|low|intermediate|ermassigt|ermassigter|ermaessigt|ermaessigter|reduit|reducido", 20, 44),
        ("usual", "standard|normal|full|regular|general|regelsteuersatz|luxury|higher|high", 64, 100),
    ];

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = [name];

    public override bool IsDrawn => true;

    /// <summary>What a text says of a rate; null for nothing.</summary>
    public static string? Says(string text) => HeightOf(text)?.Said;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("a rate and its name", [name], column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[name] is not ColumnVector<string> texts)
            return;
        var (cells, source) = (batch.Columns[own.Column]!, (IOrderedSource)own.Source);
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || texts.IsNull(row) || HeightOf(texts[row]) is not { } height)
                continue;
            var random = own.SecondThoughtOf(batch, row, attempt);
            var number = NumberOf(source, height.From == height.To ? height.From : random.Between(height.From, height.To));
            if (source.Whole.Contains(number))
                source.WriteNumber(cells, row, number);
        }
    }

    /// <summary>A number for a share of the greatest rate, in whole percent where rates are written in percent.</summary>
    static long NumberOf(IOrderedSource source, long share)
    {
        var rate = source.Natural.High * source.Step * share / 100;
        return Bounds.Saturate((source.Natural.High * source.Step >= 10 ? decimal.Round(rate) : rate) / source.Step);
    }

    static (string Said, int From, int To)? HeightOf(string text)
    {
        var words = SpokenWords.Of(text);
        var height = words.Count > SpokenWords.Most ? default : Array.Find(Heights, h => h.Words.Split('|').Any(words.Contains));
        return height.Said is null ? null : (height.Said, height.From, height.To);
    }
}
