using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Reserves keys as the sequences' owner, in a short transaction on a session of its own: ALTER SEQUENCE takes the lock that keeps
/// <c>nextval</c> waiting, and the sequence is set behind the block. Held in the load's transaction the lock would stop every other INSERT.
/// </summary>
static class SequenceMover
{
    // Sessions with open transactions that have called nextval hold the sequence; rather than wait for them, nextval is used then.
    const string LockTimeout = "500ms";

    /// <summary>Reserves the keys; false where a second session or a lock was not to be had, with nothing reserved. Two round trips for all sequences.</summary>
    public static async Task<bool> TryReserveAsync(FqConnection target, IReadOnlyList<SequenceUse> uses, Reserved reserved, CancellationToken cancellationToken)
    {
        NpgsqlConnection session;
        try
        {
            session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FraiseqlDataException e) when (e.Id == "FqTooManyConnections")
        {
            return false;
        }
        await using var sessionEnd = session.ConfigureAwait(false);
        List<SequenceState> states;
        try
        {
            states = await LockAndReadAsync(session, uses, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        using var move = new NpgsqlBatch(session);
        for (var i = 0; i < uses.Count; i++)
        {
            var (use, state) = (uses[i], states[i]);
            var place = await PlaceAsync(session, use, state, cancellationToken).ConfigureAwait(false)
                ?? throw LoadingErrors.SequenceExhausted(use.Sequence, use.Names, use.Count, (decimal)state.Left(state.NextPastRows));
            reserved.Add(use, place.Base, state.Increment);
            if (place.HasMoved)
                reserved.WarnMoved(use);
            var command = new NpgsqlBatchCommand("SELECT pg_catalog.setval($1::regclass, $2)");
            _ = command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = use.Sequence.Name.ToSql() });
            _ = command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = place.Base + (use.Count - 1) * state.Increment });
            move.BatchCommands.Add(command);
        }
        move.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        _ = await move.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    static async Task<List<SequenceState>> LockAndReadAsync(NpgsqlConnection session, IReadOnlyList<SequenceUse> uses, CancellationToken cancellationToken)
    {
        // Finding the greatest key of a column without an index takes as long as it takes.
        using var batch = new NpgsqlBatch(session) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET LOCAL lock_timeout = '{LockTimeout}'"));
        foreach (var use in uses)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SequenceSql.Lock(use.Sequence)));
        foreach (var use in uses)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SequenceSql.State(use)));
        var states = new List<SequenceState>(uses.Count);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        foreach (var use in uses)
        {
            _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            states.Add(ReadState(reader, use));
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return states;
    }

    static SequenceState ReadState(NpgsqlDataReader reader, SequenceUse use)
    {
        return new SequenceState(
            reader.GetInt64(0), reader.GetBoolean(1), reader.GetInt64(2),
            Math.Max(reader.GetInt64(3), use.Range.Min),
            Math.Min(reader.GetInt64(4), use.Range.Max),
            reader.GetBoolean(5),
            reader.IsDBNull(6) ? null : reader.GetInt64(6),
            reader.IsDBNull(7) ? null : reader.GetInt64(7));
    }

    static async Task<Placement?> PlaceAsync(NpgsqlConnection session, SequenceUse use, SequenceState state, CancellationToken cancellationToken)
    {
        foreach (var place in state.Placements(use.Count))
        {
            if (!place.MustBeFree || await IsFreeAsync(session, use, place.Base, place.Base + (use.Count - 1) * state.Increment, cancellationToken).ConfigureAwait(false))
                return place;
        }
        return null;
    }

    static async Task<bool> IsFreeAsync(NpgsqlConnection session, SequenceUse use, long first, long last, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"SELECT NOT ({SequenceSql.AnyBetween(use)})", session) { CommandTimeout = 0 };
        _ = command.Parameters.Add(new NpgsqlParameter<long>("low", Math.Min(first, last)));
        _ = command.Parameters.Add(new NpgsqlParameter<long>("high", Math.Max(first, last)));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}
