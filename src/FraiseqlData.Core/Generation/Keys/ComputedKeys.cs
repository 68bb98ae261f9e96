using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>A step whose value for any row follows from the row's ordinal alone.</summary>
interface IOrdinalStep
{
    /// <summary>Writes the value of the row with that ordinal into any vector of the column's type (integers: of any width).</summary>
    void WriteAt(long ordinal, ColumnVector target, int row);
}

/// <summary>Keys of rows of this run, computed again from the parent's program.</summary>
sealed class ComputedKeys : ParentKeys
{
    readonly ResolvedTable _table;
    readonly IReadOnlyList<SegmentProgram> _segments;
    readonly int[] _columns;
    readonly IOrdinalStep[]? _direct;
    readonly RowBatch?[] _scratch;
    readonly Lazy<ColumnSteps>[] _steps;

    /// <summary>Creates the keys.</summary>
    /// <param name="table">The parent.</param>
    /// <param name="segments">The parent's programs.</param>
    /// <param name="columns">The indexes of the key's columns in the parent.</param>
    public ComputedKeys(ResolvedTable table, IReadOnlyList<SegmentProgram> segments, IReadOnlyList<int> columns)
    {
        (_table, _segments, _columns) = (table, segments, [.. columns]);
        var steps = _columns.Select(segments[0].StepOf).OfType<IOrdinalStep>().ToArray();
        _direct = segments.Count == 1 && steps.Length == _columns.Length ? steps : null;
        _scratch = new RowBatch?[segments.Count];
        _steps = [.. segments.Select(s => new Lazy<ColumnSteps>(() => s.StepsOf(_columns)))];
    }

    public override long Count => _table.Count;

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row)
    {
        if (_direct is { } direct)
        {
            for (var i = 0; i < direct.Length; i++)
            {
                if (targets[i] is { } target)
                    direct[i].WriteAt(ordinal, target, row);
            }
            return;
        }
        var at = SegmentOf(ordinal);
        // Another thread, or a row that this one depends on, takes another batch meanwhile.
        var batch = Interlocked.Exchange(ref _scratch[at], null) ?? _segments[at].CreateBatch(1);
        _segments[at].FillOnly(batch, ordinal, 1, _steps[at].Value);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (targets[i] is { } target)
                VectorCopy.Copy(batch.Columns[_columns[i]]!, 0, target, row);
        }
        Volatile.Write(ref _scratch[at], batch);
    }

    public override void CopyRun(long first, int count, IReadOnlyList<ColumnVector?> targets)
    {
        if (_direct is not null)
        {
            base.CopyRun(first, count, targets);
            return;
        }
        for (var done = 0; done < count;)
        {
            var at = SegmentOf(first + done);
            var segment = _segments[at];
            var run = (int)Math.Min(count - done, segment.Segment.FirstOrdinal + segment.Segment.Count - first - done);
            var batch = segment.CreateBatch(run);
            segment.FillOnly(batch, first + done, run, _steps[at].Value);
            for (var i = 0; i < _columns.Length; i++)
            {
                for (var row = 0; row < run && targets[i] is not null; row++)
                    VectorCopy.Copy(batch.Columns[_columns[i]]!, row, targets[i]!, done + row);
            }
            done += run;
        }
    }

    int SegmentOf(long ordinal)
    {
        var at = 0;
        while (ordinal >= _segments[at].Segment.FirstOrdinal + _segments[at].Segment.Count)
            at++;
        return at;
    }
}
