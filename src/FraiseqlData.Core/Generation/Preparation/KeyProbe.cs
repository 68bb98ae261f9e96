using FraiseqlData.Constraints;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>
/// Finds the positions of a unique key's sequence that may not be used: the key stands in the table already, or a check between its columns refuses it.
/// </summary>
sealed class KeyProbe(TableProgram program, UniqueStep step, TableConstraints constraints)
{
    // A check that takes fewer positions than one in so many takes hardly any: the search would not end.
    const int MostRefusedInARow = 50_000;

    readonly Table _table = program.Table.Table;
    readonly IReadOnlyList<int> _columns = [.. step.KeyColumns.Order()];
    readonly RowBatch _row = program.Segments[0].CreateBatch(1);

    /// <summary>The positions to skip, ascending, up to the last one that the rows need.</summary>
    /// <exception cref="CapacityException">There are not enough others.</exception>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCheckUnsatisfied</c>: a check refuses one position after the other.</exception>
    public async Task<IReadOnlyList<long>> FindSkippedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var refusal = await FindRefusalAsync(connection, cancellationToken).ConfigureAwait(false);
        var judge = await KeyJudge.CreateAsync(connection, program, step, cancellationToken).ConfigureAwait(false);
        if (refusal is null && judge is null)
            return [];
        var skipped = new List<long>();
        var (accepted, refusedByCheck) = (0L, 0);
        for (var position = 0L; ; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isOver = (ulong)position >= step.Sequence.Size;
            if (judge is not null && (isOver || judge.IsDue || accepted == program.Table.Count))
            {
                var refused = await judge.RefusedAsync(cancellationToken).ConfigureAwait(false);
                skipped.AddRange(refused);
                accepted -= refused.Count;
            }
            if (accepted == program.Table.Count || (isOver && step.Escape is not null))
                break;
            if (isOver)
                throw new CapacityException(_table, step.Key, program.Table.Count, accepted);
            var (isRefused, check) = refusal?.Invoke(position) ?? (false, null);
            refusedByCheck = check is null ? isRefused ? refusedByCheck : 0 : refusedByCheck + 1;
            if (refusedByCheck > MostRefusedInARow)
                throw Unsatisfied(check!, program.Table.FirstInstance + accepted);
            if (isRefused)
            {
                skipped.Add(position);
                continue;
            }
            judge?.Add(position);
            accepted++;
        }
        skipped.Sort();
        return skipped;
    }

    /// <summary>How many positions of the whole sequence may be used.</summary>
    public async Task<decimal> CountRoomAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await FindRefusalAsync(connection, cancellationToken).ConfigureAwait(false) is not { } refusal)
            return step.Sequence.Size;
        var accepted = 0L;
        for (var position = 0L; (ulong)position < step.Sequence.Size; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            accepted += refusal(position).IsRefused ? 0 : 1;
        }
        return accepted;
    }

    /// <summary>Says of a position whether it may not be used, and by which check; null where every one may.</summary>
    async Task<Func<long, (bool IsRefused, RowCheck? By)>?> FindRefusalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // What a column's domain settles needs no look where the values come out of the domain; a parent's key may lie outside.
        var own = constraints.AllChecks.Where(c => c.Columns.All(name => _columns.Contains(program.Table.IndexOf(name)))
            && (constraints.RowChecks.Contains(c) || !c.Columns.All(name => step.DomainColumns.Contains(program.Table.IndexOf(name))))).ToList();
        var existing = CanCollide() ? new TakenKeys(_columns, program.Segments[0].Codecs, await TakenKeys.ReadAsync(connection, _table, _columns, cancellationToken).ConfigureAwait(false)) : null;
        if (own.Count == 0 && existing is not { Count: > 0 })
            return null;
        _row.Reset(0, program.Table.FirstInstance, 1);
        return position =>
        {
            step.WritePosition(_row, 0, position);
            var by = own.Find(c => c.Evaluate(ValueOf) == CheckOutcome.False);
            return (by is not null || existing?.Contains(_row, 0) == true, by);
        };
    }

    object? ValueOf(string column) => _row.Columns[program.Table.IndexOf(column)]!.GetValue(0);

    Errors.FraiseqlDataException Unsatisfied(RowCheck check, long instance) =>
        GenerationErrors.CheckUnsatisfied(_table, check.Constraint, check.Columns, instance, [.. check.Columns.Select(ValueOf)]);

    /// <summary>Keys that contain a parent made by this run are new; all others may stand in the table already.</summary>
    bool CanCollide() =>
        program.Table.State.HasRows
        && !program.Table.References.Any(r => r.Source == ParentSource.Plan && r.Key.Columns.All(c => _columns.Contains(program.Table.IndexOf(c))));
}
