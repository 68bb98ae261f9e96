using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>How many rows a table has room for.</summary>
/// <param name="Rows">The most rows that can be added.</param>
/// <param name="Reason">The constraint that allows no more.</param>
sealed record TableCapacity(long Rows, string Reason);

/// <summary>Finds the constraint that allows the fewest rows.</summary>
sealed class CapacityFinder(NpgsqlConnection connection, PreparedRun run)
{
    /// <summary>Up to how many keys are tried one by one against the rows that are there.</summary>
    const ulong MostCounted = 20_000;

    /// <summary>How many rows a table has room for, or null where no bound was found.</summary>
    public async Task<TableCapacity?> FindAsync(TableProgram program, CancellationToken cancellationToken)
    {
        var table = program.Table.Table;
        if (run.Limits.TryGetValue(table.Name, out var limit))
            return new TableCapacity((long)limit.Capacity, Describe(table, limit.Key));
        var least = (Rows: (decimal)PlanEntry.MaxCount, Reason: (string?)null);
        foreach (var step in program.Segments[0].Steps)
        {
            var rows = step switch
            {
                UniqueStep { Escape: not null } => decimal.MaxValue,
                UniqueStep unique => await RoomAsync(program, unique, cancellationToken).ConfigureAwait(false),
                KeyBlockStep key => OfKeys(table.Columns[key.Writes[0]], run.Data.Tables[table.Name].Keys[table.Columns[key.Writes[0]].Name]),
                _ => decimal.MaxValue,
            };
            if (rows < least.Rows)
                least = (rows, step is UniqueStep named ? Describe(table, named.Key) : Describe(table.Columns[step.Writes[0]]));
        }
        return least.Reason is null ? null : new TableCapacity((long)least.Rows, least.Reason);
    }

    /// <summary>How many keys a column's type, and the sequence that feeds it, have left from the block's first one on.</summary>
    public static decimal OfKeys(Column column, KeyBlock block)
    {
        var (least, greatest) = RangeOf(column);
        if (column.Sequence is { Cycles: false } sequence)
            (least, greatest) = (Math.Max(least, sequence.MinValue), Math.Min(greatest, sequence.MaxValue));
        var room = block.Increment > 0 ? greatest - block.Base : block.Base - least;
        return Math.Max(0, decimal.Floor(room / Math.Abs((decimal)block.Increment)) + 1);
    }

    static (decimal Least, decimal Greatest) RangeOf(Column column) => column.Type.Underlying.Name.Name switch
    {
        "int2" => (short.MinValue, short.MaxValue),
        "int4" => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    /// <summary>A unique key or exclusion constraint in words, with the parents whose rows it needs.</summary>
    public static string Describe(Table table, string key)
    {
        if (table.UniqueKeys.FirstOrDefault(k => k.Name == key) is not { } unique)
            return $"exclusion constraint \"{key}\"";
        var parents = table.ForeignKeys.Where(f => f.Columns.All(unique.Columns.Contains)).Select(f => f.ReferencedTable).Distinct().ToList();
        return $"unique key \"{key}\" ({string.Join(", ", unique.Parts.Select(p => p.Column ?? p.Expression))})"
            + (parents.Count == 0 ? "" : $" and the rows of {string.Join(" and ", parents)}");
    }

    /// <summary>What bounds an integer key: its sequence, or its type.</summary>
    static string Describe(Column column) =>
        column.Sequence is { Cycles: false } sequence && (sequence.Increment > 0 ? sequence.MaxValue < RangeOf(column).Greatest : sequence.MinValue > RangeOf(column).Least)
            ? $"the sequence {sequence.Name} of {column.Name}"
            : $"the type {column.SqlType} of {column.Name}";

    async Task<decimal> RoomAsync(TableProgram program, UniqueStep step, CancellationToken cancellationToken) =>
        step.Sequence.Size <= MostCounted
            ? await new KeyProbe(program, step, run.Compiler.Analyse(program.Table.Table)).CountRoomAsync(connection, cancellationToken).ConfigureAwait(false)
            : step.Sequence.Capacity;
}
