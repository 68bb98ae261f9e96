using System.Globalization;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>The errors of loading, in one place; what the server says is translated by <see cref="ServerErrors"/>.</summary>
static class LoadingErrors
{
    public static FraiseqlDataException SequenceExhausted(Sequence sequence, IReadOnlyList<string> columns, decimal wanted, decimal left) =>
        new("FqSequenceExhausted", ErrorKind.Resource,
            string.Create(CultureInfo.InvariantCulture, $"{wanted} keys are wanted for {string.Join(" and ", columns)}, but the sequence {sequence.Name} has only {left} left."),
            "Ask for fewer rows, widen the column and the sequence (ALTER SEQUENCE ... MAXVALUE), or override the column.", sequence.Name.ToString());

    public static FraiseqlDataException SequenceBehind(Sequence sequence, string column, long highest) =>
        new("FqSequenceBehind", ErrorKind.InvalidOperation,
            string.Create(CultureInfo.InvariantCulture, $"The sequence {sequence.Name} is far behind {column}, which holds values up to {highest}, and the role may not move it."),
            string.Create(CultureInfo.InvariantCulture, $"As its owner: SELECT setval('{sequence.Name.ToSql()}', {highest})."), sequence.Name.ToString());

    public static FraiseqlDataException NoRowLeft(Table table) =>
        new("FqParentMissing", ErrorKind.InvalidData,
            $"No row of {table.Name} arrived, and rows of other tables have to refer to it: {WhoDrops(table)} them, or give them no key.",
            "Override the columns that these look at, or leave the tables out (-Exclude).", table.Name.ToString());

    static string WhoDrops(Table table)
    {
        var names = table.Triggers.Where(t => t is { IsEnabled: true, IsBefore: true }).Select(t => $"BEFORE trigger \"{t.Name}\"")
            .Concat(table.Rules.Where(r => r.IsInstead).Select(r => $"rule \"{r.Name}\"")).ToList();
        return $"its {string.Join(" and ", names)} {(names.Count == 1 ? "drops" : "drop")}";
    }

    public static FraiseqlDataException CommitUnknown(FqConnection target, Exception cause) =>
        new("FqCommitUnknown", ErrorKind.Connection,
            $"The connection to {target} was lost while the transaction was being committed: whether the rows are there is not known.",
            "Count the rows before running again: either all of them are there or none.", target.Name, cause);

    /// <summary>The id of the error of a read model's function.</summary>
    public const string SyncFailedId = "FqSyncFailed";

    public static FraiseqlDataException SyncFailed(SyncFunction function, Table table, Npgsql.PostgresException cause) =>
        new(SyncFailedId, ErrorKind.InvalidOperation,
            $"The function {function.Name}, which brings a read model up to date for the rows of {table.Name}, failed: {cause.MessageText} [{cause.SqlState}]",
            "Correct the function, or leave read models alone with -NoSync.", table.Name.ToString(), cause);

    public static FraiseqlDataException RowsNotReadable(Table table) =>
        new("FqRowsNotReadable", ErrorKind.Permission,
            $"The rows of {table.Name} cannot be read: the connected role has no SELECT privilege on it, and a script made them.",
            $"GRANT SELECT ON {table.Name.ToSql()} TO the role.", table.Name.ToString());
}
