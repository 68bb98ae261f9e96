using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>The table of a prepared plan (<see cref="SliceRecord"/>), in which each slice notes itself in its own transaction: without keys nobody else would see that one is missing, or written twice.</summary>
sealed class SliceLedger
{
    readonly UnitOfWork _unit;

    SliceLedger(UnitOfWork unit, QualifiedName name) => (_unit, Name) = (unit, name);

    public QualifiedName Name { get; }

    /// <summary>The table of a plan, or null where the plan is not prepared.</summary>
    public static async Task<SliceLedger?> FindAsync(UnitOfWork unit, ResolvedPlanData data, CancellationToken cancellationToken)
    {
        var name = SliceRecord.NameFor(data);
        var schema = await unit.ScalarAsync<string>($"SELECT n.nspname::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relname = '{name}' AND c.relkind = 'r'", cancellationToken).ConfigureAwait(false);
        return schema is null ? null : new SliceLedger(unit, new QualifiedName(schema, name));
    }

    /// <summary>Notes a slice, and waits for one that is just being written with the same number.</summary>
    public async Task NoteAsync(PlanSlice slice, int level, CancellationToken cancellationToken)
    {
        if (await _unit.ScalarAsync<int?>(Invariant($"SELECT slices FROM {Name.ToSql()} WHERE level = {level} AND slices <> {slice.Count} LIMIT 1"), cancellationToken).ConfigureAwait(false) is { } other)
            throw SliceErrors.OtherCount(slice, level, other);
        var noted = await _unit.ScalarAsync<int?>(
            Invariant($"INSERT INTO {Name.ToSql()} (level, slice, slices) VALUES ({level}, {slice.Number}, {slice.Count}) ON CONFLICT DO NOTHING RETURNING slice"), cancellationToken).ConfigureAwait(false);
        if (noted is null)
            throw SliceErrors.Done(slice, level);
    }

    /// <summary>Keeps slices away. One that is being written ends first, or this fails.</summary>
    public async Task LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _unit.ExecuteAsync($"LOCK TABLE {Name.ToSql()} IN EXCLUSIVE MODE NOWAIT", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw SliceErrors.Busy(e);
        }
    }

    /// <summary>The slices that are not written yet, in words, or null.</summary>
    public async Task<string?> MissingAsync(int levels, CancellationToken cancellationToken)
    {
        var missing = await _unit.ScalarAsync<string[]>(Invariant(
            $"""
            SELECT array_agg(coalesce('slice ' || s || ' of ' || n || ' of level ' || l, 'all of level ' || l) ORDER BY l, s)
            FROM (SELECT l, (SELECT max(slices) FROM {Name.ToSql()} WHERE level = l) AS n FROM generate_series(1, {levels}) AS l) AS wanted, generate_series(1, coalesce(n, 1)) AS s
            WHERE NOT EXISTS (SELECT FROM {Name.ToSql()} WHERE level = l AND slice = s)
            """), cancellationToken).ConfigureAwait(false);
        return missing is null ? null : string.Join(", ", missing.Take(5)) + (missing.Length > 5 ? Invariant($" and {missing.Length - 5} more") : "");
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
