using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Finds agreements that go round in a circle: what a key's parents have is known only when their rows are complete, and to complete these takes
/// what the parents have. Ancestors then need not agree; columns that keys share keep the values that they have before checks are looked at.
/// </summary>
/// <param name="programOf">The programs that are compiled.</param>
/// <param name="contextOf">The tables.</param>
sealed class AgreementCircles(Func<QualifiedName, TableProgram?> programOf, Func<QualifiedName, TableContext> contextOf)
{
    /// <summary>Columns of a table's rows that somebody asks for.</summary>
    readonly record struct Asked(QualifiedName Table, IReadOnlyList<string> Columns);

    /// <summary>Breaks the circles that go through a table's steps. All tables behind it are compiled, and nobody has made a row yet.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqParentMissing</c>: keys share columns that are part of each other.</exception>
    public void Break(TableProgram program)
    {
        foreach (var step in program.Segments.SelectMany(s => s.Steps).Select(Own).OfType<JointReferenceStep>())
        {
            foreach (var (reference, agreement) in step.Agreements.ToList())
                Break(program, step, reference, agreement);
        }
    }

    void Break(TableProgram program, JointReferenceStep step, TableReference reference, Agreement agreement)
    {
        while (Asks(reference, agreement).Select(a => PathTo(step, a, [])).FirstOrDefault(p => p is not null) is { } path)
        {
            if (!agreement.IsRequired)
            {
                step.Drop(reference, agreement);
                return;
            }
            if (path.Find(IsWholeRow) is not { Columns: not null } open)
                throw PlanErrors.ParentMissing(program.Table.Table, reference.Key, "a column that it shares with another key is made of itself, in a circle");
            var table = programOf(open.Table)!;
            foreach (var segment in table.Segments)
                segment.Fix([.. open.Columns.Select(table.Table.IndexOf)]);
        }
    }

    static BatchStep Own(BatchStep step) => step is FixedStep { Inner: var inner } ? inner : step;

    /// <summary>What an agreement asks of a reference's parents, and of those behind them.</summary>
    IEnumerable<Asked> Asks(TableReference reference, Agreement agreement)
    {
        var (key, resolved) = (reference.Key, reference.Resolved);
        if (agreement.Ancestor is null)
            return IsMade(resolved) ? [new Asked(key.ReferencedTable, [key.ReferencedColumns[reference.Columns.ToList().IndexOf(agreement.Number)]])] : [];
        var path = agreement.Ancestor.Paths[key.Name];
        var asked = new List<Asked>();
        if (path.Count == 1 && IsMade(resolved))
            asked.Add(new Asked(key.ReferencedTable, key.ReferencedColumns));
        for (var i = 1; i < path.Count && IsMade(resolved); i++)
        {
            asked.Add(new Asked(path[i].Table, path[i].Columns));
            if (i < path.Count - 1)
                asked.Add(new Asked(path[i].ReferencedTable, path[i].ReferencedColumns));
            resolved = contextOf(path[i].Table).References.First(r => r.Key == path[i]).Resolved;
        }
        return asked;
    }

    static bool IsMade(ResolvedReference reference) => reference is { Source: ParentSource.Plan or ParentSource.Itself, IsSecondPass: false };

    /// <summary>The way from asked columns to a step that has to be run for them, or null.</summary>
    List<Asked>? PathTo(JointReferenceStep step, Asked from, HashSet<(QualifiedName, string)> seen)
    {
        if (!seen.Add((from.Table, string.Join('\n', from.Columns))) || programOf(from.Table) is not { } program)
            return null;
        int[] columns = [.. from.Columns.Select(program.Table.IndexOf)];
        foreach (var segment in program.Segments.Where(s => s.CanCompute(columns)))
        {
            foreach (var needed in segment.StepsOf(columns) is { IsWholeRow: false, Steps: var own } ? own : segment.Steps)
            {
                if (Own(needed) == step)
                    return [from];
                foreach (var asked in AsksOf(program, Own(needed)))
                {
                    if (PathTo(step, asked, seen) is { } rest)
                        return [from, .. rest];
                }
            }
        }
        return null;
    }

    /// <summary>What a step asks of other rows.</summary>
    IEnumerable<Asked> AsksOf(TableProgram program, BatchStep step)
    {
        var written = contextOf(program.Table.Table.Name).References.Where(r => IsMade(r.Resolved) && r.Columns.Any(step.Writes.Contains))
            .Select(r => new Asked(r.Key.ReferencedTable, r.Key.ReferencedColumns));
        return step is JointReferenceStep joint ? written.Concat(joint.Agreements.SelectMany(a => Asks(a.Reference, a.Agreement))) : written;
    }

    bool IsWholeRow(Asked asked) =>
        programOf(asked.Table) is { } program && program.Segments.Any(s => s.StepsOf([.. asked.Columns.Select(program.Table.IndexOf)]).IsWholeRow);
}
