using System.Net.Sockets;
using System.Text.RegularExpressions;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>Turns what the server or the driver throws in the middle of work into an error that a person can act on.</summary>
/// <example><c>catch (Exception e) when (ServerErrors.Translate(e, table, connection) is { } known) { throw known; }</c></example>
static partial class ServerErrors
{
    /// <summary>The error for people, or null where the exception is none of the server's: cancellation, a known error, a defect.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="table">The table that was worked on (<c>schema.table</c>), where known.</param>
    /// <param name="target">The connection that was worked on, where known.</param>
    public static FraiseqlDataException? Translate(Exception error, string? table = null, FqConnection? target = null) => error switch
    {
        PostgresException e => Server(e, TableOf(e) ?? table, target),
        NpgsqlException { InnerException: TimeoutException } => new(
            "FqServerTimeout",
            ErrorKind.Connection,
            $"The server did not answer in time{On(table)}{At(target)}.",
            "Raise the command timeout of the connection, or look for what blocks the server (pg_stat_activity).",
            table,
            error),
        NpgsqlException or SocketException or IOException { InnerException: SocketException } => Lost(error, table, target, error.Message),
        _ => null,
    };

    static FraiseqlDataException Server(PostgresException e, string? table, FqConnection? target) => e.SqlState switch
    {
        // The server is going away or has ended this session; class 08 is the connection's own.
        ['0', '8', ..] or "57P01" or "57P02" or "57P03" or "57P05" => Lost(e, table, target, e.MessageText),
        ['2', '3', ..] => ConstraintErrors.Translate(e, table),
        ['2', '2', ..] => new(
            "FqValueRefused",
            ErrorKind.InvalidData,
            $"The server refused a value{On(table)}{Column(e)}: {Text(e)} [{e.SqlState}].",
            "Override the column with values of its type and size.",
            Target(e, table),
            e),
        // The routine's name is the same in every language and version.
        PostgresErrorCodes.InsufficientPrivilege when e.Routine == "ExecWithCheckOptions" => new(
            "FqPolicyRefused",
            ErrorKind.Permission,
            $"Row-level security refuses a row{On(table)}: {Text(e)}.",
            "Override the columns that the policies look at with values that they accept, give the settings that they read (New-FqSeedPlan -Setting), "
            + "or connect as a role that they do not hold for (the table's owner, or one with BYPASSRLS).",
            table,
            e),
        PostgresErrorCodes.InsufficientPrivilege => new(
            "FqPermissionDenied",
            ErrorKind.Permission,
            $"{(target is null ? "The role" : $"Role '{target.User}'")} lacks a privilege{On(table)}: {Text(e)}.",
            "Connect as a role that may do this, or let the owner GRANT it.",
            table,
            e),
        PostgresErrorCodes.UndefinedObject when e.File == "guc.c" && SettingName().Match(e.MessageText) is { Success: true } setting => new(
            "FqSettingMissing",
            ErrorKind.InvalidOperation,
            $"A default, trigger or policy reads the setting {setting.Value}, which has no value{On(table)}{FunctionErrors.In(e)}.",
            $"Give it one: New-FqSeedPlan -Setting @{{ '{setting.Value}' = ... }}",
            table,
            e),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.UndefinedObject when FunctionErrors.FunctionOf(e) is { } function => FunctionErrors.Lost(e, function, table),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.UndefinedObject => new(
            "FqSchemaChanged",
            ErrorKind.InvalidOperation,
            $"The database changed while it was worked on{On(table)}: {Text(e)} (dropped or renamed between plan and run).",
            "Make the plan again: it reads the schema afresh.",
            table,
            e),
        PostgresErrorCodes.RaiseException or PostgresErrorCodes.AssertFailure when FunctionErrors.FunctionOf(e) is { } function => FunctionErrors.Refused(e, function, table),
        PostgresErrorCodes.ProgramLimitExceeded when e.Routine is "_bt_check_third_page" or "index_form_tuple_context" or "index_form_tuple" => new(
            "FqIndexEntryTooLong",
            ErrorKind.InvalidData,
            $"A value is too long for an index{On(table)}: {Text(e)}.",
            "Override the indexed columns with shorter values; where a check demands long ones, index a hash of them (md5(...)), or leave the table out.",
            table,
            e),
        PostgresErrorCodes.DiskFull => Resource("FqDiskFull", "The server's disk is full", "Free space on the server (pg_size_pretty(pg_database_size(current_database())) shows the database's share), or ask for fewer rows.", e, table),
        PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ConfigurationLimitExceeded or PostgresErrorCodes.InsufficientResources
            or PostgresErrorCodes.TooManyConnections => Resource("FqServerOutOfResources", "The server ran out of a resource", "Ask for fewer rows at a time, or raise the server's limit.", e, table),
        PostgresErrorCodes.LockNotAvailable => new(
            "FqLockTimeout",
            ErrorKind.Resource,
            $"A lock was not to be had in time{On(table)}: {Text(e)}.",
            "End the session that holds it (pg_blocking_pids, pg_locks), or raise lock_timeout.",
            table,
            e),
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => new(
            "FqConcurrentChange",
            ErrorKind.InvalidOperation,
            $"Another session's work got in the way{On(table)}: {Text(e)}.",
            "Run it again.",
            table,
            e),
        PostgresErrorCodes.QueryCanceled => new(
            "FqCancelledByServer",
            ErrorKind.InvalidOperation,
            $"The server ended the statement{On(table)}: {Text(e)}.",
            "Raise statement_timeout, or ask who cancelled it (pg_cancel_backend).",
            table,
            e),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(
            "FqDatabaseReadOnly",
            ErrorKind.Permission,
            $"The database takes no changes{On(table)}: {Text(e)}{At(target)}.",
            "Connect to the primary server (target_session_attrs=read-write), or turn default_transaction_read_only off.",
            table,
            e),
        _ => new(
            "FqServerError",
            ErrorKind.InvalidOperation,
            $"The server reports an error{On(table)}{Column(e)}: {Text(e)} [{e.SqlState}].",
            e.Hint ?? "The server's log has the whole statement.",
            Target(e, table),
            e),
    };

    // The words around it are the server's language.
    [GeneratedRegex(@"[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)+")]
    private static partial Regex SettingName();

    static FraiseqlDataException Lost(Exception error, string? table, FqConnection? target, string reason) => new(
        "FqConnectionLost",
        ErrorKind.Connection,
        $"The connection was lost{On(table)}{At(target)}: {reason.TrimEnd('.')}.",
        "Look into the server's log for the reason, then run again; what was not committed is gone.",
        target?.Name ?? table,
        error);

    static FraiseqlDataException Resource(string id, string what, string action, PostgresException e, string? table) =>
        new(id, ErrorKind.Resource, $"{what}{On(table)}: {Text(e)}.", action, table, e);

    static string? TableOf(PostgresException e) =>
        e.TableName is { Length: > 0 } name ? e.SchemaName is { Length: > 0 } schema ? $"{schema}.{name}" : name : null;

    static string Target(PostgresException e, string? table) =>
        e.ColumnName is { Length: > 0 } column ? table is null ? column : $"{table}.{column}" : table ?? e.SqlState;

    static string Text(PostgresException e) =>
        (string.IsNullOrEmpty(e.Detail) ? e.MessageText : $"{e.MessageText} ({e.Detail.TrimEnd('.')})") + FunctionErrors.In(e);

    static string On(string? table) => table is null ? "" : $" at table {table}";

    static string Column(PostgresException e) => e.ColumnName is { Length: > 0 } column ? $", column {column}" : "";

    static string At(FqConnection? target) => target is null ? "" : $" ({target})";
}
