using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>Writes rows straight into their tables, with keys that were reserved before.</summary>
sealed class DirectBackend : ISeedBackend
{
    public string Name => "direct";

    public async Task<IReadOnlyList<TableLoad>> WriteAsync(BackendRun run, CancellationToken cancellationToken)
    {
        var programs = run.Tables.Select(t => t.Program).ToList();
        await DeferAsync(run.Unit, run.Plan, cancellationToken).ConfigureAwait(false);
        var rebuild = await RebuildRun.PlanAsync(run.Unit.Connection, run.Plan, run.Unit.IsNested, cancellationToken).ConfigureAwait(false);
        if (rebuild.FiresWaiting)
            await run.Unit.CheckConstraintsAsync(cancellationToken).ConfigureAwait(false);
        var path = new TableSearchPath(run.Unit, run.Plan.Schema);
        var loader = new TableLoader(run.Unit, run.Plan.Schema, run.Log);
        var loads = new List<TableLoad>(programs.Count);
        for (var next = 0; next < programs.Count;)
        {
            var circle = programs.Skip(next).TakeWhile(p => p.Table.LoadGroup is { } group && group == programs[next].Table.LoadGroup).ToList();
            await path.FollowAsync(programs[next].Table.Table, cancellationToken).ConfigureAwait(false);
            if (circle.Count > 0)
                loads.AddRange(await new CircleLoader(run.Unit, run.Log).LoadAsync(circle, cancellationToken).ConfigureAwait(false));
            else
                loads.Add(await LoadAsync(run, loader, programs[next], rebuild, cancellationToken).ConfigureAwait(false));
            next += Math.Max(1, circle.Count);
        }
        foreach (var program in programs.Where(p => p.SecondPass.Count > 0))
        {
            await path.FollowAsync(program.Table.Table, cancellationToken).ConfigureAwait(false);
            foreach (var pass in program.SecondPass)
                await SecondPassLoader.RunAsync(run.Unit, program.Table.Table, program.Table.Count, pass, cancellationToken).ConfigureAwait(false);
        }
        await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
        return loads;
    }

    /// <summary>Lets the keys wait for the end that point from a table to one that is loaded after it.</summary>
    public static async Task DeferAsync(UnitOfWork unit, ResolvedPlan plan, CancellationToken cancellationToken)
    {
        var deferred = WaitingKeys.Of(plan);
        if (deferred.Count == 0)
            return;
        // A name means every constraint of that name in the schema, and one that cannot wait makes the statement fail.
        var names = deferred.Any(name => CannotWait(plan.Schema, name)) ? "ALL" : string.Join(", ", deferred.Select(n => n.ToSql()));
        await unit.ExecuteAsync($"SET CONSTRAINTS {names} DEFERRED", cancellationToken).ConfigureAwait(false);
    }

    static bool CannotWait(DatabaseSchema schema, QualifiedName constraint) =>
        schema.Tables.Where(t => t.Name.Schema == constraint.Schema).SelectMany(t => t.ForeignKeys).Any(k => k.Name == constraint.Name && !k.IsDeferrable);

    static async Task<TableLoad> LoadAsync(BackendRun run, TableLoader loader, TableProgram program, RebuildRun rebuild, CancellationToken cancellationToken)
    {
        run.Log.BeginTable(program);
        await rebuild.BeforeAsync(run.Unit, program.Table.Table, run.Log, cancellationToken).ConfigureAwait(false);
        var load = await loader.LoadAsync(program, cancellationToken).ConfigureAwait(false);
        await rebuild.AfterAsync(run.Unit, program.Table.Table, run.Log, cancellationToken).ConfigureAwait(false);
        run.Log.EndTable();
        return load;
    }
}
