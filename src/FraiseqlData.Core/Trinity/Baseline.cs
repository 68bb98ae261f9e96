namespace FraiseqlData.Trinity;

/// <summary>The rows that all test data builds on, as a project's files give them (seed common): instances 1 to 1,000 of their tables.</summary>
/// <param name="Source">The file or folder, for messages.</param>
/// <param name="Tables">The tables, in the order of the file; empty for a baseline of SQL.</param>
/// <param name="Scripts">Files of INSERT statements, in the order of their names; empty for a baseline of YAML or JSON.</param>
public sealed record Baseline(string Source, IReadOnlyList<BaselineTable> Tables, IReadOnlyList<BaselineScript> Scripts)
{
    /// <summary>The most rows of a table.</summary>
    public const long MaxRows = InstanceRanges.LastBaseline;

    /// <summary>The source and what is in it.</summary>
    public override string ToString() => Scripts.Count > 0 ? $"{Source}: {Scripts.Count} scripts" : $"{Source}: {string.Join(", ", Tables.Select(t => $"{t.Name} x {t.Count}"))}";
}

/// <summary>The rows of one table.</summary>
/// <param name="Name">The table's name as the file has it.</param>
/// <param name="Line">The line of the file.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Rows">The rows, where the file gives them; the n-th is instance n. Null where it gives a count only.</param>
public sealed record BaselineTable(string Name, long Line, long Count, IReadOnlyList<BaselineRow>? Rows);

/// <summary>A row.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Values">The values by column. A foreign key to a Trinity table has the parent's instance, from 1, or its identifier.</param>
public sealed record BaselineRow(long Line, IReadOnlyDictionary<string, object?> Values);

/// <summary>A file of INSERT statements.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Statements">The statements, as they are written.</param>
public sealed record BaselineScript(string Name, IReadOnlyList<string> Statements);
