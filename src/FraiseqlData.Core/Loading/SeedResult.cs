using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>What a run put into the database.</summary>
public sealed class SeedResult
{
    /// <summary>The tables in load order.</summary>
    public required IReadOnlyList<SeededTable> Tables { get; init; }

    /// <summary>The plan's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The time that the run took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Host, port and database.</summary>
    public required string Target { get; init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The tables that could not be filled and were left out, since the plan asks for that.</summary>
    public IReadOnlyList<SkippedTable> Skipped { get; init; } = [];

    /// <summary>The partitions that the run made, since the plan asks for that.</summary>
    public IReadOnlyList<NewPartition> NewPartitions { get; init; } = [];

    /// <summary>The read models of the tables that were filled, and whether they show the rows.</summary>
    public IReadOnlyList<ReadModel> ReadModels { get; init; } = [];

    /// <summary>The rows of all tables together.</summary>
    public long Count => Tables.Sum(t => t.Count);

    /// <summary>The table of that name: exact and qualified first, then bare and unique ignoring case; null for none.</summary>
    public SeededTable? Find(string name) =>
        Tables.FirstOrDefault(t => t.Name.ToString() == name)
        ?? (Tables.Where(t => string.Equals(t.Name.Name, name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only] ? only : null);
}

/// <summary>A table that a run filled.</summary>
public sealed class SeededTable
{
    /// <summary>The table's name.</summary>
    public required QualifiedName Name { get; init; }

    /// <summary>How many rows the run added.</summary>
    public required long Count { get; init; }

    /// <summary>Whether the run added the table itself, as a parent.</summary>
    public bool IsAddedParent { get; init; }

    /// <summary>The names of the columns, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Which rows come from the plan's entries that have a key.</summary>
    public IReadOnlyList<SeededEntry> Entries { get; init; } = [];

    /// <summary>The rows as the database holds them.</summary>
    public required ISeededRows Rows { get; init; }

    /// <summary>How the rows were written: <c>binary copy</c>, <c>text copy</c>, <c>insert</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The time that loading the table took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The table and its rows in words.</summary>
    public override string ToString() => $"{Name} x {Count}{(IsAddedParent ? " (added)" : "")}";
}

/// <summary>The rows of a table that come from one entry of the plan.</summary>
/// <param name="Key">The entry's key.</param>
/// <param name="First">The ordinal of the first row, from 0.</param>
/// <param name="Count">How many rows.</param>
public sealed record SeededEntry(string Key, long First, long Count);

/// <summary>The rows that a run added to a table, in row order.</summary>
public interface ISeededRows
{
    /// <summary>How many rows there are.</summary>
    long Count { get; }

    /// <summary>Reads a page: from the snapshot taken at commit where there is one, else from the database by key.</summary>
    /// <param name="first">The ordinal of the first row, from 0.</param>
    /// <param name="count">How many rows at the most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<SeededRow>> ReadAsync(long first, int count, CancellationToken cancellationToken = default);
}

/// <summary>A row as the database holds it: values in the order of the table's columns.</summary>
/// <param name="Columns">The column names.</param>
/// <param name="Values">The values, .NET's own types only.</param>
/// <param name="Texts">The values in PostgreSQL's text form, which loses nothing; null for NULL.</param>
public sealed record SeededRow(IReadOnlyList<string> Columns, IReadOnlyList<object?> Values, IReadOnlyList<string?> Texts);
