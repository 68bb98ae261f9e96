namespace FraiseqlData.Generation;

/// <summary>
/// How many rows of the run with the same owner come before a row. Owners are those that rows pick at first; rows that were not made yet pick theirs for it.
/// Safe on any thread.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="owners">The foreign keys that lead to the owner, several where these are it together; none where the rows of the table are counted.</param>
sealed class SiblingRanks(TableContext table, IReadOnlyList<TableReference> owners)
{
    const int MostRows = 1 << 22;
    const int RowsAtOnce = 1024;

    readonly object _gate = new();
    readonly Dictionary<ulong, int> _counts = [];
    readonly Lazy<IReadOnlyList<(SegmentProgram Program, ColumnSteps Steps)>> _segments =
        new(() => [.. table.Run.ProgramOf(table.Table.Name)!.Segments.Select(s => (s, s.StepsOf([.. owners.SelectMany(o => o.Columns)])))]);
    int[] _ranks = [];
    int _known;

    /// <summary>The columns that say who the owner is.</summary>
    public IReadOnlyList<int> Columns { get; } = [.. owners.SelectMany(o => o.Columns).Distinct()];

    /// <summary>Whether a row has an owner.</summary>
    public bool HasOwner(RowBatch batch, int row)
    {
        foreach (var owner in owners)
        {
            if (batch.PickOf(owner.Index, row) == RowBatch.NoPick)
                return false;
        }
        return true;
    }

    /// <summary>The number of a row in the making; null behind so many rows that nobody counts them.</summary>
    public long? Of(RowBatch batch, int row)
    {
        if (owners.Count == 0)
            return batch.InstanceOf(row) - 1;
        if (batch.OrdinalOf(row) is var ordinal && ordinal >= MostRows)
            return null;
        lock (_gate)
        {
            if (ordinal > _known)
                Count((int)ordinal);
            if (ordinal == _known)
                Count(batch, row);
            return _ranks[ordinal];
        }
    }

    /// <summary>Counts the rows before an ordinal.</summary>
    void Count(int ordinal)
    {
        foreach (var (program, steps) in _segments.Value)
        {
            var end = (int)Math.Min(ordinal, program.Segment.FirstOrdinal + program.Segment.Count);
            var batch = _known < end ? program.CreateBatch(Math.Min(RowsAtOnce, end - _known)) : null;
            while (_known < end)
            {
                var count = Math.Min(batch!.Capacity, end - _known);
                program.Draw(batch, _known, count, steps);
                for (var row = 0; row < count; row++)
                    Count(batch, row);
            }
        }
    }

    void Count(RowBatch batch, int row)
    {
        if (_known == _ranks.Length)
            Array.Resize(ref _ranks, (int)Math.Clamp(Math.Min(2L * _known, table.Resolved.Count), _known + 1, MostRows));
        var owner = 0UL;
        foreach (var reference in owners)
            owner = CellRandom.Mix(owner ^ (ulong)batch.PickOf(reference.Index, row));
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, owner, out _);
        _ranks[_known++] = count++;
    }
}
