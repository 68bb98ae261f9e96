using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Tells what the database has against a table's rows from what is wrong elsewhere.</summary>
static class Refusal
{
    /// <summary>The table of a plan whose rows the database refuses, with the reason; null for an error of another kind.</summary>
    public static Obstacle? Of(FraiseqlDataException error, ResolvedPlan plan) =>
        IsAboutRows(error) && TableOf(error, plan) is { } table ? new Obstacle(table, error) : null;

    /// <summary>The table of a plan that an error names.</summary>
    public static Table? TableOf(FraiseqlDataException error, ResolvedPlan plan) =>
        plan.Tables.FirstOrDefault(t => t.Table.Name.ToString() == error.ErrorTarget?.ToString())?.Table;

    /// <summary>Whether an error of the engine's is about a table's rows, or what the role may do with it.</summary>
    public static bool IsAboutRows(FraiseqlDataException error) =>
        error.Kind is ErrorKind.InvalidData or ErrorKind.InvalidOperation or ErrorKind.Permission
        && error.Id != LoadingErrors.SyncFailedId
        && (error.InnerException is not PostgresException server || IsRefusal(server));

    /// <summary>Whether the database's own rules are the reason, not the state of the server, other sessions or what a session may do at all.</summary>
    public static bool IsRefusal(PostgresException e) => e.SqlState is not (['0', '8', ..] or ['2', '5', ..] or ['4', '0', ..] or ['5', '3' or '5' or '7' or '8', ..] or ['X', 'X', ..]);
}
