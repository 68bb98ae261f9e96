using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Conditions that depend on the same cells, and the attempts that the rows' cells have reached.</summary>
sealed class JudgedGroup
{
    const int PageBits = 12;

    /// <summary>The attempts before alternatives are tried.</summary>
    public const int PatientAttempts = 3;

    /// <summary>How often a row's cells are drawn again.</summary>
    public const int MaxAttempts = byte.MaxValue;

    readonly Dictionary<long, byte[]> _pages;

    /// <summary>Creates a group whose rows are all at their first attempt.</summary>
    /// <param name="conditions">The indexes of the conditions.</param>
    /// <param name="steps">The steps that can draw the cells again.</param>
    public JudgedGroup(IReadOnlyList<int> conditions, IReadOnlyList<BatchStep> steps)
        : this(conditions, steps, [])
    {
    }

    JudgedGroup(IReadOnlyList<int> conditions, IReadOnlyList<BatchStep> steps, Dictionary<long, byte[]> pages) =>
        (Conditions, Steps, _pages, Columns) = (conditions, steps, pages, [.. steps.SelectMany(s => s.Writes).Distinct().Order()]);

    public IReadOnlyList<int> Conditions { get; }

    public IReadOnlyList<BatchStep> Steps { get; }

    /// <summary>The indexes of the columns that the steps write.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Those of <see cref="Columns"/> that are NULL in the first attempt after a refusal.</summary>
    public IReadOnlyList<int> NullFirst { get; init; } = [];

    /// <summary>Values of <see cref="Columns"/> that passed for some row, as of <see cref="Alternative"/>; null until they were looked for.</summary>
    public IReadOnlyList<object?[]>? Alternatives { get; set; }

    /// <summary>Whether no row was refused.</summary>
    public bool HasPassed => _pages.Count == 0;

    /// <summary>The attempt that a row's cells have reached, 0 where the first one passed.</summary>
    public int AttemptOf(long ordinal) => _pages.TryGetValue(ordinal >> PageBits, out var page) ? page[ordinal & ((1 << PageBits) - 1)] : 0;

    /// <summary>Refuses a row's cells; false where they can be drawn no more.</summary>
    public bool Refuse(long ordinal)
    {
        if (!_pages.TryGetValue(ordinal >> PageBits, out var page))
            _pages[ordinal >> PageBits] = page = new byte[1 << PageBits];
        ref var attempt = ref page[ordinal & ((1 << PageBits) - 1)];
        if (Steps.Count == 0 || attempt == MaxAttempts)
            return false;
        attempt++;
        return true;
    }

    /// <summary>The same attempts under no conditions: nothing refuses them any more.</summary>
    public JudgedGroup Settled() => new([], Steps, _pages) { Alternatives = Alternatives, NullFirst = NullFirst };

    /// <summary>Makes the cells of a row anew for the attempt that they have reached.</summary>
    public void Redraw(RowBatch batch, int row, ulong streamKey)
    {
        var attempt = AttemptOf(batch.OrdinalOf(row));
        foreach (var step in Steps)
            step.Fill(batch, row, row + 1, attempt);
        foreach (var column in attempt == 1 ? NullFirst : [])
            batch.Columns[column]!.SetNull(row);
        // One in four is drawn freely: an alternative that suited one row need not suit another.
        if (attempt > PatientAttempts && attempt % 4 != 0 && Alternatives is { Count: > 0 } alternatives)
            Alternative.Put(Columns, CellRandom.For(streamKey, batch.InstanceOf(row), attempt).Pick(alternatives), batch, row);
    }

    /// <summary>Puts conditions that share cells into one group each.</summary>
    public static IReadOnlyList<JudgedGroup> Of(Table table, IReadOnlyList<JudgedCondition> conditions, IReadOnlyList<BatchStep> steps)
    {
        var groups = new List<(List<int> Conditions, HashSet<BatchStep> Steps)>();
        for (var i = 0; i < conditions.Count; i++)
        {
            var columns = conditions[i].Columns;
            var own = steps.Where(s => s.CanRetry && s.Writes.Any(w => columns.Contains(table.Columns[w].Name))).ToHashSet();
            var touched = groups.Where(g => g.Steps.Overlaps(own)).ToList();
            _ = groups.RemoveAll(touched.Contains);
            groups.Add(([.. touched.SelectMany(g => g.Conditions), i], [.. touched.SelectMany(g => g.Steps), .. own]));
        }
        return [.. groups.Select(g => new JudgedGroup(g.Conditions, [.. steps.Where(g.Steps.Contains)]))];
    }
}
