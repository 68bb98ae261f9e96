using System.Data.Common;
using System.Runtime.CompilerServices;
using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Loading;

/// <summary>The transaction of a run, as a backend sees it.</summary>
public class BackendSession
{
    internal BackendSession(UnitOfWork unit, RunLog log) => (Unit, Log) = (unit, log);

    /// <summary>The database.</summary>
    public FqConnection Target => Unit.Target;

    /// <summary>The session, in the run's transaction, which the engine alone ends. One command at a time.</summary>
    public DbConnection Connection => Unit.Connection;

    /// <summary>Tells what is being done, for <c>-Verbose</c>.</summary>
    public void Verbose(string message) => Log.Verbose(message);

    /// <summary>Tells something that the user should know; the result holds it too.</summary>
    public void Warn(string message) => Log.Warn(message);

    internal UnitOfWork Unit { get; }

    internal RunLog Log { get; }
}

/// <summary>A run whose rows a backend writes.</summary>
public sealed class BackendRun : BackendSession
{
    internal BackendRun(UnitOfWork unit, RunLog log, ResolvedPlan plan, IReadOnlyList<TableProgram> programs)
        : base(unit, log) => (Plan, Tables) = (plan, Array.AsReadOnly([.. programs.Select(p => new BackendTable(this, p))]));

    /// <summary>The resolved plan.</summary>
    public ResolvedPlan Plan { get; }

    /// <summary>The tables with their rows, in load order.</summary>
    public IReadOnlyList<BackendTable> Tables { get; }
}

/// <summary>A table of a run with its rows.</summary>
public sealed class BackendTable
{
    readonly BackendRun _run;

    internal BackendTable(BackendRun run, TableProgram program) => (_run, Program) = (run, program);

    /// <summary>The table, its count and where its parents come from.</summary>
    public ResolvedTable Table => Program.Table;

    internal TableProgram Program { get; }

    /// <summary>
    /// Makes the rows, in order, with all their references, those that close a circle included; columns that the server gives are missing. Progress
    /// is told as they are taken. Memory does not grow with their number.
    /// </summary>
    /// <param name="cancellationToken">Stops the run.</param>
    public async IAsyncEnumerable<SeededRow> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _run.Log.BeginTable(Program);
        foreach (var rows in await WholeRows.OpenAsync(_run.Unit, Program, cancellationToken).ConfigureAwait(false))
        {
            foreach (var batch in rows.Read(cancellationToken))
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    var (columns, values, texts) = RowView.Of(Table.Table, rows.Program, rows.Columns, batch, row);
                    yield return new SeededRow(columns, values, texts);
                }
                _run.Log.RowsSent(batch.Count);
            }
        }
        _run.Log.EndTable();
    }
}
