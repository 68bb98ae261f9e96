using FraiseqlData.Constraints;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Evaluates the conditions that narrowing could not settle, and draws refused cells again.</summary>
sealed class RowVerifier
{
    /// <summary>How often the cells of a refused row are drawn again before the constraint counts as unsatisfiable.</summary>
    public const int MaxAttempts = 256;

    readonly Table _table;
    readonly (RowCheck Check, int[] Columns)[] _checks;
    readonly Dictionary<string, int> _index;

    public RowVerifier(Table table, IReadOnlyList<RowCheck> checks)
    {
        _table = table;
        _index = Enumerable.Range(0, table.Columns.Count).ToDictionary(i => table.Columns[i].Name, StringComparer.Ordinal);
        _checks = [.. checks.Select(c => (c, c.Columns.Select(name => _index[name]).ToArray()))];
    }

    /// <summary>Checks every row of the batch; rows that fail get the next attempt until they pass.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqCheckUnsatisfied</c>: no attempt passed, or nothing can be drawn again.</exception>
    public void Verify(RowBatch batch, IReadOnlyList<BatchStep> steps)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            for (var attempt = 1; FirstFailure(batch, row) is { } failed; attempt++)
            {
                var again = StepsToRepeat(steps, failed.Columns);
                if (attempt > MaxAttempts || again.Count == 0)
                    throw GenerationErrors.CheckUnsatisfied(_table, failed.Check, batch.InstanceOf(row), [.. failed.Columns.Select(c => batch.Columns[c]?.GetValue(row))]);
                foreach (var step in again)
                    step.Fill(batch, row, row + 1, attempt);
            }
        }
    }

    (RowCheck Check, int[] Columns)? FirstFailure(RowBatch batch, int row)
    {
        foreach (var (check, columns) in _checks)
        {
            // A column that the server fills is unknown here: the server judges that row.
            if (Array.TrueForAll(columns, c => batch.Columns[c] is not null)
                && check.Evaluate(name => batch.Columns[_index[name]]!.GetValue(row)) == CheckOutcome.False)
                return (check, columns);
        }
        return null;
    }

    /// <summary>The steps that write one of the columns and can be repeated, and those that read what they write.</summary>
    static List<BatchStep> StepsToRepeat(IReadOnlyList<BatchStep> steps, int[] columns)
    {
        var dirty = new HashSet<int>();
        var again = new List<BatchStep>();
        foreach (var step in steps)
        {
            var drawn = step.CanRetry && step.Writes.Any(columns.Contains);
            if (!drawn && !step.Reads.Any(dirty.Contains))
                continue;
            again.Add(step);
            dirty.UnionWith(step.Writes);
        }
        return dirty.Overlaps(columns) ? again : [];
    }
}
