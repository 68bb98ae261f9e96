using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a rate so that it is as high as a text of its row says: nothing for a zero rate, less for a reduced one than for the standard one.</summary>
/// <param name="own">Fills the rate alone.</param>
/// <param name="name">The column of the text, which another step gives; null for none.</param>
/// <param name="usual">Rates of which one is taken where there is no such text, or it says nothing; in percent.</param>
/// <param name="isFine">Whether the column has more decimals than percents need.</param>
sealed class RateStep(SourceStep own, int? name, IReadOnlyList<decimal> usual, bool isFine) : BatchStep
{
    const string Tax = "tax_rate";
    const decimal Hundred = 100;
    const decimal LeastOfHundred = 20;

    // In percent of what is taxed; in the order in which words are looked for.
    static readonly (string Words, decimal[] Rates)[] Taxes =
    [
        ("zero|exempt|exempted|exemption|export|free|none|befreit|steuerfrei|exonere|exento|nul", [0]),
        ("super|superreducido|parking", [2.1m, 4, 5]),
        ("reduced|lower|low|intermediate|ermassigt|ermassigter|ermaessigt|ermaessigter|reduit|reducido", [5, 5.5m, 7, 8, 10]),
        ("import|duty|customs|zoll|einfuhr|douane|arancel", [2.5m, 4, 6.5m, 9, 12]),
        ("luxury|luxus|luxe|lujo", [12, 15, 25]),
        ("tourist|city|municipal|kurtaxe|sejour", [0.5m, 1, 1.5m, 2, 2.5m]),
        ("county|district", [0.25m, 0.5m, 1, 1.5m]),
        ("state|sales", [4, 5, 5.75m, 6, 6.25m, 7, 7.25m]),
        ("standard|normal|full|regular|general|regelsteuersatz|higher|high|value|vat|mehrwertsteuer|mwst|umsatzsteuer|tva|iva", [19, 20, 21, 22, 25]),
    ];

    // What sending costs, in percent of the greatest price that looks natural.
    static readonly (string Words, decimal[] Rates)[] Sending =
    [
        ("pickup|collect|abholung|retrait|recogida", [2]),
        ("letter|brief|lettre|carta", [5, 7, 9]),
        ("economy|locker|saver", [14, 16, 18, 20]),
        ("standard|parcel|post|ground|paket|colis|paquete", [18, 20, 24, 28]),
        ("priority|registered|bike|express", [36, 40, 44, 48]),
        ("overnight|same|next|courier|kurier|air", [60, 68, 76, 80]),
        ("freight|pallet|cargo|spedition|fret", [84, 90, 96]),
    ];

    readonly (string Words, decimal[] Rates)[] _heights = HeightsOf(own.Source.Name)!;
    readonly bool _isShare = own.Source.Name != Tax;

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = name is { } text ? [text] : [];

    public override bool IsDrawn => true;

    /// <summary>What a text says of the rates that a generator gives; null for nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="generator">The generator's name.</param>
    public static string? Says(string text, string generator = Tax) => HeightsOf(generator) is { } heights ? HeightOf(text, heights).Words : null;

    /// <summary>Whether a generator gives rates that texts speak of.</summary>
    public static bool Knows(string generator) => HeightsOf(generator) is not null;

    public override ColumnAccount AccountFor(int column) => name is null ? own.AccountFor(column) : own.AccountFor(column).InGroup("a rate and its name", Reads, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        var (cells, source) = (batch.Columns[own.Column]!, (IOrderedSource)own.Source);
        var texts = name is { } column ? batch.Columns[column] as ColumnVector<string> : null;
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row))
                continue;
            var random = own.SecondThoughtOf(batch, row, attempt);
            var rates = (texts is null || texts.IsNull(row) ? null : HeightOf(texts[row], _heights).Rates) ?? usual;
            // The first from a drawn one on that the column takes.
            for (int i = 0, first = random.Next(Math.Max(1, rates.Count)); i < rates.Count; i++)
            {
                if (NumberOf(source, rates[(first + i) % rates.Count]) is var number && source.Whole.Contains(number))
                {
                    source.WriteNumber(cells, row, number);
                    break;
                }
            }
        }
    }

    /// <summary>A number for a rate: of the greatest natural one, in percent, or as a part of 1 where a column takes no more.</summary>
    long NumberOf(IOrderedSource source, decimal rate) =>
        Bounds.Saturate(decimal.Round(_isShare ? rate / Hundred * source.Natural.High : IsOfHundred(source) ? rate / source.Step : rate / Hundred / source.Step, MidpointRounding.AwayFromZero));

    /// <summary>Whether a column's rates are percents: as parts of 1 they would be wider than they need.</summary>
    bool IsOfHundred(IOrderedSource source) => source.Natural.High * source.Step > 1 && (!isFine || source.Whole.High * source.Step >= LeastOfHundred);

    static (string Words, decimal[] Rates)[]? HeightsOf(string generator) => generator switch { Tax => Taxes, "shipping_rate" => Sending, _ => null };

    static (string? Words, decimal[]? Rates) HeightOf(string text, (string Words, decimal[] Rates)[] heights)
    {
        var words = SpokenWords.Of(text);
        return words.Count > SpokenWords.Most ? default : Array.Find(heights, h => SpokenWords.HaveOne(words, h.Words));
    }
}
