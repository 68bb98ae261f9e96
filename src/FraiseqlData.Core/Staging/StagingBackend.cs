using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>
/// Puts rows into the project's staging schema and has the project's own functions move them into their tables, all in the run's transaction.
/// Rows that wait there already are moved before the plan is resolved, so that they serve as parents.
/// </summary>
/// <param name="options">The plan's options: staging schema, resolver, and whether the direct way will do where staging is not complete.</param>
sealed class StagingBackend(PlanOptions options) : ISeedBackend
{
    const string Savepoint = "fraiseqldata_staging";

    StagingArea? _area;
    ISeedBackend? _instead;

    public string Name => _instead?.Name ?? "staging";

    public async Task BeginAsync(BackendSession session, PlanScope scope, CancellationToken cancellationToken)
    {
        var (area, obstacle) = await StagingChoice.FindAsync(session.Unit.Connection, scope, options, cancellationToken).ConfigureAwait(false);
        if (area is not null)
        {
            _area = area;
            await new WaitingRows(session, area).ResolveAsync(scope.Schema, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (options.Backend != BackendChoice.Auto)
            throw obstacle!;
        session.Warn(StagingChoice.Warning(obstacle!));
        _instead = new DirectBackend();
    }

    public bool ReservesKeys(Table table, Column column) => _area?.Staged.Find(table.Name)?.Numbered.Contains(column.Name) != true;

    public Task<IReadOnlyList<TableLoad>> WriteAsync(BackendRun run, CancellationToken cancellationToken) =>
        _instead?.WriteAsync(run, cancellationToken) ?? new StagingWriter(run, _area!).WriteAsync(cancellationToken);

    /// <summary>Calls the resolvers.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqResolverFailed</c>, <c>FqResolverEndsTransaction</c>, <c>FqStagingReferenceLost</c>: rows name parents that there are not.</exception>
    public static async Task ResolveAsync(BackendSession session, StagingArea area, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        var unit = session.Unit;
        var path = new TableSearchPath(unit, schema);
        if (schema.Tables.FirstOrDefault(t => t.Name.Schema == area.Name) is { } any)
            await path.FollowAsync(any, cancellationToken).ConfigureAwait(false);
        foreach (var resolver in area.InOrder())
        {
            session.Verbose($"Calling {resolver.Call}.");
            await unit.ExecuteAsync($"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
            try
            {
                await resolver.CallAsync(unit, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.QueryCanceled && e.SqlState is not ['0', '8', ..] and not ['5', '7', ..])
            {
                await unit.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
                throw await DanglingAsync(unit, area, cancellationToken).ConfigureAwait(false) ?? StagingErrors.ResolverFailed(resolver, e);
            }
            await unit.ExecuteAsync($"RELEASE SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
        }
        await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first rows that name a parent that there is not, which is why a resolver fails.</summary>
    static async Task<Exception?> DanglingAsync(UnitOfWork unit, StagingArea area, CancellationToken cancellationToken)
    {
        var check = new StagingCheck(unit);
        foreach (var twin in area.Twins.Where(t => t is { IsComplete: true, Actual: not null }))
        {
            var lost = await check.DanglingAsync(twin.Actual!, parent => area.TwinOf(parent.Table.Name)?.Actual, cancellationToken).ConfigureAwait(false);
            if (lost.Count > 0)
                return StagingErrors.Dangling(lost[0]);
        }
        return null;
    }
}
