using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>A sequence with the columns of a run that it feeds.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Columns">The columns in load order; several where tables share the sequence.</param>
sealed record SequenceUse(Sequence Sequence, IReadOnlyList<FedColumn> Columns)
{
    /// <summary>How many values are wanted.</summary>
    public long Count => Columns.Sum(c => c.Count);

    /// <summary>The values that the sequence and all its columns allow.</summary>
    public (long Min, long Max) Range { get; } = (
        Math.Max(Sequence.MinValue, Columns.Max(c => FedColumn.Range(c.Column)!.Value.Min)),
        Math.Min(Sequence.MaxValue, Columns.Min(c => FedColumn.Range(c.Column)!.Value.Max)));

    /// <summary>Whether keys lie beyond the rows' one that is farthest along, and within the range: other sessions may have taken some in between.</summary>
    public bool Fits(IEnumerable<long> keys, long? edge) =>
        keys.All(k => k >= Range.Min && k <= Range.Max && (edge is not { } e || (Sequence.Increment > 0 ? k > e : k < e)));

    /// <summary>The columns' names for people.</summary>
    public IReadOnlyList<string> Names => [.. Columns.Select(c => c.ToString())];

    /// <summary>The sequences that a run takes keys from, by name; columns that the user fills in every row, or that the role may not write, take none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isReserved">Whether a column's keys are wanted at all.</param>
    public static IReadOnlyList<SequenceUse> Of(ResolvedPlan plan, Func<Table, Column, bool> isReserved) => Find(plan, (t, c) => isReserved(t.Table, c) && !RefersToParent(t.Table, c) && !t.Segments.All(s => s.Overrides.ContainsKey(c.Name)));

    /// <summary>The sequences, by name, of distinct columns that the user, or a parent's key, fills in some rows.</summary>
    public static IReadOnlyList<SequenceUse> Given(ResolvedPlan plan) =>
        [.. Find(plan, (t, c) => RefersToParent(t.Table, c) || t.Segments.Any(s => s.Overrides.TryGetValue(c.Name, out var given) && given is not DefaultOverride))
            .Where(u => u.Columns.Any(c => c.IsComparedWithRows))];

    static IReadOnlyList<SequenceUse> Find(ResolvedPlan plan, Func<ResolvedTable, Column, bool> isMeant) =>
        [.. plan.Tables
            .SelectMany(t => t.Table.Columns.Where(c => IsFed(c) && isMeant(t, c)).Select(c => new FedColumn(t.Table, c, t.Count)))
            .GroupBy(f => f.Column.Sequence!.Name)
            .OrderBy(g => g.Key)
            .Select(g => new SequenceUse(g.First().Column.Sequence!, [.. g]))];

    // A default of nextval on a column that is a foreign key too (one sequence for a family of tables) gives way to the parent's key.
    static bool RefersToParent(Table table, Column column) =>
        table.ForeignKeys.Any(k => k.IsEnforced && !k.IsSelfReference && k.Columns.Contains(column.Name));

    static bool IsFed(Column column) => column is { Sequence: not null, IsGenerated: false, CanInsert: true } && FedColumn.Range(column) is not null;
}

/// <summary>A column that a sequence feeds.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column.</param>
/// <param name="Count">How many values the run needs.</param>
sealed record FedColumn(Table Table, Column Column, long Count)
{
    /// <summary>Whether values must differ from those of existing rows, and can be compared with them.</summary>
    public bool IsComparedWithRows => Table.CanSelect && Column.CanSelect && Table.UniqueKeys.Any(k => k.Columns.Contains(Column.Name));

    /// <summary>The values that an integer column can hold; null for columns of other types, whose values are not reserved.</summary>
    public static (long Min, long Max)? Range(Column column) => column.Type.Underlying.Name.ToString() switch
    {
        "pg_catalog.int2" => (short.MinValue, short.MaxValue),
        "pg_catalog.int4" => (int.MinValue, int.MaxValue),
        "pg_catalog.int8" => (long.MinValue, long.MaxValue),
        _ => null,
    };

    /// <summary>The column's name for people.</summary>
    public override string ToString() => $"{Table.Name}.{Column.Name}";
}
