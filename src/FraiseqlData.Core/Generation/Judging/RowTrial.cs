using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>
/// Finds rows that a table's triggers accept, by inserting them in a savepoint that is rolled back: cells of a row that a trigger refuses are drawn
/// again, with NULL first. For tables whose rows were refused; others are never tried.
/// </summary>
static class RowTrial
{
    const string Savepoint = "fraiseqldata_trial";
    const string Check = "";

    /// <summary>Tries all rows of a table.</summary>
    /// <param name="connection">An open connection in a transaction that sees the parents' rows.</param>
    /// <param name="program">The table's program.</param>
    /// <param name="most">Up to how many rows of each segment.</param>
    /// <param name="refused">Makes the error where no attempt passed.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException">No attempt of a row passed.</exception>
    public static async Task RunAsync(
        NpgsqlConnection connection, TableProgram program, long most, UnsatisfiedError refused, CancellationToken cancellationToken)
    {
        var functions = await CheckFunctions.ReadTriggersAsync(connection, program.Table.Table, Check, cancellationToken).ConfigureAwait(false);
        var read = await TriggerColumns.ReadAsync(connection, program.Table.Table, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
        foreach (var segment in program.Segments.Where(s => s is { CallsUserCode: false, Verifier: not null, Segment.Count: > 0 }))
        {
            var (verifier, table) = (segment.Verifier!, program.Table.Table);
            var group = GroupOf(verifier, read);
            var columns = segment.Written.Select(c => table.Columns[c].Name).ToList();
            var conditions = new[] { new JudgedCondition(new CheckConstraint { Name = Check, Expression = "" }, "", columns) };
            var finder = new AlternativeFinder(connection, segment, new TrialInsert(table, segment, keeps: false), functions, conditions);
            segment.Judged = new JudgedRows(verifier, [.. segment.Judged?.Groups.Select(g => g.Settled()) ?? [], group]);
            var refiner = new RowRefiner(connection, segment, new TrialInsert(table, segment, keeps: true), finder, refused);
            _ = await refiner.RunAsync(Math.Min(most, segment.Segment.Count), cancellationToken).ConfigureAwait(false);
        }
        await ExecuteAsync(connection, $"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One group of all that can be drawn again and may matter.</summary>
    static JudgedGroup GroupOf(RowVerifier verifier, IReadOnlySet<string>? read)
    {
        var table = verifier.Table;
        bool Matters(int column) => read?.Contains(table.ColumnAt(column).Name) ?? true;
        var again = verifier.Steps.Where(s => s.CanRetry && s.Writes.Any(Matters)).ToList();
        var nullable = again.SelectMany(s => s.Writes)
            .Where(c => Matters(c) && !table.ColumnAt(c).NotNull && !table.Constraints.DomainOf(table.ColumnAt(c).Name).NotNull).Distinct();
        return new JudgedGroup([0], again) { NullFirst = [.. nullable] };
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
