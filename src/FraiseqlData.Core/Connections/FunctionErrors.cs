using System.Text.RegularExpressions;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>Says which function of the database raised an error: a trigger's, or one that a check or default calls.</summary>
static partial class FunctionErrors
{
    /// <summary>The innermost function that the error came out of, with its argument types, or null where none is known.</summary>
    public static string? FunctionOf(PostgresException e) =>
        e.Where is { } where && Signature().Match(where) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>Words for a message: where the error came from; empty where no function is known.</summary>
    public static string In(PostgresException e) => FunctionOf(e) is { } function ? $", raised in function {function}" : "";

    /// <summary>The error <c>FqFunctionRefused</c>: a function raised it on purpose.</summary>
    /// <param name="e">The server's error.</param>
    /// <param name="function">The function.</param>
    /// <param name="table">The table (<c>schema.table</c>) that was worked on, where known.</param>
    public static FraiseqlDataException Refused(PostgresException e, string function, string? table) => new(
        "FqFunctionRefused",
        ErrorKind.InvalidData,
        $"The function {function} (of a trigger, check or default) refuses a row{(table is null ? "" : $" of {table}")}: {e.MessageText} [{e.SqlState}].",
        (e.Hint is { Length: > 0 } hint ? hint.TrimEnd('.') + ". " : "") + "Override the columns that it looks at with values that it accepts, or leave the table out.",
        table ?? function,
        e);

    /// <summary>The error <c>FqFunctionBroken</c>: a function names something that its session does not have, so no INSERT into the table works.</summary>
    /// <param name="e">The server's error.</param>
    /// <param name="function">The function.</param>
    /// <param name="table">The table (<c>schema.table</c>) that was worked on, where known.</param>
    public static FraiseqlDataException Lost(PostgresException e, string function, string? table) => new(
        "FqFunctionBroken",
        ErrorKind.InvalidOperation,
        $"The function {function} (of a trigger, check or default) does not find what it names{(table is null ? "" : $", so no row can be put into {table}")}: {e.MessageText} [{e.SqlState}].",
        "Give the database or the role what the function expects (ALTER DATABASE ... SET search_path = ..., or SET of the setting that it reads), or leave the table out.",
        table ?? function,
        e);

    // The words around it are the server's language; the language's name, the signature and its parentheses are not.
    [GeneratedRegex("""PL/pgSQL\D*?\s((?:"[^"]*"|[\w$.])+\([^)]*\))""")]
    private static partial Regex Signature();
}
