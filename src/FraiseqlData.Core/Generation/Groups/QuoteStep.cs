using System.Globalization;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>What a price or rate is of the day's; those first that the others follow.</summary>
enum QuoteKind
{
    Average,
    Planned,
    Actual,
    Close,
    Open,
    Last,
    Bid,
    Ask,
    Low,
    High,
}

/// <summary>Reads the names of prices and rates of one thing on one day, or of one piece of work: <c>average_rate</c> and <c>end_of_day_rate</c>, <c>open</c>, <c>high</c>, <c>low</c> and <c>close</c>.</summary>
static class QuoteNames
{
    // No less than open, high, low and one more stand alone.
    const int LeastAlone = 3;

    static readonly (QuoteKind Kind, string Words)[] Kinds =
    [
        .. "planned|estimated|budgeted|scheduled|expected".Split('|').Select(w => (QuoteKind.Planned, w)), (QuoteKind.Actual, "actual"),
        .. "average|avg|mean|mid".Split('|').Select(w => (QuoteKind.Average, w)), .. "end of day|eod|close|closing".Split('|').Select(w => (QuoteKind.Close, w)), .. "open|opening".Split('|').Select(w => (QuoteKind.Open, w)),
        (QuoteKind.Last, "last"), .. "bid|buy|buying".Split('|').Select(w => (QuoteKind.Bid, w)), .. "ask|sell|selling".Split('|').Select(w => (QuoteKind.Ask, w)), (QuoteKind.Low, "low"), (QuoteKind.High, "high"),
    ];

    static readonly HashSet<string> Things = new("rate|exchange rate|currency rate|fx rate|price|share price|stock price|quote|cost|costs|budget|".Split('|'), StringComparer.Ordinal);

    /// <summary>What a column's name says: the kind, and of what thing; null where it speaks of no such thing.</summary>
    public static (QuoteKind Kind, string Thing)? Of(string name)
    {
        var words = $" {string.Join(' ', ColumnWords.OfColumn(name).Words)} ";
        foreach (var (kind, spoken) in Kinds)
        {
            if (words.Contains($" {spoken} ", StringComparison.Ordinal) && words.Replace($" {spoken} ", " ", StringComparison.Ordinal).Trim() is var thing && Things.Contains(thing))
                return (kind, thing);
        }
        return null;
    }

    /// <summary>Whether such columns are of one day: a low and a high price alone may be those of different things.</summary>
    public static bool BelongTogether(string thing, IReadOnlyList<QuoteKind> kinds) =>
        kinds.Count >= (thing.Length == 0 ? LeastAlone : 2) && kinds.Any(k => k is not (QuoteKind.Average or QuoteKind.Planned or QuoteKind.Low or QuoteKind.High));
}

/// <summary>Fills prices or rates of one thing on one day: close to each other, the low one below and the high one above the others.</summary>
/// <param name="quotes">The steps that fill them alone; the others follow the first.</param>
/// <param name="currencies">The columns of the currencies of which the quotes are rates; null where they are something else's.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class QuoteStep(IReadOnlyList<(SourceStep Own, QuoteKind Kind)> quotes, (int From, int To)? currencies, ulong streamKey) : BatchStep
{
    readonly SourceStep _lead = quotes[0].Own;

    public override IReadOnlyList<int> Reads { get; } = currencies is { } both ? [both.From, both.To] : [];

    public override IReadOnlyList<int> Writes { get; } = [.. quotes.Select(q => q.Own.Column)];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => quotes.First(q => q.Own.Column == column).Own.AccountFor(column).InGroup("quotes of one day", Writes, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        _lead.Fill(batch, start, end, attempt);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            if (attempt == 0)
                Exchange(batch, row, ref random);
            var lead = batch.Columns[_lead.Column]!.GetValue(row) is { } known ? Convert.ToDecimal(known, CultureInfo.InvariantCulture) : (decimal?)null;
            // How far a day goes up and down.
            var spread = random.Between(4, 24) / 1000m;
            foreach (var (own, kind) in quotes.Skip(1))
            {
                var share = 1 + spread * ShareOf(kind, ref random);
                if (own.TryNull(batch, row, attempt))
                    continue;
                var source = (IOrderedSource)own.Source;
                var number = lead is { } value ? NumberOf(value * share / source.Step, kind) : 0;
                if (lead is not null && source.Whole.Contains(number))
                    source.WriteNumber(batch.Columns[own.Column]!, row, number);
                else
                    own.Draw(batch, row, attempt);
            }
        }
    }

    /// <summary>Gives the first quote about the rate of the row's currencies, where it is known and the column can hold it.</summary>
    void Exchange(RowBatch batch, int row, ref CellRandom random)
    {
        if (currencies is not { } both || batch.Columns[_lead.Column]!.IsNull(row) || batch.Columns[both.From]!.GetValue(row) is not string from || batch.Columns[both.To]!.GetValue(row) is not string to
            || Currencies.Rate(from, to) is not { } rate)
            return;
        var source = (IOrderedSource)_lead.Source;
        var number = Bounds.Saturate(decimal.Round(rate * (1 + random.Between(-40, 40) / 1000m) / source.Step));
        if (number > 0 && source.Whole.Contains(number))
            source.WriteNumber(batch.Columns[_lead.Column]!, row, number);
    }

    static decimal ShareOf(QuoteKind kind, ref CellRandom random) => kind switch
    {
        QuoteKind.Low => -1,
        QuoteKind.High => 1,
        // Plans are not kept as closely as a day's prices.
        QuoteKind.Actual => random.Between(-60, 90) / 10m,
        QuoteKind.Bid => -0.1m,
        QuoteKind.Ask => 0.1m,
        _ => random.Between(-9, 9) / 10m,
    };

    static long NumberOf(decimal steps, QuoteKind kind) =>
        Bounds.Saturate(kind switch { QuoteKind.Low => decimal.Floor(steps), QuoteKind.High => decimal.Ceiling(steps), _ => decimal.Round(steps) });
}
