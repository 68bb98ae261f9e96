using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>What can be said of a table before it is filled.</summary>
public sealed record TableFinding
{
    // Shorter values fit an index entry whatever the server's compression makes of them.
    const int LongText = 2000;
    const int LongArray = 100;

    /// <summary>The table.</summary>
    public required QualifiedName Table { get; init; }

    /// <summary>Whether the rows that the plan asks for can be put into it, as far as can be said without the server's own tests.</summary>
    public required bool Fillable { get; init; }

    /// <summary>How many rows a run would add.</summary>
    public long Rows { get; init; }

    /// <summary>The most rows that its constraints and parents leave room for, beside those that are there; null where no bound was found.</summary>
    public long? Capacity { get; init; }

    /// <summary>The constraint that allows no more, or null.</summary>
    public string? CapacityReason { get; init; }

    /// <summary>What cannot be judged before the rows are there, so that only the server says whether it holds: checks, triggers, policies.</summary>
    public IReadOnlyList<string> TestedInServer { get; init; } = [];

    /// <summary>Why the table cannot be filled, with the constraint or column; null where it can.</summary>
    public string? Reason { get; init; }

    /// <summary>What to write instead, or null.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The stable identifier of the error that a run would give, or null.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The table whose own fault it is, where this one only needs rows of it; else null.</summary>
    public QualifiedName? Cause { get; init; }

    /// <summary>The table and the outcome.</summary>
    public override string ToString() => Fillable ? $"{Table}: {Rows} rows" : $"{Table}: {Reason}";

    internal static TableFinding Of(PreparedRun run, TableProgram program, TableCapacity? capacity) => new()
    {
        Table = program.Table.Table.Name,
        Fillable = true,
        Rows = program.Table.Count,
        Capacity = capacity?.Rows,
        CapacityReason = capacity?.Reason,
        TestedInServer = [.. ServerTests(run, program)],
    };

    internal static TableFinding Of(Obstacle obstacle, Unfilled unfilled) => new()
    {
        Table = obstacle.Table.Name,
        Fillable = false,
        Capacity = obstacle.Capacity,
        CapacityReason = obstacle.CapacityReason,
        Reason = obstacle.Error.Message,
        RecommendedAction = obstacle.Error.RecommendedAction,
        ErrorId = obstacle.Error.Id,
        Cause = unfilled.CauseOf(obstacle) is { } cause && cause != obstacle ? cause.Table.Name : null,
    };

    /// <summary>What only the server can say of a table's rows, in words.</summary>
    internal static IEnumerable<string> ServerTests(PreparedRun run, TableProgram program)
    {
        var table = program.Table.Table;
        var constraints = run.Compiler.Analyse(table);
        foreach (var check in constraints.ServerChecks)
            yield return $"check \"{check.Name}\" ({check.Expression})";
        // A condition on a column that the server fills can be evaluated, but its value is not known.
        foreach (var check in constraints.RowChecks.Where(c => !program.Segments.All(s => c.Columns.All(name => s.Written.Contains(program.Table.IndexOf(name))))))
            yield return $"check \"{check.Constraint.Name}\" ({check.Constraint.Expression})";
        foreach (var trigger in run.Plan.Schema.TriggersOf(table).DistinctBy(t => (t.Name, t.Function)))
            yield return $"trigger \"{trigger.Name}\" (function {trigger.Function})";
        foreach (var rule in table.Rules)
            yield return $"rule \"{rule.Name}\"";
        if (table.RowSecurityActive)
            yield return "row-level security policies";
        foreach (var expression in program.Segments.SelectMany(s => s.Expressions).DistinctBy(e => (e.Column, e.Sql)))
            yield return $"SQL of {table.Columns[expression.Column].Name} ({expression.Sql})";
        foreach (var column in table.Columns.Where((c, i) => c is { Default: not null, IsGenerated: false, Sequence: null } && !ColumnHabits.HasConstantDefault(c) && program.Segments.Any(s => IsLeft(s, i))))
            yield return $"default of {column.Name} ({column.Default})";

        foreach (var column in table.Columns.Where(c => constraints.DomainOf(c.Name).MinLength >= (c.Type.Underlying.Kind == PgTypeKind.Array ? LongArray : LongText)))
            yield return $"index entries of {column.Name} (at most 2,704 bytes, once compressed)";

        static bool IsLeft(SegmentProgram segment, int column) => !segment.Written.Contains(column) && segment.Expressions.All(e => e.Column != column);
    }
}
