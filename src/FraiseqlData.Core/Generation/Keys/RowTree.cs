using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Which rows of a table stand above which, by their ordinals.</summary>
abstract class RowTree
{
    /// <summary>How many levels or rows there are at the most, where that is known.</summary>
    public virtual (long? Levels, long? Rows) Size => (null, null);

    /// <summary>The parent of a row, or null for a root.</summary>
    public abstract long? ParentOf(long ordinal);

    /// <summary>The parent of a row in the making.</summary>
    public virtual long? ParentOf(RowBatch batch, int row) => ParentOf(batch.OrdinalOf(row));

    /// <summary>The level of a row, from 0 for the roots.</summary>
    public abstract int LevelOf(long ordinal);

    /// <summary>The level of a row in the making.</summary>
    public int LevelOf(RowBatch batch, int row) => ParentOf(batch, row) is { } parent ? LevelOf(parent) + 1 : 0;
}

/// <summary>Trees of which a hierarchy says what they look like.</summary>
/// <param name="shape">The trees.</param>
/// <param name="firstOrdinal">The ordinal of their first row.</param>
sealed class ShapedTree(TreeShape shape, long firstOrdinal) : RowTree
{
    public override (long? Levels, long? Rows) Size => (shape.Depth, shape.Rows);

    public override long? ParentOf(long ordinal) => shape.ParentOf(ordinal - firstOrdinal) + firstOrdinal;

    public override int LevelOf(long ordinal) => shape.LevelOf(ordinal - firstOrdinal);
}

/// <summary>Trees that come of each row's picking an earlier one as its parent.</summary>
/// <param name="table">The table.</param>
/// <param name="self">The foreign key by which rows refer to their parents.</param>
sealed class PickedTree(TableContext table, TableReference self) : RowTree
{
    // The further up, the lower the ordinal: most ways up end among the first rows after a few steps.
    const int MostRemembered = 1 << 16;
    const long NotAsked = -2;
    const long Nobody = -1;

    readonly Lazy<IReadOnlyList<(SegmentProgram Program, ColumnSteps Steps)>> _segments =
        new(() => [.. table.Run.ProgramOf(table.Table.Name)!.Segments.Select(s => (s, s.StepsOf(self.Columns)))]);
    RowBatch? _scratch;
    Remembered _known = new(-1, [], []);

    public override long? ParentOf(RowBatch batch, int row) => batch.PickOf(self.Index, row) is not RowBatch.NoPick and var parent && parent != batch.OrdinalOf(row) ? parent : null;

    public override long? ParentOf(long ordinal)
    {
        var known = Known();
        if (ordinal >= known.Parents.Length)
            return Pick(ordinal);
        ref var parent = ref known.Parents[ordinal];
        if (parent == NotAsked)
            parent = Pick(ordinal) ?? Nobody;
        return parent == Nobody ? null : parent;
    }

    public override int LevelOf(long ordinal)
    {
        var levels = Known().Levels;
        if (ordinal < levels.Length && levels[ordinal] > 0)
            return levels[ordinal] - 1;
        var level = ParentOf(ordinal) is { } parent ? LevelOf(parent) + 1 : 0;
        if (ordinal < levels.Length)
            levels[ordinal] = level + 1;
        return level;
    }

    long? Pick(long ordinal)
    {
        var (program, steps) = _segments.Value.First(s => ordinal < s.Program.Segment.FirstOrdinal + s.Program.Segment.Count);
        // Another thread, or a row that this one depends on, takes another batch meanwhile.
        var batch = Interlocked.Exchange(ref _scratch, null) ?? program.CreateBatch(1);
        program.FillOnly(batch, ordinal, 1, steps);
        var parent = ParentOf(batch, 0);
        Volatile.Write(ref _scratch, batch);
        return parent;
    }

    /// <summary>What is known of the rows as they are now.</summary>
    Remembered Known()
    {
        var (known, version) = (_known, table.Run.Memory.Version);
        if (known.Version == version)
            return known;
        var rows = (int)Math.Min(table.Resolved.Count, MostRemembered);
        known = new Remembered(version, new long[rows], new int[rows]);
        Array.Fill(known.Parents, NotAsked);
        return _known = known;
    }

    /// <summary>Parents and levels of the first rows; levels count from 1, since 0 is one that nobody asked for.</summary>
    sealed record Remembered(int Version, long[] Parents, int[] Levels);
}
