using System.Globalization;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>The columns of an offer; null for those that its table does not have.</summary>
/// <param name="Type">The column of its kind, which another step gives.</param>
/// <param name="Category">The column of what it is for, which another step gives.</param>
/// <param name="Value">Fills how much it gives.</param>
/// <param name="Minimum">Fills the least amount that has to be bought.</param>
/// <param name="Pieces">Fills the least number of pieces.</param>
/// <param name="MostPieces">Fills the greatest number of pieces.</param>
/// <param name="Description">Fills what is said of it.</param>
/// <param name="Shape">What the description demands of texts.</param>
sealed record OfferColumns(int? Type, int? Category, SourceStep? Value, SourceStep? Minimum, SourceStep? Pieces, SourceStep? MostPieces, SourceStep? Description, TextShape? Shape)
{
    /// <summary>Whether the value is in percent, whatever the kind.</summary>
    public bool IsPercent { get; init; }

    /// <summary>The steps that fill its columns alone.</summary>
    public IReadOnlyList<SourceStep> Own { get; } = [.. new[] { Value, Minimum, Pieces, MostPieces, Description }.OfType<SourceStep>()];
}

/// <summary>Fills an offer so that it gives what its kind says: a volume discount is for many pieces, an amount is less than what has to be bought for it.</summary>
/// <param name="columns">The columns.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class OfferStep(OfferColumns columns, ulong streamKey) : BatchStep
{
    static readonly (string Words, string Lead, decimal[] Percents, int Least, int Most)[] Kinds =
    [
        ("shipping|versand|livraison|envio", "Free shipping", [0], 1, 1),
        ("volume|bulk|quantity|menge", "Volume discount", [5, 10, 15, 20], 10, 60),
        ("clearance|excess|outlet|discontinued|ausverkauf", "Clearance", [30, 40, 50], 1, 1),
        ("seasonal|season|summer|winter", "Seasonal offer", [15, 20, 25, 30], 1, 3),
        ("customer|welcome|first", "Welcome offer", [10, 15, 20], 1, 1),
        ("loyalty|members|member|reward", "For our members", [5, 10, 15], 1, 3),
        ("bundle|set|combo", "Bundle offer", [10, 15, 20, 25], 2, 5),
        ("product|launch|introductory", "Introductory offer", [10, 15, 20], 1, 3),
        ("anniversary|birthday", "Anniversary offer", [10, 15, 20, 25], 1, 3),
    ];

    static readonly (string Words, string Lead, decimal[] Percents, int Least, int Most) Usual = ("", "Special offer", [5, 10, 15, 20, 25, 30], 1, 5);

    static readonly decimal[] Amounts = [5, 10, 15, 20, 25, 50];
    static readonly decimal[] Minimums = [20, 25, 30, 40, 50, 60, 75, 100, 150, 200];
    static readonly string[] Ranges = ["selected products", "the whole range", "all accessories", "the new collection"];
    static readonly string[] Ends = ["until the end of the month.", "this weekend only.", "while stocks last.", "in all shops.", "with this code."];

    // Of what has to be bought.
    const decimal GreatestPart = 0.4m;

    public override IReadOnlyList<int> Writes { get; } = [.. columns.Own.Select(o => o.Column)];

    public override IReadOnlyList<int> Reads { get; } = [.. new[] { columns.Type, columns.Category }.OfType<int>()];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => columns.Own.First(o => o.Column == column).AccountFor(column).InGroup("an offer", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var own in columns.Own)
            own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var words = SpokenWords.Of(TextOf(batch, row, columns.Type) ?? "");
            var kind = Array.Find(Kinds, k => SpokenWords.HaveOne(words, k.Words)) is { Lead: not null } found ? found : Usual;
            var isAmount = !columns.IsPercent && words.Any(w => w is "fixed" or "amount" or "fix" or "fest" or "betrag" or "montant" or "importe" or "flat");
            var least = random.Pick(Minimums);
            var minimum = Write(columns.Minimum, batch, row, least) ? least : (decimal?)null;
            var most = (minimum ?? Minimums[^1]) * GreatestPart;
            var value = isAmount ? random.Pick(Array.FindAll(Amounts, a => a <= most)) : random.Pick(kind.Percents);
            var pieces = random.Between(kind.Least, kind.Most);
            _ = Write(columns.Pieces, batch, row, pieces);
            _ = Write(columns.MostPieces, batch, row, pieces * random.Between(2, 5));
            // Where the column takes no such value, the description says nothing of it.
            var isGiven = columns.Value is null || Write(columns.Value, batch, row, value);
            Describe(batch, row, kind.Lead, isGiven ? value : null, isAmount, minimum, ref random);
        }
    }

    void Describe(RowBatch batch, int row, string lead, decimal? value, bool isAmount, decimal? minimum, ref CellRandom random)
    {
        if (columns is not { Description: { } own, Shape: { } shape } || batch.Columns[own.Column] is not ColumnVector<string> cells || cells.IsNull(row))
            return;
        var what = TextOf(batch, row, columns.Category)?.ToLowerInvariant() ?? random.Pick(Ranges);
        var when = random.Pick(Ends);
        var text = value is not { } off ? null
            : off == 0 ? string.Create(CultureInfo.InvariantCulture, $"{lead} on {(minimum is { } from ? $"orders from {from:0}" : what)} {when}")
            : isAmount ? string.Create(CultureInfo.InvariantCulture, $"{lead}: {off:0} off {(minimum is { } least ? $"orders from {least:0}" : what)} {when}")
            : string.Create(CultureInfo.InvariantCulture, $"{lead}: {off:0}% off {what} {when}");
        if (text is not null && shape.Fit(text) is { } fit)
            cells[row] = fit;
    }

    /// <summary>Writes a number where the cell is not NULL and the column takes it.</summary>
    static bool Write(SourceStep? own, RowBatch batch, int row, decimal value)
    {
        if (own is null || batch.Columns[own.Column]!.IsNull(row))
            return false;
        var source = (IOrderedSource)own.Source;
        // Percents as parts of 1 where a column takes no more.
        var number = Bounds.Saturate(decimal.Round((source.Natural.High * source.Step <= 1 ? value / 100 : value) / source.Step));
        if (!source.Whole.Contains(number))
            return false;
        source.WriteNumber(batch.Columns[own.Column]!, row, number);
        return true;
    }

    static string? TextOf(RowBatch batch, int row, int? column) => column is { } at && batch.Columns[at] is ColumnVector<string> texts && !texts.IsNull(row) ? texts[row] : null;
}
