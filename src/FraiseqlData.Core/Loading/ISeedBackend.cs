using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>
/// Where the rows of a run go. The engine resolves the plan, opens one transaction, calls the backend in it, checks all constraints, reads the rows
/// back and commits; whatever a backend throws undoes everything. <see cref="RunOptions.Backend"/> takes a backend of one's own.
/// </summary>
public interface ISeedBackend
{
    /// <summary>The backend's name for people, in lower case.</summary>
    string Name { get; }

    /// <summary>
    /// Called once a run, when the tables that may get rows are locked and before the engine looks at what they hold: rows that the backend adds
    /// here serve as parents, and their unique values are respected.
    /// </summary>
    /// <param name="session">The run's transaction.</param>
    /// <param name="scope">The database, the tables of the plan and all their ancestors that can be filled.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="FraiseqlDataException">The backend cannot fill these tables.</exception>
    Task BeginAsync(BackendSession session, PlanScope scope, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Whether the engine reserves the values of a column that a sequence feeds. Otherwise rows have made-up numbers there, which tell parents
    /// apart but must not reach the database: the backend leaves the column to the server, and replaces references to it.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="column">A column that a sequence feeds.</param>
    bool ReservesKeys(Table table, Column column) => true;

    /// <summary>
    /// Writes all rows of the run, parents first or with checks that wait. Afterwards the engine sums roll-ups up and makes every constraint speak.
    /// </summary>
    /// <param name="run">The resolved plan, its rows and the run's transaction.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>What became of each table, in the order of <see cref="BackendRun.Tables"/>.</returns>
    /// <exception cref="FraiseqlDataException">Something went wrong, in words for people; what the server raises is translated by the engine.</exception>
    Task<IReadOnlyList<TableLoad>> WriteAsync(BackendRun run, CancellationToken cancellationToken);
}

/// <summary>What loading a table came to.</summary>
/// <param name="Count">How many rows the table got.</param>
/// <param name="Path">How they were written, for people.</param>
/// <param name="Duration">The time it took.</param>
public sealed record TableLoad(long Count, string Path, TimeSpan Duration)
{
    /// <summary>Finds the rows again, or null where their own keys do.</summary>
    internal RowFinder? Finder { get; init; }
}
