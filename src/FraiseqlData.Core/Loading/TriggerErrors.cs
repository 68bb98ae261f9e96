using System.Globalization;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>What the triggers of tables raise.</summary>
static class TriggerErrors
{
    /// <summary>Whether the error came out of a function, or may be about what a trigger made of the row, and other values may avoid it.</summary>
    /// <param name="e">The error.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="table">The table that rows were put into.</param>
    public static bool IsAvoidable(PostgresException e, DatabaseSchema schema, Table table) =>
        ServerJudge.IsAvoidable(e) && (FunctionErrors.FunctionOf(e) is not null || e.SqlState is ['P', '0', ..]
            || (e.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.CheckViolation && schema.TriggersOf(table).Any(t => t is { IsBefore: true, IsRow: true })));

    /// <summary>The error for people, or null where no trigger of the plan's tables raised it.</summary>
    public static FraiseqlDataException? Translate(PostgresException e, ResolvedPlan plan, QualifiedName? table)
    {
        // A trigger that fires itself ends where the stack does.
        if (!ServerJudge.IsAvoidable(e) && e.SqlState != PostgresErrorCodes.StatementTooComplex)
            return null;
        var tables = plan.Tables.Select(t => t.Table).OrderByDescending(t => t.Name == table).ToList();
        return tables.Find(t => Find(e, plan.Schema, t) is not null) is { } found ? Raised(e, plan.Schema, found, instance: null) : null;
    }

    /// <summary>The error <c>FqTriggerRaised</c>: a trigger refuses a row.</summary>
    /// <param name="e">What it raised.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="instance">The row, where it is known that no attempt of it passed.</param>
    public static FraiseqlDataException Raised(PostgresException e, DatabaseSchema schema, Table table, long? instance)
    {
        var row = instance is { } i ? string.Create(CultureInfo.InvariantCulture, $"instance {i}, whatever its values") : "a row";
        var before = schema.TriggersOf(table).Where(t => t is { IsBefore: true, IsRow: true }).Select(Describe).ToList();
        var what = Find(e, schema, table) is { } trigger ? $"The {Describe(trigger)} of {table.Name} refuses {row}"
            : before.Count > 0 ? $"What the BEFORE {string.Join(" and ", before)} of {table.Name} {(before.Count == 1 ? "makes" : "make")} of {row} is refused"
            : $"The insertion of {table.Name} refuses {row}";
        return new FraiseqlDataException(
            "FqTriggerRaised", ErrorKind.InvalidData,
            $"{what}: {e.MessageText} [{e.SqlState}].",
            (e.Hint is { Length: > 0 } hint ? hint.TrimEnd('.') + ". " : "")
            + $"Override the columns that it looks at with values that it accepts, leave the table out (-Exclude {table.Name.Name}, or -SkipUnfillable for all such tables), or disable the trigger while you seed (ALTER TABLE ... DISABLE TRIGGER).",
            table.Name.ToString(), e);
    }

    static string Describe(Trigger trigger) => $"trigger \"{trigger.Name}\" (function {trigger.Function})";

    /// <summary>The trigger of the table, or of a partition, that the error came out of, directly or by what it calls.</summary>
    static Trigger? Find(PostgresException e, DatabaseSchema schema, Table table) =>
        schema.TriggersOf(table).FirstOrDefault(t => Names(t.Function.Name).Any(n => e.Where?.Contains(n + "()", StringComparison.Ordinal) == true));

    static IEnumerable<string> Names(string function) => [function, QualifiedName.Quote(function)];
}
