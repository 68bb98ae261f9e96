using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Staging;

/// <summary>Writes the rows of a plan as scripts that put them into staging and have them resolved.</summary>
/// <param name="plan">The resolved plan.</param>
/// <param name="programs">Its programs, in load order.</param>
/// <param name="staged">The rows as they stand in staging.</param>
/// <param name="resolvers">The calls that move them into their tables.</param>
sealed class StagedScript(ResolvedPlan plan, IReadOnlyList<TableProgram> programs, StagedRun staged, IReadOnlyList<string> resolvers)
{
    /// <summary>Writes everything into one script.</summary>
    public Task WriteAsync(TextWriter writer, SqlScriptOptions options, CancellationToken cancellationToken) => new SqlScriptRun(writer, options).WriteAsync(
        Script(Enumerable.Range(0, programs.Count)) with { Use = "Load it with psql into a copy of the schema with its staging schema: all of the rows are staged and moved into their tables, or none.", Partitions = plan.NewPartitions, Closing = [.. resolvers, .. plan.Rollups.Select(r => RollupLoader.ToSql(plan, r))] }, cancellationToken);

    /// <summary>Writes a script for each table, numbered in load order, and one behind them that has the rows resolved.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqExportRollup</c>: roll-ups need the rows' own transaction.</exception>
    public async Task WriteAsync(Func<string, Func<TextWriter, Task>, Task> write, SqlScriptOptions options, CancellationToken cancellationToken)
    {
        if (plan.Rollups.Count > 0)
        {
            throw new FraiseqlDataException(
                "FqExportRollup", ErrorKind.InvalidOperation, $"The roll-ups of {plan.Rollups[0].Parent.Name} are for the rows of one transaction, but each script has its own.",
                "Write one script for all tables, or leave the roll-ups out.", plan.Rollups[0].Parent.Name);
        }
        var digits = Math.Max(3, (programs.Count + 1).ToString(CultureInfo.InvariantCulture).Length);
        var last = FileName(programs.Count + 1, "resolve");
        for (var i = 0; i < programs.Count; i++)
        {
            var table = i;
            var script = Script([table]) with { Use = $"Load it with psql into a copy of the schema with its staging schema: all of the rows are staged, or none. {last} moves them into their tables." };
            await write(FileName(i + 1, staged.Tables[i].Staged.Name.Name), w => new SqlScriptRun(w, options).WriteAsync(script, cancellationToken)).ConfigureAwait(false);
        }
        var end = new SqlScript([], DefersConstraints: false) { Use = "Load it with psql when the other scripts are loaded: all of the staged rows are moved into their tables, or none.", Seed = plan.Plan.Options.Seed, Partitions = plan.NewPartitions, Closing = resolvers };
        await write(last, w => new SqlScriptRun(w, options).WriteAsync(end, cancellationToken)).ConfigureAwait(false);

        string FileName(int number, string name) =>
            $"{number.ToString("d" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)}_{string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' ? c : '_'))}.sql";
    }

    SqlScript Script(IEnumerable<int> tables) =>
        new([.. tables.Select(i => new StagedScriptTable(programs[i], staged.Tables[i]))], DefersConstraints: false) { Seed = plan.Plan.Options.Seed };

    /// <summary>A staging table whose rows are made while they are written.</summary>
    sealed class StagedScriptTable(TableProgram program, StagedRows rows) : ScriptTable(rows.Model)
    {
        public override long Count => program.Table.Count;

        public override bool ParentsFirst => true;

        public override IReadOnlyList<LateReference> Late => [];

        public override async Task ReadAsync(Func<RowBlock, ValueTask> take, CancellationToken cancellationToken)
        {
            foreach (var batch in WholeRows.Of(program).SelectMany(s => rows.Read(s, cancellationToken)))
                await take(new BatchBlock(batch.Batch, batch.Columns, rows.Codecs, batch.Expressions)).ConfigureAwait(false);
        }
    }
}
