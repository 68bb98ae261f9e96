using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData;

/// <summary>Single columns and rows of a plan.</summary>
public static partial class SeedEngine
{
    /// <summary>
    /// Says of every column of a plan's tables, added parents included, where its values come from and why, with samples. The programs that a run
    /// would use tell it. In a read-only transaction; nothing is written.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="scripts">Evaluates script overrides for samples; without, their columns have none.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The columns, tables in load order.</returns>
    /// <exception cref="FraiseqlDataException">The plan cannot be carried out.</exception>
    public static Task<IReadOnlyList<ColumnExplanation>> ExplainAsync(
        SeedPlan plan, FqConnection? target = null, IScriptHost? scripts = null, CancellationToken cancellationToken = default) =>
        PreviewAsync<IReadOnlyList<ColumnExplanation>>(Target(plan, target), async connection =>
        {
            var run = await RunPreparation.PrepareAsync(connection, plan, scripts, beforeState: null, cancellationToken).ConfigureAwait(false);
            var programs = run.Compiler.Compile(run.Plan, run.Data);
            var rollups = new RollupPreview(run.Plan, programs);
            foreach (var program in programs)
            {
                // What children say of their parents may be that of any parent.
                var isParent = programs.Any(p => p.Table.Table.ForeignKeys.Any(k => k.ReferencedTable == program.Table.Table.Name));
                await RowJudge.PreviewAsync(connection, program, isParent ? long.MaxValue : ColumnExplainer.SampledRows, cancellationToken).ConfigureAwait(false);
            }
            var explained = new List<ColumnExplanation>();
            foreach (var program in programs)
            {
                var explainer = new ColumnExplainer(program, run.Compiler.Analyse(program.Table.Table), [.. run.Plan.RollupsOf(program.Table.Table)], rollups.UnknownOf(program.Table), canCallCode: scripts is not null);
                await explainer.SampleAsync((segment, batch) =>
                    rollups.Knows(program.Table) ? rollups.CompleteAsync(connection, program, segment, batch, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
                explained.AddRange(explainer.Explain());
            }
            return explained;
        }, cancellationToken, isReadOnly: true);

    /// <summary>Makes one row of a plan: the same that the whole plan would give it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="table">The table's name, with or without schema.</param>
    /// <param name="instance">The row's instance number.</param>
    /// <param name="target">The database whose schema and rows count, or null for the plan's own.</param>
    /// <param name="scripts">Evaluates script overrides; needed when the plan has any.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqInstanceOutOfRange</c>: the plan makes no such row. <c>FqTableNotFound</c>, <c>FqTableAmbiguous</c>: it has no such table, or several.
    /// </exception>
    public static async Task<BuiltRow> BuildRowAsync(
        SeedPlan plan, string table, long instance, FqConnection? target = null, IScriptHost? scripts = null, CancellationToken cancellationToken = default)
    {
        var address = new RowAddress(table, instance);
        var (resolved, programs) = await CompileAsync(plan, target, scripts, address, cancellationToken).ConfigureAwait(false);
        var (found, ordinal) = address.Find(resolved);
        var (program, rollups) = (programs.Single(p => p.Table == found), new RollupPreview(resolved, programs));
        var segment = program.Segments.First(s => ordinal < s.Segment.FirstOrdinal + s.Segment.Count);
        var batch = segment.CreateBatch(1);
        segment.Fill(batch, ordinal, 1);
        await SumUpAsync(rollups, Target(plan, target), program, segment, batch, cancellationToken).ConfigureAwait(false);
        return Built(found.Table, segment, [.. segment.Written.Except(rollups.UnknownOf(found))], batch, 0);
    }
}
