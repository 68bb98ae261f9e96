using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Says that no attempt of a row's cells passed.</summary>
/// <param name="condition">The index of the condition that failed last.</param>
/// <param name="batch">The batch.</param>
/// <param name="row">The row.</param>
/// <param name="raised">What the server raised, or null.</param>
delegate FraiseqlDataException UnsatisfiedError(int condition, RowBatch batch, int row, PostgresException? raised);

/// <summary>Has rows of a segment judged batch by batch, and cells of refused rows drawn again until they pass.</summary>
/// <param name="connection">An open connection in a transaction.</param>
/// <param name="segment">The segment's program; its verdicts are set already.</param>
/// <param name="judge">Judges the rows.</param>
/// <param name="finder">Looks for other values where draws fail.</param>
/// <param name="unsatisfied">Makes the error.</param>
sealed class RowRefiner(
    NpgsqlConnection connection, SegmentProgram segment, ServerJudge judge, AlternativeFinder finder, UnsatisfiedError unsatisfied)
{
    const int BatchRows = 1000;

    /// <summary>Judges the segment's first rows.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False where the server cannot evaluate the conditions.</returns>
    /// <exception cref="FraiseqlDataException">No attempt passed.</exception>
    public async Task<bool> RunAsync(long count, CancellationToken cancellationToken)
    {
        var batch = segment.CreateBatch((int)Math.Min(BatchRows, count));
        for (long done = 0; done < count; done += batch.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            segment.Fill(batch, segment.Segment.FirstOrdinal + done, (int)Math.Min(batch.Capacity, count - done));
            IReadOnlyList<int> open = [.. Enumerable.Range(0, batch.Count)];
            while (open.Count > 0)
            {
                if (await judge.JudgeAsync(connection, batch, open, cancellationToken).ConfigureAwait(false) is not { } judgement)
                    return false;
                open = [.. judgement.Failed.Keys.Order()];
                foreach (var row in open)
                    await RefuseAsync(judgement, batch, row, cancellationToken).ConfigureAwait(false);
            }
        }
        segment.ForgetRows();
        return true;
    }

    async Task RefuseAsync(Judgement judgement, RowBatch batch, int row, CancellationToken cancellationToken)
    {
        foreach (var group in segment.Judged!.Groups)
        {
            if (group.Conditions.FirstOrDefault(judgement.Failed[row].Contains, -1) is not (>= 0 and var failed))
                continue;
            var isOver = !group.Refuse(batch.OrdinalOf(row));
            if (!isOver && group.Alternatives is null && group.AttemptOf(batch.OrdinalOf(row)) > JudgedGroup.PatientAttempts)
            {
                group.Alternatives = await finder.FindAsync(group, batch, row, cancellationToken).ConfigureAwait(false);
                // An error does not say whose cells it is about: other groups' may be to blame.
                isOver = group.Alternatives.Count == 0 && finder.IsThorough && segment.Judged.Groups.Count(g => g.Conditions.Count > 0) == 1;
            }
            if (isOver)
                throw unsatisfied(failed, batch, row, judgement.Raised.GetValueOrDefault(row));
        }
        segment.Judged.Remake(batch, row);
    }
}
