using FraiseqlData.Generation.Rules;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds numbers of a row of which one is no greater than another, by their names: <c>min_order</c> and <c>max_order</c>, <c>reserved_quantity</c> and <c>quantity</c>.</summary>
static class LimitNames
{
    // What the smaller one has where the greater one has its counterpart.
    static readonly (string Low, string High)[] Bounds =
    [
        ("min", "max"), ("minimum", "maximum"), ("min", "maximum"), ("lower", "upper"), ("low", "high"), ("lowest", "highest"), ("least", "most"), ("from", "to"), ("from", "until"), ("start", "end"), ("begin", "end"), ("first", "last"), ("open year", "close year"), ("opened year", "closed year"), ("founded year", "closed year"), ("discount value", "minimum purchase amount"), ("discount value", "minimum order amount"), ("birth year", "death year"),
        ("count", "limit"), ("used", "limit"), ("used", "max"), ("count", "max"), ("current", "max"), ("current", "maximum"), ("systolic low", "systolic high"), ("remaining", "total"), ("discount", "unit price"), ("discount", "price"), ("min", "avg"), ("used", "total"),
        ("completed", "total"), ("failed", "total"), ("passed", "total"), ("scrapped", "order"), ("rejected", "received"), ("returned", "delivered"), ("received", "order"), ("rejected", "order"), ("received", "ordered"),
        ("rejected", "ordered"), ("shipped", "ordered"), ("delivered", "ordered"), ("returned", "ordered"), ("returned", "sold"), ("attempts", "max attempts"), ("times used", "usage limit"), ("times used", "max uses"), ("customer usage limit", "usage limit"), ("user usage limit", "usage limit"),
        ("per customer limit", "usage limit"), ("per user limit", "usage limit"), ("limit per customer", "limit"), ("limit per user", "limit"), ("uses per customer", "uses"), ("uses per user", "uses"),
    ];

    // What makes a part of a whole that has nothing instead.
    static readonly HashSet<string> Parts = new("reserved|allocated|rejected|scrapped|damaged|returned|used|sold|shipped|delivered|received|picked|available|blocked|defective|free|occupied|refunded|paid|discount".Split('|'), StringComparer.Ordinal);

    // What happens to a small part of a whole, if at all; and what happens to all of it in the end.
    static readonly HashSet<string> Mishaps = new("rejected|scrapped|damaged|returned|blocked|defective|refunded|failed|lost|cancelled|disputed|discount".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Usual = new("received|delivered|shipped|picked|passed|completed".Split('|'), StringComparer.Ordinal);

    /// <summary>What part of its limit a number of a name is.</summary>
    public static LimitShare ShareOf(string name)
    {
        var words = ColumnWords.OfColumn(name).Words;
        return words.Any(w => w is "customer" or "user") && words.Any(w => w is "limit" or "uses") ? LimitShare.Few
            // What a voucher takes off is no mishap.
            : words.Any(Mishaps.Contains) && words[^1] != "value" ? LimitShare.Small : words.Any(Usual.Contains) ? LimitShare.Great : LimitShare.Any;
    }

    /// <summary>For columns their limits: pairs of indexes, the smaller first, and of one with several limits the nearest first.</summary>
    /// <param name="names">The columns' names by their indexes.</param>
    public static IEnumerable<(int Low, int High)> Of(IReadOnlyList<(int Column, string Name)> names)
    {
        var words = names.Select(n => (n.Column, Words: string.Join(' ', ColumnWords.OfColumn(n.Name).Words))).ToList();
        var columns = words.ToLookup(w => w.Words, w => w.Column, StringComparer.Ordinal);
        return words.SelectMany(low => Above(low.Words).SelectMany(high => columns[high]).Distinct().Where(high => high != low.Column).Select(high => (low.Column, high)));
    }

    /// <summary>The names of numbers that one of a name is no greater than.</summary>
    static IEnumerable<string> Above(string low)
    {
        var padded = $" {low} ";
        return Bounds.Select(b => Replaced(padded, b.Low, b.High)).Concat(Parts.Select(p => Replaced(padded, p, ""))).OfType<string>();
    }

    /// <summary>A name, spaces around it, with other words instead of some; null where it does not have them.</summary>
    static string? Replaced(string padded, string words, string others)
    {
        var at = padded.IndexOf(" " + words + " ", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var replaced = string.Concat(padded.AsSpan(0, at + 1), others, padded.AsSpan(at + 1 + words.Length)).Replace("  ", " ", StringComparison.Ordinal).Trim();
        return replaced.Length > 0 ? replaced : null;
    }
}
