using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>What a script holds.</summary>
/// <param name="Tables">The tables in load order.</param>
/// <param name="DefersConstraints">Whether some keys can be checked only when all rows are there.</param>
sealed record SqlScript(IReadOnlyList<ScriptTable> Tables, bool DefersConstraints)
{
    /// <summary>What is to be done with it, for whoever opens it.</summary>
    public string Use { get; init; } = "Load it with psql into a copy of the schema: all of the rows are added, or none.";

    /// <summary>The seed that the rows follow from, or null where it is not known.</summary>
    public long? Seed { get; init; }

    /// <summary>Partitions that the script makes, since the rows have no place otherwise.</summary>
    public IReadOnlyList<NewPartition> Partitions { get; init; } = [];

    /// <summary>Statements for when all rows are there, in order: resolvers of staged rows, roll-ups.</summary>
    public IReadOnlyList<string> Closing { get; init; } = [];

    /// <summary>Tables that rows refer to and that the script does not fill.</summary>
    public IReadOnlyList<QualifiedName> Existing { get; init; } = [];
}
