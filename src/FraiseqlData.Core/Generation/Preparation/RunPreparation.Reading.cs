using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>What a run is prepared by: rows and keys that the database holds, and what it says of others.</summary>
sealed partial class RunPreparation
{
    async Task<IReadOnlyDictionary<string, IReadOnlyList<string?[]>>> ReadParentsAsync(ResolvedPlan plan, CancellationToken cancellationToken)
    {
        var parents = new Dictionary<string, IReadOnlyList<string?[]>>(await ParentReader.ReadAsync(_connection, plan, Baseline, _unfilled, cancellationToken).ConfigureAwait(false));
        await ReferenceReader.ReadAsync(_connection, plan, parents, _unfilled, cancellationToken).ConfigureAwait(false);
        return parents;
    }

    /// <summary>Gives the columns of keys that the server refuses other forms; true where there are any.</summary>
    async Task<bool> FindFormsAsync(IReadOnlyList<TableProgram> programs, TableFailures failures, CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var program in programs)
        {
            foreach (var step in program.Segments[0].Steps.OfType<UniqueStep>())
            {
                _ = await failures.TryAsync(program.Table, async () =>
                {
                    if (await KeyJudge.CreateAsync(_connection, program, step, cancellationToken).ConfigureAwait(false) is { } judge
                        && await judge.FindFormAsync(_compiler, cancellationToken).ConfigureAwait(false) is var (column, form))
                    {
                        _compiler.Shape(program.Table.Table, column, form);
                        found = true;
                    }
                }).ConfigureAwait(false);
            }
        }
        return found;
    }

    async Task<Dictionary<QualifiedName, IReadOnlyDictionary<string, IReadOnlyList<long>>>> ProbeAsync(
        IReadOnlyList<TableProgram> programs, TableFailures failures, CancellationToken cancellationToken)
    {
        var skipped = new Dictionary<QualifiedName, IReadOnlyDictionary<string, IReadOnlyList<long>>>();
        foreach (var program in programs)
        {
            var byKey = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
            foreach (var step in program.Segments[0].Steps.OfType<UniqueStep>())
            {
                _ = await failures.TryAsync(program.Table, async () =>
                {
                    var probe = new KeyProbe(program, step, _compiler.Analyse(program.Table.Table));
                    if (await probe.FindSkippedAsync(_connection, cancellationToken).ConfigureAwait(false) is { Count: > 0 } positions)
                        byKey[step.Key] = positions;
                }).ConfigureAwait(false);
            }
            if (byKey.Count > 0)
                skipped[program.Table.Table.Name] = byKey;
        }
        return skipped;
    }

    /// <summary>The values of keys that parents have rows with which were there before: by table and key.</summary>
    async Task<Dictionary<QualifiedName, IReadOnlyDictionary<string, IReadOnlyList<string?[]>>>> ReadTakenAsync(IReadOnlyList<TableProgram> programs, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<QualifiedName, IReadOnlyDictionary<string, IReadOnlyList<string?[]>>>();
        foreach (var program in programs.Where(p => p.Table.State.HasRows))
        {
            var byKey = new Dictionary<string, IReadOnlyList<string?[]>>(StringComparer.Ordinal);
            foreach (var step in program.Segments.Where(s => s.Segment.Shares?.Existing is not null).SelectMany(s => s.Steps).OfType<ScopedUniqueStep>())
                byKey[step.Key] = await TakenKeys.ReadAsync(_connection, program.Table.Table, step.Columns, cancellationToken).ConfigureAwait(false);
            if (byKey.Count > 0)
                taken[program.Table.Table.Name] = byKey;
        }
        return taken;
    }
}
