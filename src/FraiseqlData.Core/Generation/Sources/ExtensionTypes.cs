using System.Globalization;

namespace FraiseqlData.Generation.Sources;

/// <summary>Values of the types that common extensions bring, as text.</summary>
static class ExtensionTypes
{
    const ulong Most = 1UL << 40;

    /// <summary>The source for the type, or null for a type that is not known.</summary>
    public static TypedSource? Source(SourceRequest request) => request.Type.Name.Name switch
    {
        "hstore" => Documents.HStore(request),
        "ltree" => Documents.LabelTree(request),
        "lquery" => Documents.LabelQuery(request, "*.{0}.*"),
        "ltxtquery" => Documents.LabelQuery(request, "{0}"),
        "cube" => Of(request, n => Invariant($"({n % 1000}, {n / 1000})"), Most),
        "seg" => Of(request, n => Invariant($"{n}"), 1UL << 20),
        "vector" or "halfvec" => new VectorSource(request.Modifier > 0 ? request.Modifier : 3) { Name = request.Name, Reason = request.Reason },
        "sparsevec" => Of(request, n => Invariant($"{{1:{n % 1000 + 1}}}/{(request.Modifier > 0 ? request.Modifier : 3)}"), 1000),
        "geometry" or "geography" => SpatialShapes.Source(request),
        "box2d" => Of(request, n => Invariant($"BOX({n % 1000} {n / 1000},{n % 1000 + 6} {n / 1000 + 4})"), Most),
        "box3d" => Of(request, n => Invariant($"BOX3D({n % 1000} {n / 1000} 0,{n % 1000 + 6} {n / 1000 + 4} 1)"), Most),
        "query_int" => Of(request, n => Invariant($"{n % 1000 + 1}&{n / 1000 + 1}"), 1UL << 20),
        "semver" => Of(request, n => Invariant($"{n / 10_000}.{n / 100 % 100}.{n % 100}"), 1UL << 30, natural: 100_000),
        "ip4" or "ip4r" or "ip6" or "ip6r" or "ipaddress" or "iprange" => Networks.OfAddressExtension(request),
        "ean13" or "isbn13" or "isbn" or "ismn" or "ismn13" or "issn" or "issn13" or "upc" => ProductNumbers.Source(request),
        _ => null,
    };

    static DelegateSource<string> Of(SourceRequest request, Func<ulong, string> at, ulong count, ulong? natural = null) =>
        new(at, count, natural ?? count, request.Key) { Name = request.Name, Reason = request.Reason };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>pgvector's vectors; distinct ones carry the index in their first components.</summary>
    sealed class VectorSource(int dimensions) : TypedSource<string>
    {
        const ulong Radix = 1000;

        public override ulong DistinctCapacity => dimensions switch { 1 => Radix, 2 => Radix * Radix, _ => Radix * Radix * Radix };

        public override string Make(ref CellRandom random) => Text(random.Next(DistinctCapacity), ref random);

        public override string MakeDistinct(ulong index, ref CellRandom random) => Text(index, ref random);

        string Text(ulong number, ref CellRandom random)
        {
            var parts = new string[dimensions];
            for (var i = 0; i < dimensions; i++)
            {
                // Never all zero: a vector of no length has no cosine distance, and indexes on it leave it out.
                var digit = i < 3 ? (int)(number % Radix) + 1 : random.Next((int)Radix);
                number = i < 3 ? number / Radix : number;
                parts[i] = (digit / (decimal)Radix).ToString(CultureInfo.InvariantCulture);
            }
            return "[" + string.Join(',', parts) + "]";
        }
    }
}
