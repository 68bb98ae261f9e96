using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Makes the first rows of every table before anything is written, so that what cannot work is said before it is tried.</summary>
static class Rehearsal
{
    const int Rows = 100;

    /// <summary>Makes up to a hundred rows of each segment with overrides, and one row of each other. User code is not called.</summary>
    /// <exception cref="Errors.FraiseqlDataException">A constraint cannot be met.</exception>
    public static void Run(IReadOnlyList<TableProgram> programs, CancellationToken cancellationToken)
    {
        var unknown = programs.Where(p => p.Stored.Count > 0).Select(p => p.Table.Table.Name).ToHashSet();
        foreach (var program in programs.Where(p => !DependsOn(p, unknown)))
        {
            foreach (var segment in program.Segments.Where(s => !s.CallsUserCode))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = (int)Math.Min(segment.Segment.Count, segment.Segment.Overrides.Count > 0 ? Rows : 1);
                segment.Fill(segment.CreateBatch(count), segment.Segment.FirstOrdinal, count);
            }
        }
    }

    /// <summary>Whether the table's rows need keys of parents that only the server or the user's code knows.</summary>
    static bool DependsOn(TableProgram program, HashSet<QualifiedName> unknown) =>
        program.Table.References.Any(r => r.Source == ParentSource.Plan && unknown.Contains(r.Key.ReferencedTable));
}
