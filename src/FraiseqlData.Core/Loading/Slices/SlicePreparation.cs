using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Loading;

/// <summary>
/// Drops, before the first slice of a plan, what its load strategy would drop, and notes in the same transaction how it comes back: from then on any
/// process can finish, whatever becomes of this one and of the slices.
/// </summary>
static class SlicePreparation
{
    // As short as for a run: whoever comes after waits behind us.
    const string LockTimeout = "SET LOCAL lock_timeout = '800ms'";

    public static async Task<IReadOnlyList<TableLoadPlan>> RunAsync(FqConnection target, SeedPlan plan, ResolvedPlanData data, IRunObserver? observer, CancellationToken cancellationToken)
    {
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(async () =>
        {
            if (await SliceLedger.FindAsync(unit, data, cancellationToken).ConfigureAwait(false) is not null)
                throw SliceErrors.Prepared();
            var (resolved, _, levels) = await SliceRun.PrepareAsync(unit, plan, data, scope => RunLock.AcquireAsync(unit.Connection, scope.All, cancellationToken), cancellationToken).ConfigureAwait(false);
            await RefuseBegunAsync(unit, resolved, cancellationToken).ConfigureAwait(false);
            var log = new RunLog(observer, Stopwatch.StartNew()) { Plan = resolved };
            var rebuild = await RebuildRun.PlanAsync(unit.Connection, resolved, isNested: false, cancellationToken).ConfigureAwait(false);
            var loads = rebuild.Describe();
            var name = await CreateLedgerAsync(unit, resolved, data, loads, cancellationToken).ConfigureAwait(false);
            await DropAsync(unit, loads, log, cancellationToken).ConfigureAwait(false);
            var record = new SliceRecord(levels.Values.Max(), [.. resolved.Tables.Select(t => new TableKeys(t.Table.Name, t.Table.UniqueKeys, t.Table.ForeignKeys))], loads, rebuild.Tablespace, [.. Closing(resolved, log)]);
            await NoteAsync(unit, name, record, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return loads;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses tables that were empty when the plan was settled, and are not any more: slices that were written before would not be noted.</summary>
    static async Task RefuseBegunAsync(UnitOfWork unit, ResolvedPlan plan, CancellationToken cancellationToken)
    {
        foreach (var table in plan.Tables.Where(t => !t.State.HasRows).Select(t => t.Table))
        {
            if (await unit.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM {table.RowsSql})", cancellationToken).ConfigureAwait(false))
                throw SliceErrors.Begun(table);
        }
    }

    static async Task<QualifiedName> CreateLedgerAsync(UnitOfWork unit, ResolvedPlan plan, ResolvedPlanData data, IReadOnlyList<TableLoadPlan> loads, CancellationToken cancellationToken)
    {
        // Where something is dropped, the role may create.
        var schema = loads.FirstOrDefault(l => l.IsRebuilt)?.Table.Schema ?? plan.Tables[0].Table.Name.Schema;
        var name = new QualifiedName(schema, SliceRecord.NameFor(data));
        await unit.ExecuteAsync(
            $"""
            CREATE TABLE {name.ToSql()} (level int NOT NULL, slice int NOT NULL, slices int NOT NULL, record jsonb, PRIMARY KEY (level, slice));
            COMMENT ON TABLE {name.ToSql()} IS 'What Invoke-FqSeed -Prepare dropped, and the slices written since. Invoke-FqSeed -Finish brings all back and drops this table; nobody else should.'
            """, cancellationToken).ConfigureAwait(false);
        return name;
    }

    static async Task DropAsync(UnitOfWork unit, IReadOnlyList<TableLoadPlan> loads, RunLog log, CancellationToken cancellationToken)
    {
        await unit.ExecuteAsync(LockTimeout, cancellationToken).ConfigureAwait(false);
        foreach (var load in loads)
        {
            unit.Table = load.Table;
            foreach (var sql in load.Before)
            {
                log.Verbose(sql);
                await unit.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
            }
        }
        unit.Table = null;
    }

    static IEnumerable<string> Closing(ResolvedPlan plan, RunLog log) =>
        SequenceCatchUp.Statements(plan, log).Concat(plan.Tables.Where(t => t.Table.IsOwner).Select(t => $"ANALYZE {t.Table.Name.ToSql()}"));

    static async Task NoteAsync(UnitOfWork unit, QualifiedName name, SliceRecord record, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"INSERT INTO {name.ToSql()} VALUES (0, 0, 0, $1)", unit.Connection);
        _ = command.Parameters.Add(new NpgsqlParameter { Value = record.ToJson(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
