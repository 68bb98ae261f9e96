using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation;

/// <summary>
/// The combinations of two parents of which one says which others belong to it, as a country does with its currency: first those that belong
/// together, then all others, scattered.
/// </summary>
sealed class PairedFactor : KeyFactor
{
    const long Most = 1_000_000;

    readonly TableReference _one;
    readonly TableReference _other;
    readonly Lazy<ulong[]> _pairs;
    readonly Lazy<Permutation> _order;

    PairedFactor(TableReference one, TableReference other, Func<long, string?> belonging, Func<long, string?> code, ulong key)
    {
        (_one, _other) = (one, other);
        Columns = [.. one.Columns, .. other.Columns];
        _pairs = new(() =>
        {
            var others = Enumerable.Range(0, (int)other.Parents!.Count).Select(p => code(p)).ToList();
            var wanted = Enumerable.Range(0, (int)one.Parents!.Count).Select(p => belonging(p)).ToList();
            return [.. from i in Enumerable.Range(0, wanted.Count) where wanted[i] is not null from j in Enumerable.Range(0, others.Count) where others[j] == wanted[i] select (ulong)i * (ulong)others.Count + (ulong)j];
        });
        _order = new(() => new Permutation(Math.Max(1, Size - (ulong)_pairs.Value.Length), key));
    }

    public override IReadOnlyList<int> Columns { get; }

    public override ulong Size => (ulong)_one.Parents!.Count * (ulong)_other.Parents!.Count;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(_one.Columns.Contains(column) ? _one : _other);

    /// <summary>The factor of two references; null where nobody knows what belongs together.</summary>
    public static PairedFactor? Of(TableContext table, TableReference one, TableReference other) => Find(table, one, other) ?? Find(table, other, one);

    static PairedFactor? Find(TableContext table, TableReference countries, TableReference others)
    {
        var schema = table.Run.Plan.Schema;
        var (country, parent) = (schema.Get(countries.Key.ReferencedTable), schema.Get(others.Key.ReferencedTable));
        var (currency, language) = (ToldColumns.Currency(parent), ToldColumns.Language(parent));
        if (!ToldColumns.IsCountry(country) || (currency ?? language) is not { } said || countries.Parents is not { Count: <= Most } || others.Parents is not { Count: <= Most } || countries.Parents.Count * others.Parents.Count > Most)
            return null;
        var named = ToldColumns.Place(country).Where(p => p.Part == PlacePart.Country).Select(p => p.Column).FirstOrDefault();
        if (ToldColumns.Text(table, countries, named) is not { } names || ToldColumns.Text(table, others, said) is not { } codes)
            return null;
        var family = Nation.Families.First(f => f.Name == (currency is null ? "language" : "currency"));
        return new PairedFactor(
            countries, others,
            p => names.Of(p) is string name && PlaceCatalog.Default.FindCountry(name) is { } found ? currency is null ? found.Language : found.Currency : null,
            p => codes.Of(p) is string code ? family.Find(code)?.Code : null, table.StreamKey(countries.Key.Name + "#unpaired"));
    }

    public override void Write(RowBatch batch, int row, ulong digit)
    {
        var pairs = _pairs.Value;
        var pair = digit < (ulong)pairs.Length ? pairs[digit] : Unpaired(pairs, _order.Value.At(digit - (ulong)pairs.Length));
        var (first, second) = Math.DivRem(pair, (ulong)_other.Parents!.Count);
        _one.Put(batch, row, (long)first);
        _other.Put(batch, row, (long)second);
    }

    /// <summary>The combination with so many before it that do not belong together either.</summary>
    static ulong Unpaired(ulong[] pairs, ulong index)
    {
        var (low, high) = (0, pairs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = pairs[middle] - (ulong)middle <= index ? (middle + 1, high) : (low, middle);
        }
        return index + (ulong)low;
    }
}
