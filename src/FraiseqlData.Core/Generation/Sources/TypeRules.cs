using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>Chooses a source by type alone.</summary>
static class TypeRules
{
    const int NaturalBytes = 16;
    const int NaturalBits = 8;

    /// <summary>The source for a type, or null where nothing is known about the type or nothing is left of its domain.</summary>
    public static TypedSource? Source(SourceRequest request)
    {
        if (request.Domain.Alternatives.Count > 0)
            return AlternativesSource.Of(request, Source);
        if (ListSources.Allowed(request) is { } listed)
            return listed;
        var type = request.Type;
        return type.Kind switch
        {
            PgTypeKind.Enum => ListSources.Labels(request, type),
            PgTypeKind.Array => Array(request, type),
            PgTypeKind.Composite => Composite(request.As("composite"), type),
            PgTypeKind.Range => Range(request.As("range"), type),
            PgTypeKind.Multirange => Range(request.As("multirange"), type.Element!) is TypedSource<string> ranges
                ? new MultirangeSource(ranges) { Name = "multirange", Reason = ranges.Reason } : null,
            PgTypeKind.Base => Base(request, type) ?? Sampled(request, type),
            _ => null,
        };
    }

    /// <summary>Whether values of a base type can be made without having seen one.</summary>
    public static bool IsKnown(SourceRequest request) => Base(request, request.Type) is not null;

    /// <summary>Of a type that is not known, values that the database holds already.</summary>
    static ListSource<string>? Sampled(SourceRequest request, PgType type) =>
        request.Options.Samples.TryGetValue(type.Name.ToString(), out var samples) && samples.Where(s => !request.Domain.Refused.Contains(s)).ToList() is { Count: > 0 } left
            ? ListSources.Of(request with { Name = "sample", Reason = $"values of type {type.SqlName} in the database" }, left)
            : null;

    static TypedSource? Base(SourceRequest request, PgType type)
    {
        if (Texts.IsText(type))
        {
            var text = request.As("text");
            return Texts.Plain(text, Texts.ShapeOf(text));
        }
        if (type.Name.Schema != "pg_catalog")
            return ExtensionTypes.Source(request.As(type.Name.Name));
        if (Numbers.IsNumber(type))
            return Numbers.Source(request.As(type.Name.Name is "int2" or "int4" or "int8" ? "integer" : "decimal"), null);
        if (Dates.IsMoment(type))
            return Dates.Source(request.As(type.Name.Name == "date" ? "date" : "timestamp"), null);
        return type.Name.Name switch
        {
            "bool" => ListSources.Booleans(request.As("boolean")),
            "uuid" => Named(request.As("uuid"), r => new UuidSource(r.Key) { Name = r.Name, Reason = r.Reason }),
            "bytea" => Bytes(request.As("bytes")),
            "bit" => Bits(request.As("bits"), request.Modifier > 0 ? request.Modifier : 1),
            "varbit" => Bits(request.As("bits"), null),
            "time" => Dates.Time(request.As("time")),
            "timetz" => Dates.TimeWithZone(request.As("time")),
            "interval" => Dates.Interval(request.As("interval")),
            "json" or "jsonb" => JsonShapeSource.Of(request.As("json")) ?? Documents.Json(request.As("json")),
            "jsonpath" => Documents.JsonPath(request.As("jsonpath")),
            "xml" => Documents.Xml(request.As("xml")),
            "tsvector" => Documents.SearchVector(request.As("tsvector")),
            "tsquery" => Documents.SearchQuery(request.As("tsquery")),
            "inet" => Networks.Inet(request.As("ip")),
            "cidr" => Networks.Cidr(request.As("cidr")),
            "macaddr" => Networks.Mac(request.As("mac")),
            "macaddr8" => Networks.Mac8(request.As("mac")),
            "char" => Character(request.As("char")),
            "oid" or "xid" or "cid" => Whole(request.As("oid"), uint.MaxValue, n => (uint)n),
            "oidvector" => ListOf(request.As("oids"), uint.MaxValue),
            "int2vector" => ListOf(request.As("integers"), (ulong)short.MaxValue),
            "xid8" => Whole(request.As("xid8"), long.MaxValue / 2, n => (ulong)n),
            "pg_lsn" => Whole(request.As("lsn"), long.MaxValue / 2, n => FormattableString.Invariant($"{n >> 32:X}/{n & 0xFFFFFFFF:X}")),
            "tid" => Whole(request.As("tid"), int.MaxValue, n => FormattableString.Invariant($"({n / 100},{n % 100 + 1})")),
            "txid_snapshot" or "pg_snapshot" => Documents.Snapshot(request.As("snapshot")),
            _ => Shapes.Source(request.As(type.Name.Name)) ?? CatalogNames.Source(request.As(type.Name.Name)),
        };
    }

    static TypedSource Named(SourceRequest request, Func<SourceRequest, TypedSource> make) => make(request);

    static LongSource<T> Whole<T>(SourceRequest request, long most, Func<long, T> convert)
        where T : notnull => new(new LongSpace(1, most), 1000, 1_000_000, convert, request.AsKey, request.Key) { Name = request.Name, Reason = request.Reason };

    /// <summary>Two numbers, the form of the catalog's own vectors.</summary>
    static DelegateSource<string> ListOf(SourceRequest request, ulong most) =>
        new(n => FormattableString.Invariant($"{n % most + 1} {n / most + 1}"), most * 1000, 1_000_000, request.Key) { Name = request.Name, Reason = request.Reason };

    static BytesSource Bytes(SourceRequest request)
    {
        var least = request.Domain.MinLength ?? Math.Min(NaturalBytes, request.Domain.MaxLength ?? NaturalBytes);
        var most = Math.Max(least, Math.Min(request.Domain.MaxLength ?? NaturalBytes, Math.Max(least, NaturalBytes)));
        return new BytesSource(least, most, request.Key) { Name = request.Name, Reason = request.Reason };
    }

    /// <summary>Capital letters; where none of them is allowed, any printable character.</summary>
    static ListSource<string>? Character(SourceRequest request)
    {
        var allowed = Enumerable.Range(' ', '~' - ' ' + 1).Select(c => ((char)c).ToString()).Where(c => DomainTest.Accepts(request.Domain, c)).ToList();
        var capitals = allowed.Where(c => char.IsAsciiLetterUpper(c[0])).ToList();
        return allowed.Count == 0 ? null : ListSources.Of(request, capitals.Count > 0 ? capitals : allowed);
    }

    static BitStringSource? Bits(SourceRequest request, int? length)
    {
        var least = length ?? request.Domain.MinLength ?? 1;
        var most = length ?? Math.Min(request.Domain.MaxLength ?? int.MaxValue, Math.Max(least, request.Modifier > 0 ? request.Modifier : NaturalBits));
        return least > most || (request.Modifier > 0 && most > request.Modifier) ? null
            : new BitStringSource(least, most, request.Key) { Name = request.Name, Reason = request.Reason };
    }

    /// <summary>Arrays of the given element's values.</summary>
    public static TypedSource ArrayOf(SourceRequest request, TypedSource element)
    {
        var dimensions = request.Column.Type.Kind == PgTypeKind.Domain ? Innermost(request.Column.Type).BaseDimensions : request.Column.Dimensions;
        return new ArraySource(element, request.Domain.MinLength, request.Domain.MaxLength, Math.Max(1, dimensions)) { Name = element.Name, Reason = element.Reason };
    }

    static TypedSource? Array(SourceRequest request, PgType type) => Source(Elements(request, type)) is { } element ? ArrayOf(request, element) : null;

    /// <summary>The request for an array's elements, with what checks say of all of them.</summary>
    public static SourceRequest Elements(SourceRequest request, PgType type)
    {
        var part = request.Part(request.Column.Name, type.Element!, request.Modifier);
        return part with { Domain = DomainAlgebra.Intersect(part.Domain, request.Domain.Parts.GetValueOrDefault(ColumnDomain.Elements, ColumnDomain.Any)) };
    }

    static PgType Innermost(PgType domain) => domain.BaseType!.Kind == PgTypeKind.Domain ? Innermost(domain.BaseType) : domain;

    static TypedSource? Composite(SourceRequest request, PgType type)
    {
        var fields = new List<(TypedSource, PartText)>();
        foreach (var field in type.Fields)
        {
            var part = request.Part(field.Name, field.Type, field.TypeModifier);
            var domain = DomainAlgebra.Intersect(part.Domain, request.Domain.Parts.GetValueOrDefault(field.Name, ColumnDomain.Any));
            if (Source(part with { Domain = domain }) is not { } source)
                return null;
            fields.Add((source, new PartText(field.Type, field.TypeModifier)));
        }
        return new CompositeSource(fields) { Name = request.Name, Reason = request.Reason };
    }

    static TypedSource? Range(SourceRequest request, PgType type)
    {
        var subtype = type.Element!;
        var text = new PartText(subtype, -1);
        // A range's ends come from one space: what holds for one end is demanded of both.
        var bounds = request.Domain.Parts.Values.Aggregate(ColumnDomain.Any, DomainAlgebra.Intersect);
        var part = request.Part("bound", subtype, -1);
        return Source(part with { Domain = DomainAlgebra.Intersect(part.Domain, bounds) }) switch
        {
            IOrderedSource { Whole.Count: > 2 } ends => new RangeSource(ends, text, Width(subtype.Underlying), request.Key) { Name = request.Name, Reason = request.Reason },
            { } other => new SingletonRangeSource(other, text) { Name = request.Name, Reason = request.Reason },
            null => null,
        };
    }

    /// <summary>The steps of a natural range: a week of days, an hour of seconds, ten of anything else.</summary>
    static ulong Width(PgType subtype) => subtype.Name.Name switch
    {
        "date" => 7,
        "timestamp" or "timestamptz" or "time" => 3600,
        "numeric" or "float8" or "float4" => 1000,
        _ => 10,
    };
}
