using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>
/// Has the server judge a table's rows before they are sent, where a check cannot be decided here: cells of rows that fail are drawn again. What the
/// server says is kept with the program, so that it makes the same rows wherever it is asked. Tables without such checks cost nothing.
/// </summary>
/// <param name="connection">An open connection in a transaction that sees the parents' rows.</param>
/// <param name="program">The table's program.</param>
/// <param name="cancellationToken">Cancels the work.</param>
sealed class RowJudge(NpgsqlConnection connection, TableProgram program, CancellationToken cancellationToken)
{
    // Up to how many rows are made to see whether a check cannot be decided here. A preview makes do with few: what it misses, the run sees.
    const int FirstRows = 100;
    const int FirstPreviewed = 12;

    /// <summary>Judges all rows of a table whose parents are written already.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCheckUnsatisfied</c>: no attempt passed.</exception>
    public static Task RunAsync(NpgsqlConnection connection, TableProgram program, CancellationToken cancellationToken) =>
        new RowJudge(connection, program, cancellationToken).RunAsync(long.MaxValue, isPreview: false);

    /// <summary>Judges rows that are not going to be written here: checks that look into tables are left out, since the rows that they look for are missing.</summary>
    /// <param name="connection">An open connection in a transaction.</param>
    /// <param name="program">The table's program.</param>
    /// <param name="most">Up to how many rows of each segment.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCheckUnsatisfied</c>: no attempt passed.</exception>
    public static Task PreviewAsync(NpgsqlConnection connection, TableProgram program, long most, CancellationToken cancellationToken) =>
        new RowJudge(connection, program, cancellationToken).RunAsync(most, isPreview: true);

    async Task RunAsync(long most, bool isPreview)
    {
        CheckFunctions? functions = null;
        // The user's code is no pure function: its rows cannot be made twice.
        foreach (var segment in program.Segments.Where(s => s is { CallsUserCode: false, Verifier: not null, Segment.Count: > 0 }))
        {
            var first = segment.CreateBatch((int)Math.Min(isPreview ? FirstPreviewed : FirstRows, segment.Segment.Count));
            segment.Fill(first, segment.Segment.FirstOrdinal, first.Capacity);
            var conditions = segment.Verifier!.ConditionsForServer(segment.Written);
            if (conditions.Count == 0)
                continue;
            functions ??= await CheckFunctions.ReadAsync(connection, program.Table.Table, cancellationToken).ConfigureAwait(false);
            if (isPreview)
                conditions = [.. conditions.Where(c => !functions.ReadTables(c.Check))];
            if (conditions.Count > 0)
                await JudgeAsync(segment, conditions, functions, Math.Min(most, segment.Segment.Count)).ConfigureAwait(false);
        }
    }

    async Task JudgeAsync(SegmentProgram segment, IReadOnlyList<JudgedCondition> conditions, CheckFunctions functions, long count)
    {
        var verifier = segment.Verifier!;
        var query = new JudgeQuery(verifier.Table.Table, segment.Codecs, segment.Written, conditions);
        var finder = new AlternativeFinder(connection, segment, query, functions, conditions);
        var judged = segment.Judged = new JudgedRows(verifier, JudgedGroup.Of(verifier.Table.Table, conditions, verifier.Steps));
        var refiner = new RowRefiner(connection, segment, query, finder, (failed, batch, row, raised) => Unsatisfied(conditions[failed], batch, row, raised));
        var isJudged = await refiner.RunAsync(count, cancellationToken).ConfigureAwait(false);
        if (!isJudged || judged.Groups.All(g => g.HasPassed))
            segment.Judged = null;
        if (!isJudged && await EvaluableAsync(segment, conditions).ConfigureAwait(false) is { Count: > 0 } others && others.Count < conditions.Count)
            await JudgeAsync(segment, others, functions, count).ConfigureAwait(false);
    }

    /// <summary>The conditions that the server can evaluate outside of an INSERT.</summary>
    async Task<IReadOnlyList<JudgedCondition>> EvaluableAsync(SegmentProgram segment, IReadOnlyList<JudgedCondition> conditions)
    {
        var evaluable = new List<JudgedCondition>();
        var batch = segment.CreateBatch(1);
        segment.Fill(batch, segment.Segment.FirstOrdinal, 1);
        foreach (var condition in conditions)
        {
            var query = new JudgeQuery(program.Table.Table, segment.Codecs, segment.Written, [condition]);
            if (await query.JudgeAsync(connection, batch, [0], cancellationToken).ConfigureAwait(false) is not null)
                evaluable.Add(condition);
        }
        return evaluable;
    }

    Errors.FraiseqlDataException Unsatisfied(JudgedCondition condition, RowBatch batch, int row, PostgresException? raised)
    {
        var known = condition.Columns.Where(c => batch.Columns[program.Table.IndexOf(c)] is not null).ToList();
        return GenerationErrors.CheckUnsatisfied(
            program.Table.Table, condition.Check, known, batch.InstanceOf(row), [.. known.Select(c => batch.Columns[program.Table.IndexOf(c)]!.GetValue(row))],
            raised?.MessageText);
    }
}
