using System.Globalization;
using System.Text;
using System.Text.Json;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>JSON values of a kind, a length or members that a check demands. Distinct ones hold their number.</summary>
sealed class JsonShapeSource(string kind, int least, int most, IReadOnlyList<(string Key, TypedSource<string> Value)> members) : TypedSource<string>
{
    static readonly string[] Kinds = ["object", "array", "string", "number", "boolean", "null"];

    static readonly PgType Text = new() { Oid = 25, Name = new("pg_catalog", "text"), Kind = PgTypeKind.Base, SqlName = "text", Category = 'S' };

    public override ulong DistinctCapacity => kind switch
    {
        "null" => 1,
        "boolean" => 2,
        "array" when most == 0 => 1,
        _ => 1UL << 62,
    };

    /// <summary>The source of what the domain demands, or null where it demands nothing of a JSON value, or nothing that is possible.</summary>
    public static TypedSource? Of(SourceRequest request)
    {
        var domain = request.Domain;
        if (domain is { JsonKinds: null, Parts.Count: 0, MinLength: null, MaxLength: null })
            return null;
        var isArray = domain.MinLength is not null || domain.MaxLength is not null;
        var kind = domain.Parts.Count > 0 ? "object" : isArray ? "array" : Kinds.FirstOrDefault(k => domain.JsonKinds!.Contains(k));
        if (kind is null || (domain.JsonKinds is { } kinds && !kinds.Contains(kind)))
            return null;
        var members = new List<(string, TypedSource<string>)>();
        foreach (var (key, demanded) in domain.Parts.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var part = request.Part(key, Text, -1) with { Domain = demanded };
            if ((ListSources.Allowed(part) ?? RuleSources.Source(part) ?? TypeRules.Source(part)) is TypedSource<string> value)
                members.Add((key, value));
            else if (demanded.NotNull)
                return null;
        }
        var least = domain.MinLength ?? Math.Min(2, domain.MaxLength ?? 2);
        var most = Math.Max(least, Math.Min(domain.MaxLength ?? 3, least + 2));
        return new JsonShapeSource(kind, least, most, members) { Name = "json", Reason = request.Reason };
    }

    public override string Make(ref CellRandom random) => Build(null, ref random);

    public override string MakeDistinct(ulong index, ref CellRandom random) => Build(index, ref random);

    string Build(ulong? index, ref CellRandom random)
    {
        var number = (index ?? random.Next(1000UL)) + 1;
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return kind switch
        {
            "null" => "null",
            "boolean" => number % 2 == 0 ? "true" : "false",
            "number" => digits,
            "string" => "\"item " + digits + "\"",
            "array" => Array(digits, ref random),
            _ => Object(index is null ? null : digits, ref random),
        };
    }

    string Array(string digits, ref CellRandom random)
    {
        var count = (int)random.Between(least, most);
        // A distinct array needs an element to hold its number.
        count = most > 0 ? Math.Max(count, 1) : 0;
        var elements = Enumerable.Range(0, count).Select(i => i == 0 ? $"\"item {digits}\"" : string.Create(CultureInfo.InvariantCulture, $"\"part {i}\""));
        return "[" + string.Join(", ", elements) + "]";
    }

    string Object(string? digits, ref CellRandom random)
    {
        var text = new StringBuilder("{");
        foreach (var (key, value) in members)
            text.Append(text.Length > 1 ? ", " : "").Append(JsonSerializer.Serialize(key)).Append(": ").Append(JsonSerializer.Serialize(value.Make(ref random)));
        if (digits is not null && !members.Any(m => m.Key == "id"))
            text.Append(text.Length > 1 ? ", " : "").Append("\"id\": ").Append(digits);
        else if (digits is not null)
            text.Append(", \"number\": ").Append(digits);
        return text.Append('}').ToString();
    }
}
