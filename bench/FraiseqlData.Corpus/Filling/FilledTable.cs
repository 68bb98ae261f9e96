using FraiseqlData.Schema;

namespace FraiseqlData.Corpus.Filling;

/// <summary>What became of a table.</summary>
public enum TableOutcome
{
    /// <summary>It got all rows.</summary>
    Filled,
    /// <summary>It got as many rows as its constraints allow.</summary>
    AtCapacity,
    /// <summary>It was left out, or diagnosed as unfillable before anything was written.</summary>
    Skipped,
    /// <summary>It could not be filled, or the server did not confirm it.</summary>
    Failed,
}

/// <summary>A table after the fill.</summary>
/// <param name="Table">The table.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Rows">How many rows the engine says it put there.</param>
/// <param name="Reason">Why it has not all rows, or null.</param>
public sealed record FilledTable(Table Table, TableOutcome Outcome, long Rows, string? Reason = null);

/// <summary>A schema after the fill.</summary>
/// <param name="Schema">The schema as it was before.</param>
/// <param name="Tables">Every table, by name.</param>
/// <param name="Notes">What went wrong that belongs to no single table.</param>
public sealed record FilledSchema(DatabaseSchema Schema, IReadOnlyList<FilledTable> Tables, IReadOnlyList<string> Notes);
