using System.Collections.Immutable;
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
    IReadOnlyDictionary<string, IReadOnlyList<long>> Skipped);

/// <summary>A block of keys: <c>Base</c>, <c>Base + Increment</c>, ... in row order; or, where a sequence is shared and left gaps, the values themselves.</summary>
/// <param name="Base">The first row's key.</param>
/// <param name="Increment">The step.</param>
/// <param name="Values">All keys in row order, or null where base and increment say it.</param>
public sealed record KeyBlock(long Base, long Increment, IReadOnlyList<long>? Values = null)
{
    /// <summary>The key of the row with that ordinal.</summary>
    public long KeyOf(long ordinal) => Values is null ? Base + ordinal * Increment : Values[checked((int)ordinal)];
}
