using System.Collections.Concurrent;
using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Relations;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Evaluates the conditions that narrowing could not settle; mends rows by what the conditions state, and draws refused cells again.</summary>
sealed class RowVerifier
{
    /// <summary>How often the cells of a refused row are drawn again before the constraint counts as unsatisfiable.</summary>
    public const int MaxAttempts = 256;

    const int MostRounds = 4;

    readonly TableContext _table;
    readonly IReadOnlyList<BatchStep> _steps;
    readonly IReadOnlyList<RowCheck> _checks;
    readonly HashSet<int> _drawn;
    readonly HashSet<int> _clearable;
    readonly Dictionary<int, ColumnDomain> _escapes;
    readonly ConcurrentDictionary<CheckConstraint, bool> _undecided = [];

    /// <summary>Creates a verifier.</summary>
    /// <param name="table">The table.</param>
    /// <param name="checks">The conditions.</param>
    /// <param name="steps">The steps that make the rows, in order.</param>
    public RowVerifier(TableContext table, IReadOnlyList<RowCheck> checks, IReadOnlyList<BatchStep> steps)
    {
        (_table, _steps) = (table, steps);
        // A column that the server fills is unknown here: the server judges conditions on it.
        var written = steps.SelectMany(s => s.Writes).ToHashSet();
        _checks = [.. checks.Where(c => c.Columns.All(name => written.Contains(table.IndexOf(name))))];
        _drawn = [.. steps.Where(s => s.IsDrawn).SelectMany(s => s.Writes)];
        _escapes = steps.Where(s => s.Escape is { Beyond: not null }).ToDictionary(s => s.Escape!.Column, s => s.Escape!.Beyond!);
        _clearable = [.. steps.Where(x => x is UniqueStep or ScopedUniqueStep or ReferenceStep or JointReferenceStep).SelectMany(x => x.Writes).Where(c => IsClearable(table, c))];
    }

    /// <summary>NULL frees a key, unless all its columns must be NULL together.</summary>
    static bool IsClearable(TableContext table, int column) =>
        !table.References.Any(r => r.Columns.Count > 1 && r.Key.Match == Schema.MatchType.Full && r.Columns.Contains(column))
        && table.Table.UniqueKeys.Where(k => k.Columns.Contains(table.ColumnAt(column).Name)).All(k => UniqueEscapes.IsFreedByNull(table, k, column));

    public TableContext Table => _table;

    /// <summary>The same conditions for rows that other steps make.</summary>
    public RowVerifier Of(IReadOnlyList<BatchStep> steps) => new(_table, _checks, steps);

    /// <summary>The steps that make the rows, in order.</summary>
    public IReadOnlyList<BatchStep> Steps => _steps;

    /// <summary>The conditions that the server has to decide, those included that could not be decided for some row that was verified so far.</summary>
    /// <param name="written">The indexes of the columns that are made here.</param>
    public IReadOnlyList<JudgedCondition> ConditionsForServer(IReadOnlyCollection<int> written) =>
        [.. JudgedCondition.Of(_table.Table, _table.Constraints, [.. _undecided.Keys], _table.Run.Compiler.Options.ReferenceDate)
            .Where(c => JudgeQuery.CanJudge(c, _table.Table, written))];

    /// <summary>Whether every condition could be decided for every row that was verified so far.</summary>
    public bool HasDecided => _undecided.IsEmpty;

    /// <summary>The columns whose values may become others than their steps gave at first: those that a condition speaks of, and what hangs on them.</summary>
    public IReadOnlySet<int> Changeable
    {
        get
        {
            // What only the server decides may speak of a domain's value, without a column's name.
            var columns = _checks.SelectMany(c => c.Columns).Concat(_table.Constraints.ServerChecks.SelectMany(c => c.Columns))
                .Concat(_table.Constraints.ServerChecks.Any(c => c.Columns.Count == 0) ? _table.Table.Columns.Where(c => c.Type.Kind == PgTypeKind.Domain).Select(c => c.Name) : [])
                .Select(_table.IndexOf).ToHashSet();
            foreach (var step in _steps.Where(s => s.CanRetry && s.Writes.Any(columns.Contains)).ToList())
                columns.UnionWith(step.Writes);
            foreach (var step in _steps.Where(s => s.Reads.Any(columns.Contains)))
                columns.UnionWith(step.Writes);
            return columns;
        }
    }

    /// <summary>Checks every row of the batch; rows that fail are mended or get the next attempt until they pass.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqCheckUnsatisfied</c>: no attempt passed, or nothing can be drawn again.</exception>
    public void Verify(RowBatch batch) => Verify(batch, 0, batch.Count);

    /// <summary>As <see cref="Verify(RowBatch)"/>, for one row.</summary>
    public void Verify(RowBatch batch, int row) => Verify(batch, row, row + 1);

    /// <summary>Whether a row passes as it is.</summary>
    public bool Passes(RowBatch batch, int row) => FirstFailure(batch, row) is null;

    /// <summary>Mends a row without drawing anything again; false where that is not enough.</summary>
    public bool TryMend(RowBatch batch, int row)
    {
        var repairable = new RepairableRow(_table, _drawn, _clearable, _escapes);
        repairable.Use(batch, row, attempt: 0);
        return Mend(batch, row, repairable) is null;
    }

    void Verify(RowBatch batch, int start, int end)
    {
        RepairableRow? repairable = null;
        for (var row = start; row < end; row++)
        {
            var failed = FirstFailure(batch, row);
            for (var attempt = 0; failed is not null; attempt++)
            {
                if (attempt > 0 && !Repeat(batch, row, attempt, failed))
                    throw Unsatisfied(batch, row, failed);
                // Another thread may verify another batch at the same time, so the row's view is not kept.
                repairable ??= new RepairableRow(_table, _drawn, _clearable, _escapes);
                repairable.Use(batch, row, attempt);
                failed = Mend(batch, row, repairable);
                if (attempt == MaxAttempts && failed is not null)
                    throw Unsatisfied(batch, row, failed);
            }
        }
    }

    /// <summary>Mends a row; what hangs on changed cells is made anew, and may have to be mended in turn.</summary>
    RowCheck? Mend(RowBatch batch, int row, RepairableRow repairable)
    {
        RowCheck? failed = null;
        for (var round = 0; round < MostRounds; round++)
        {
            repairable.Changed.Clear();
            failed = RowRepair.Repair(_checks, repairable);
            if (repairable.Changed.Count == 0)
                break;
            FillDependents(batch, row, repairable.Changed);
            if ((failed = FirstFailure(batch, row)) is null)
                break;
        }
        return failed;
    }

    RowCheck? FirstFailure(RowBatch batch, int row)
    {
        foreach (var check in _checks)
        {
            var outcome = check.Evaluate(name => batch.Columns[_table.IndexOf(name)]!.GetValue(row));
            if (outcome == CheckOutcome.False)
                return check;
            if (outcome == CheckOutcome.Undecidable)
                _undecided[check.Constraint] = true;
        }
        return null;
    }

    /// <summary>Draws the cells of a failed check again; false where none can be, and none can be mended otherwise.</summary>
    bool Repeat(RowBatch batch, int row, int attempt, RowCheck failed)
    {
        var columns = failed.Columns.Select(_table.IndexOf).ToHashSet();
        var again = _steps.Where(s => s.CanRetry && s.Writes.Any(columns.Contains)).ToList();
        foreach (var step in again)
            step.Fill(batch, row, row + 1, attempt);
        FillDependents(batch, row, [.. again.SelectMany(s => s.Writes)]);
        return again.Count > 0 || columns.Overlaps(_escapes.Keys);
    }

    /// <summary>Repeats the steps that read changed columns, in order.</summary>
    public void FillDependents(RowBatch batch, int row, HashSet<int> changed)
    {
        if (changed.Count == 0)
            return;
        foreach (var step in _steps.Where(s => s.Reads.Any(changed.Contains)))
        {
            step.Fill(batch, row, row + 1, attempt: 0);
            changed.UnionWith(step.Writes);
        }
    }

    FraiseqlDataException Unsatisfied(RowBatch batch, int row, RowCheck failed) =>
        GenerationErrors.CheckUnsatisfied(_table.Table, failed.Constraint, failed.Columns, batch.InstanceOf(row), [.. failed.Columns.Select(c => batch.Columns[_table.IndexOf(c)]!.GetValue(row))]);
}
