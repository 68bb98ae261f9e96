using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Makes the first rows of every table before anything is written, so that what cannot work is said before it is tried.</summary>
static class Rehearsal
{
    const int Rows = 100;

    /// <summary>
    /// Makes up to a hundred rows of each segment with overrides, and one row of each other; where only the server can judge rows, it judges some.
    /// User code is not called.
    /// </summary>
    /// <param name="connection">An open connection in a transaction.</param>
    /// <param name="programs">The programs, in load order.</param>
    /// <param name="failures">Gets what cannot be made. A table whose parents cannot be made is passed over.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task RunAsync(
        NpgsqlConnection connection, IReadOnlyList<TableProgram> programs, TableFailures failures, CancellationToken cancellationToken)
    {
        var unknown = programs.Where(p => p.Stored.Count > 0).Select(p => p.Table.Table.Name).ToHashSet();
        foreach (var program in programs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!DependsOn(program, unknown) && !await failures.TryAsync(program.Table, () => RunAsync(connection, program, cancellationToken)).ConfigureAwait(false))
                _ = unknown.Add(program.Table.Table.Name);
        }
    }

    static async Task RunAsync(NpgsqlConnection connection, TableProgram program, CancellationToken cancellationToken)
    {
        foreach (var segment in program.Segments.Where(s => !s.CallsUserCode))
        {
            var count = (int)Math.Min(segment.Segment.Count, segment.Segment.Overrides.Count > 0 ? Rows : 1);
            segment.Fill(segment.CreateBatch(count), segment.Segment.FirstOrdinal, count);
        }
        await SqlProbe.RunAsync(connection, program, cancellationToken).ConfigureAwait(false);
        await new OverrideProbe(connection, program).RunAsync(cancellationToken).ConfigureAwait(false);
        await RowJudge.PreviewAsync(connection, program, Rows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the table's rows need keys of parents that only the server or the user's code knows, or that cannot be made.</summary>
    static bool DependsOn(TableProgram program, HashSet<QualifiedName> unknown) =>
        program.Table.References.Any(r => r.Source == ParentSource.Plan && unknown.Contains(r.Key.ReferencedTable));
}
