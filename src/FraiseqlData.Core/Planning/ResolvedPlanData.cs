using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// All that generation needs besides the plan and the schema, fixed once per run: with it any machine makes the same rows.
/// Plain data, serialisable.
/// </summary>
/// <param name="Tables">By table: key bases and instances.</param>
/// <param name="Parents">
/// By foreign key (<c>schema.table.constraint</c>): the keys of existing parents, in the text form of their types, and behind them the keys of those
/// ancestors that the child's foreign keys should agree on (NULL where a parent has none).
/// </param>
public sealed record ResolvedPlanData(
    IReadOnlyDictionary<QualifiedName, TableData> Tables,
    IReadOnlyDictionary<string, IReadOnlyList<string?[]>> Parents)
{
    /// <summary>By type (<c>schema.type</c>): values that the database holds, in the type's text form, where values of the type cannot be made otherwise.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Samples { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>By table of the plan and of its ancestors: what it held.</summary>
    public IReadOnlyDictionary<QualifiedName, TableState> States { get; init; } = ImmutableDictionary<QualifiedName, TableState>.Empty;

    /// <summary>The data as JSON, for other processes and machines.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqPlanDataInvalid</c>: the text is something else.</exception>
    public static ResolvedPlanData FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ResolvedPlanData>(json, Format) is { Tables: not null, Parents: not null, States: not null, Samples: not null } data ? data : throw new JsonException("Parts of it are missing.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FraiseqlDataException(
                "FqPlanDataInvalid", ErrorKind.InvalidData, $"This is no data of a resolved plan: {e.Message}", "Write it again with Resolve-FqSeedPlan -Path.", inner: e);
        }
    }

    internal static readonly JsonSerializerOptions Format = new() { Converters = { new NameConverter() } };

    /// <summary>Names stand as SQL: quoted, so that a dot within one does not matter.</summary>
    sealed class NameConverter : JsonConverter<QualifiedName>
    {
        public override QualifiedName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parts = (reader.GetString() ?? "")[1..^1].Split("\".\"", 2);
            return parts.Length == 2 ? new QualifiedName(Plain(parts[0]), Plain(parts[1])) : throw new JsonException("A table's name is expected.");
        }

        public override QualifiedName ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

        public override void Write(Utf8JsonWriter writer, QualifiedName value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToSql());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, QualifiedName value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToSql());

        static string Plain(string quoted) => quoted.Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}

/// <summary>The inputs of one table's rows.</summary>
/// <param name="FirstInstance">The instance number of the first row.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Keys">By column: the reserved block. A column that a sequence feeds but that is missing here is assigned by the server.</param>
/// <param name="TableCode">The table's code in pattern UUIDs, six decimal digits; null for a table without a uuid key.</param>
/// <param name="Skipped">By unique key: the indexes of its value space that may not be used (existing rows, refused by a check), ascending.</param>
public sealed record TableData(
    long FirstInstance,
    long Count,
    IReadOnlyDictionary<string, KeyBlock> Keys,
    string? TableCode,
    IReadOnlyDictionary<string, IReadOnlyList<long>> Skipped)
{
    /// <summary>By unique key that is made to hold under each parent that was there before: its values in the table, as texts of its columns in their order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string?[]>> Taken { get; init; } = ImmutableDictionary<string, IReadOnlyList<string?[]>>.Empty;
}

/// <summary>A block of keys: <c>Base</c>, <c>Base + Increment</c>, ... in row order; or, where a sequence is shared and left gaps, the values themselves.</summary>
/// <param name="Base">The first row's key.</param>
/// <param name="Increment">The step.</param>
/// <param name="Values">All keys in row order, or null where base and increment say it.</param>
public sealed record KeyBlock(long Base, long Increment, IReadOnlyList<long>? Values = null)
{
    /// <summary>The key of the row with that ordinal.</summary>
    public long KeyOf(long ordinal) => Values is null ? Base + ordinal * Increment : Values[checked((int)ordinal)];
}
