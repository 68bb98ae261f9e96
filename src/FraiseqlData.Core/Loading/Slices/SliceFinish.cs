using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Planning;

namespace FraiseqlData.Loading;

/// <summary>
/// Brings back, behind the last slice of a plan, what was dropped before the first, in one transaction. Only the record counts, not the schema: what
/// it says can be made even where the plan no longer fits.
/// </summary>
static class SliceFinish
{
    public static async Task<IReadOnlyList<TableLoadPlan>> RunAsync(FqConnection target, ResolvedPlanData data, bool force, IRunObserver? observer, CancellationToken cancellationToken)
    {
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(async () =>
        {
            var log = new RunLog(observer, Stopwatch.StartNew());
            var ledger = await SliceLedger.FindAsync(unit, data, cancellationToken).ConfigureAwait(false) ?? throw SliceErrors.NotPrepared();
            await ledger.LockAsync(cancellationToken).ConfigureAwait(false);
            var record = await SliceRecord.ReadAsync(unit.Connection, ledger.Name, cancellationToken).ConfigureAwait(false) ?? throw SliceErrors.NotPrepared();
            if (!force && await ledger.MissingAsync(record.Levels, cancellationToken).ConfigureAwait(false) is { } missing)
                throw SliceErrors.Missing(missing);
            await unit.ExecuteAsync($"SET LOCAL default_tablespace = {Values.SqlLiteral.Quote(record.Tablespace)}", cancellationToken).ConfigureAwait(false);
            foreach (var load in record.Loads)
            {
                unit.Table = load.Table;
                foreach (var sql in load.After)
                    await ExecuteAsync(sql).ConfigureAwait(false);
            }
            unit.Table = null;
            foreach (var sql in record.Closing)
                await ExecuteAsync(sql).ConfigureAwait(false);
            await ExecuteAsync($"DROP TABLE {ledger.Name.ToSql()}").ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return record.Loads;

            Task ExecuteAsync(string sql)
            {
                log.Verbose(sql);
                return unit.ExecuteAsync(sql, cancellationToken);
            }
        }, cancellationToken).ConfigureAwait(false);
    }
}
