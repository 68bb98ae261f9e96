using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Drops what a plan says before a table is loaded and builds it anew behind its rows, in the run's own transaction: whatever goes wrong, the
/// rollback brings all of it back. A foreign key that is in the way of its parent's key comes back with its own table.
/// </summary>
sealed class RebuildRun
{
    // Below the server's deadlock_timeout (1 s), and short: whoever comes after waits behind us.
    const string LockTimeout = "800ms";
    const string Savepoint = "fq_rebuild";

    readonly IReadOnlyDictionary<QualifiedName, TableRebuild> _tables;
    readonly Dictionary<uint, KeyFacts> _dropped = [];
    readonly HashSet<QualifiedName> _kept = [];

    readonly string _timeout = "0";

    RebuildRun() => _tables = new Dictionary<QualifiedName, TableRebuild>();

    RebuildRun(RebuildPlanner planner, RebuildFacts facts)
    {
        _tables = planner.Plan().ToDictionary(t => t.Table.Table.Name);
        FiresWaiting = planner.FiresWaiting && _tables.Values.Any(t => t.IsWanted);
        (Tablespace, _timeout) = (facts.DefaultTablespace, facts.LockTimeout);
    }

    /// <summary>The session's <c>default_tablespace</c>, which the statements count on.</summary>
    public string Tablespace { get; } = "";

    /// <summary>Whether constraints that wait by default must be checked at once.</summary>
    public bool FiresWaiting { get; }

    /// <summary>Decides what is done; a round trip where anything may be.</summary>
    public static async Task<RebuildRun> PlanAsync(NpgsqlConnection connection, ResolvedPlan plan, bool isNested, CancellationToken cancellationToken)
    {
        if (!RebuildPlanner.IsConsidered(plan))
            return new RebuildRun();
        var facts = await RebuildReader.ReadAsync(connection, plan.Tables.Select(t => t.Table), plan.Schema.MajorVersion, cancellationToken).ConfigureAwait(false);
        return new RebuildRun(new RebuildPlanner(plan, facts, isNested), facts);
    }

    /// <summary>What will be done, for people.</summary>
    public IReadOnlyList<TableLoadPlan> Describe()
    {
        var plans = new List<TableLoadPlan>();
        foreach (var rebuild in _tables.Values.OrderBy(t => t.Table.Order))
        {
            var keys = rebuild.Keys.Where(k => !_dropped.ContainsKey(k.Oid)).ToList();
            var before = Before(rebuild).ToList();
            Drop(rebuild);
            plans.Add(new TableLoadPlan(rebuild.Table.Table.Name, rebuild.IsWanted, rebuild.Reason)
            {
                Kept = rebuild.Kept,
                Locked = !rebuild.IsWanted ? [] : Array.AsReadOnly([.. keys.SelectMany(k => new[] { k.TableName, k.ParentName }).Prepend(rebuild.Table.Table.Name).Distinct()]),
                Before = before,
                After = Array.AsReadOnly([.. After(rebuild)]),
            });
            Return(rebuild.Table.Table);
        }
        return plans;
    }

    /// <summary>Before a table is loaded. Where a lock is not to be had in time, the table keeps what it has.</summary>
    public async Task BeforeAsync(UnitOfWork unit, Table table, RunLog log, CancellationToken cancellationToken)
    {
        if (!_tables.TryGetValue(table.Name, out var rebuild))
            return;
        if (!rebuild.IsWanted)
        {
            log.Verbose($"{table.Name}: indexes are kept ({rebuild.Reason}).");
            return;
        }
        log.Verbose($"{table.Name}: indexes and foreign keys are rebuilt ({rebuild.Reason}){string.Concat(rebuild.Kept.Select(k => $"; kept {k}"))}.");
        try
        {
            await unit.ExecuteAsync(
                $"SAVEPOINT {Savepoint}; SET LOCAL lock_timeout = '{LockTimeout}'; {string.Join("; ", Before(rebuild))}; SET LOCAL lock_timeout = '{_timeout}'; RELEASE SAVEPOINT {Savepoint}",
                cancellationToken).ConfigureAwait(false);
            Drop(rebuild);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await unit.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
            _ = _kept.Add(table.Name);
            log.Verbose($"{table.Name}: another session uses it or a table that its keys point at; indexes are kept.");
        }
    }

    /// <summary>Behind a table's rows.</summary>
    public async Task AfterAsync(UnitOfWork unit, Table table, RunLog log, CancellationToken cancellationToken)
    {
        if (!_tables.TryGetValue(table.Name, out var rebuild) || After(rebuild).ToList() is not { Count: > 0 } statements)
            return;
        unit.Table = table.Name;
        foreach (var sql in statements)
        {
            log.Verbose(sql);
            await unit.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
        }
        Return(table);
        unit.Table = null;
    }

    IEnumerable<string> Before(TableRebuild rebuild) =>
        rebuild.Keys.Where(k => !_dropped.ContainsKey(k.Oid)).Select(RebuildSql.Drop)
            .Concat(rebuild.Indexes.Select(i => RebuildSql.Drop(rebuild.Table.Table, i)));

    void Drop(TableRebuild rebuild)
    {
        foreach (var key in rebuild.Keys)
            _dropped[key.Oid] = key;
    }

    IEnumerable<string> After(TableRebuild rebuild)
    {
        var (table, indexes) = (rebuild.Table.Table, _kept.Contains(rebuild.Table.Table.Name) ? [] : rebuild.Indexes);
        var keys = _dropped.Values.Where(k => k.Table == table.Oid).OrderBy(k => k.Oid).ToList();
        if (indexes.Count + keys.Count == 0)
            return [];
        return [RebuildSql.SortMemory(rebuild.Table.Count), .. RebuildSql.Make(table, indexes, Tablespace), .. keys.SelectMany(RebuildSql.Make)];
    }

    void Return(Table table)
    {
        foreach (var key in _dropped.Values.Where(k => k.Table == table.Oid).ToList())
            _ = _dropped.Remove(key.Oid);
    }
}
