using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>The keys that a run has for itself.</summary>
/// <param name="Blocks">By table and column: the block. A column that a sequence feeds but that is missing here is given its values by the server.</param>
/// <param name="Warnings">What the user should know.</param>
sealed record KeyReservation(
    IReadOnlyDictionary<QualifiedName, IReadOnlyDictionary<string, KeyBlock>> Blocks, IReadOnlyList<string> Warnings);

/// <summary>
/// Reserves blocks of keys from the sequences that feed a plan's columns, so that parents are known before they are loaded.
/// A sequence's owner moves it past the block; who may only use it takes the values one by one, which may leave gaps.
/// </summary>
static class KeyReserver
{
    // sequence_generator_limit_exceeded; the driver has no name for it.
    const string LimitExceeded = "2200H";

    /// <summary>Reserves the keys of a run. A failed run leaves a gap in the sequences.</summary>
    /// <param name="unit">The run's transaction; inside a caller's transaction the values are taken in it.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isReserved">Whether a column's keys are reserved.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqSequenceExhausted</c>, <c>FqSequenceBehind</c>.</exception>
    public static async Task<KeyReservation> ReserveAsync(UnitOfWork unit, ResolvedPlan plan, Func<Table, Column, bool> isReserved, CancellationToken cancellationToken)
    {
        var uses = SequenceUse.Of(plan, isReserved);
        var reserved = new Reserved();
        // In a caller's transaction its own rows are invisible to a second session, and moving a sequence would lock it until the end.
        var owned = unit.IsNested ? [] : uses.Where(u => u.Sequence is { IsOwner: true, CanUpdate: true }).ToList();
        var moved = owned.Count > 0 && await SequenceMover.TryReserveAsync(unit.Target, owned, reserved, cancellationToken).ConfigureAwait(false);
        foreach (var use in uses.Where(u => u.Sequence.CanUse && !(moved && owned.Contains(u))))
            await TakeAsync(unit.Connection, use, reserved, cancellationToken).ConfigureAwait(false);
        return reserved.ToReservation();
    }

    /// <summary>Takes values with <c>nextval</c>, leaving out those that rows have already.</summary>
    static async Task TakeAsync(NpgsqlConnection connection, SequenceUse use, Reserved reserved, CancellationToken cancellationToken)
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

/// <summary>Collects the blocks of a reservation.</summary>
sealed class Reserved
{
    readonly Dictionary<QualifiedName, Dictionary<string, KeyBlock>> _blocks = [];
    readonly List<string> _warnings = [];

    /// <summary>Deals values out to the columns in turn.</summary>
    public void Add(SequenceUse use, List<long> values)
    {
        var first = 0;
        foreach (var column in use.Columns)
        {
            var own = values.GetRange(first, (int)column.Count);
            first += own.Count;
            Add(column, Compact(own, use.Sequence.Increment));
        }
    }

    /// <summary>Deals a block without gaps out to the columns in turn.</summary>
    public void Add(SequenceUse use, long first, long increment)
    {
        foreach (var column in use.Columns)
        {
            Add(column, new KeyBlock(first, increment));
            // The last column's end may be the sequence's own: one more step need not fit.
            first = unchecked(first + column.Count * increment);
        }
    }

    public void WarnMoved(SequenceUse use)
    {
        var warning = string.Create(CultureInfo.InvariantCulture,
            $"The sequence {use.Sequence.Name} was behind the values in {string.Join(" and ", use.Names)}; keys were taken from behind those.");
        if (!_warnings.Contains(warning))
            _warnings.Add(warning);
    }

    public KeyReservation ToReservation() =>
        new(_blocks.ToDictionary(b => b.Key, b => (IReadOnlyDictionary<string, KeyBlock>)b.Value), _warnings);

    void Add(FedColumn column, KeyBlock block)
    {
        if (!_blocks.TryGetValue(column.Table.Name, out var columns))
            _blocks[column.Table.Name] = columns = new Dictionary<string, KeyBlock>(StringComparer.Ordinal);
        columns[column.Column.Name] = block;
    }

    static KeyBlock Compact(List<long> values, long increment)
    {
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] != values[i - 1] + increment)
                return new KeyBlock(values[0], increment, values);
        }
        return new KeyBlock(values[0], increment);
    }
}
