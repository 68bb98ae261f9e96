using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Takes keys from sequences with <c>nextval</c>, as anybody does who may use them.</summary>
static class SequenceTaker
{
    // sequence_generator_limit_exceeded; the driver has no name for it.
    const string LimitExceeded = "2200H";

    // As many take the server a millisecond, a fifth of what a lock on the sequence costs.
    const long FewKeys = 1_000;

    /// <summary>
    /// Takes the keys of all sequences of which few are wanted, have room for them and are ahead of the rows: one round trip, and no lock.
    /// </summary>
    /// <returns>The sequences whose keys were not taken.</returns>
    public static async Task<IReadOnlyList<SequenceUse>> TakeFewAsync(
        NpgsqlConnection connection, IReadOnlyList<SequenceUse> uses, Reserved reserved, CancellationToken cancellationToken)
    {
        List<SequenceUse> few = [.. uses.Where(u => u.Count <= FewKeys && u.Sequence is { IsOwner: true, CanUpdate: true, Cycles: false })];
        if (few.Count == 0)
            return uses;
        using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var use in few)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SequenceSql.Take(use)));
        var taken = new HashSet<SequenceUse>();
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        foreach (var use in few)
        {
            _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!reader.IsDBNull(0) && reader.GetFieldValue<long[]>(0) is var values && use.Fits(values, reader.IsDBNull(1) ? null : reader.GetInt64(1)))
            {
                reserved.Add(use, [.. values]);
                _ = taken.Add(use);
            }
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return [.. uses.Where(u => !taken.Contains(u))];
    }

    /// <summary>Takes values with <c>nextval</c>, leaving out those that rows have already.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, SequenceUse use, Reserved reserved, CancellationToken cancellationToken)
    {
        const long MostSkipped = 10_000_000;
        var ascending = use.Sequence.Increment > 0;
        var edge = await EdgeAsync(connection, use, ascending, cancellationToken).ConfigureAwait(false);
        var values = new List<long>(checked((int)use.Count));
        while (values.Count < use.Count)
        {
            var missing = use.Count - values.Count;
            if (await NextAsync(connection, use, missing, values, cancellationToken).ConfigureAwait(false) is not { } last)
                continue;
            var behind = values.RemoveAll(v => edge is { } e && (ascending ? v <= e : v >= e));
            if (behind == 0)
                continue;
            reserved.WarnMoved(use);
            var skip = Int128.Abs(((Int128)edge!.Value - last) / use.Sequence.Increment);
            if ((ascending ? last >= edge : last <= edge) || skip == 0)
                continue;
            if (skip > MostSkipped)
                throw LoadingErrors.SequenceBehind(use.Sequence, use.Names[0], edge.Value);
            _ = await NextAsync(connection, use, (long)skip, null, cancellationToken).ConfigureAwait(false);
        }
        reserved.Add(use, values);
    }

    static async Task<long?> NextAsync(NpgsqlConnection connection, SequenceUse use, long count, List<long>? values, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(
            values is null
                ? "SELECT max(v) FROM (SELECT pg_catalog.nextval(@name::regclass) AS v FROM generate_series(1, @count)) AS s"
                : "SELECT pg_catalog.nextval(@name::regclass) FROM generate_series(1, @count)", connection)
        { CommandTimeout = 0 };
        _ = command.Parameters.AddWithValue("name", use.Sequence.Name.ToSql());
        _ = command.Parameters.AddWithValue("count", count);
        long? last = null;
        try
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var readerEnd = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                last = reader.GetInt64(0);
                values?.Add(last.Value);
            }
        }
        catch (PostgresException e) when (e.SqlState == LimitExceeded)
        {
            throw LoadingErrors.SequenceExhausted(use.Sequence, use.Names, use.Count, values?.Count ?? 0);
        }
        return last;
    }

    static async Task<long?> EdgeAsync(NpgsqlConnection connection, SequenceUse use, bool ascending, CancellationToken cancellationToken)
    {
        var edges = SequenceSql.Extreme(use, ascending ? "max" : "min");
        if (edges == SequenceSql.None)
            return null;
        using var command = new NpgsqlCommand($"SELECT {edges}", connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as long?;
    }
}
