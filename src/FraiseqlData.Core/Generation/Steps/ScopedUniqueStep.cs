using FraiseqlData.Constraints;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>
/// Fills the columns that make a unique key hold together with the parent: the rows of each parent are numbered from 0, and the number is written as
/// digits over the key's other factors.
/// </summary>
/// <param name="key">The unique key's name.</param>
/// <param name="table">The table.</param>
/// <param name="factors">The factors besides the parent.</param>
/// <param name="shares">Says which parent a row belongs to.</param>
/// <param name="driver">The foreign key that leads to the parents.</param>
/// <param name="firstParent">The number, among the reference's parents, of the first one that gets rows.</param>
/// <param name="firstOrdinal">The ordinal of the first row that is dealt out.</param>
/// <param name="streamKey">The key's stream.</param>
/// <param name="checks">Conditions between the key's columns, which rule some of its values out.</param>
/// <param name="old">What the table held before in <see cref="Columns"/>, as texts; null where that is in nobody's way.</param>
sealed class ScopedUniqueStep(
    string key, TableContext table, IReadOnlyList<ScopedFactor> factors, ParentShares shares, TableReference driver, long firstParent, long firstOrdinal, ulong streamKey,
    IReadOnlyList<RowCheck> checks, IReadOnlyList<string?[]>? old) : BatchStep
{
    const ulong MostScattered = 1UL << 62;

    // A number alone counts up; anything else in counting order would look like a pattern.
    readonly bool _isScattered = !factors.All(f => f.IsOrdered);

    readonly IReadOnlyList<int> _keyColumns = [.. factors.SelectMany(f => f.Columns)];
    readonly TakenKeys? _taken = old is null ? null : new TakenKeys(ColumnsOf(factors, driver), table.Codecs, old);

    /// <summary>The unique key's name.</summary>
    public string Key => key;

    /// <summary>The columns of the key that tell rows apart: the parent's and those of the factors, ascending.</summary>
    public IReadOnlyList<int> Columns { get; } = ColumnsOf(factors, driver);

    public override IReadOnlyList<int> Writes => [.. _keyColumns, .. Besides, .. Escape is null || _keyColumns.Contains(Escape.Column) ? [] : new[] { Escape.Column }];

    /// <summary>The columns that it writes, though they tell no rows apart.</summary>
    public IEnumerable<int> Besides => factors.SelectMany(f => f.Besides);

    /// <summary>The columns whose values come out of their own domains.</summary>
    public IEnumerable<int> DomainColumns => factors.OfType<ScopedSource>().SelectMany(f => f.Columns).Concat(Writes.Except(_keyColumns));

    public override IReadOnlyList<int> Reads { get; } =
        [.. checks.SelectMany(c => c.Columns).Select(table.IndexOf).Concat(old is null ? [] : driver.Columns).Except(factors.SelectMany(f => f.Columns)).Distinct()];

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column)
    {
        var scope = $"unique under each parent of the foreign key \"{shares.Key.Name}\"";
        return factors.FirstOrDefault(f => f.Columns.Contains(column) || f.Besides.Contains(column))?.AccountFor(column) is { } account
            ? account with { Reason = $"{account.Reason}; {scope}", With = [.. Writes.Where(c => c != column)] }
            : new ColumnAccount("key", $"{scope}: keeps rows beyond its room out of its reach");
    }

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var (parent, position) = start < end ? shares.Find(batch.OrdinalOf(start) - firstOrdinal) : default;
        var (order, known) = (OrderOf(parent), parent);
        var (next, accepted) = (0UL, 0L);
        for (var row = start; row < end; row++)
        {
            if (parent != known)
                (order, known, next, accepted) = (OrderOf(parent), parent, 0, 0);
            if (checks.Count == 0 && _taken is null)
                WriteOrEscape(batch, row, parent, order, (ulong)position);
            // Numbers that are refused are passed over: the row takes the one behind as many others as rows come before it.
            for (var found = checks.Count == 0 && _taken is null; !found;)
            {
                if (next >= SizeOf(parent) && Escape is not null)
                {
                    WriteOrEscape(batch, row, parent, order, next);
                    break;
                }
                if (next >= SizeOf(parent))
                    throw GenerationErrors.ScopeExceeded(table.Table, [.. Writes.Select(w => table.ColumnAt(w).Name)], shares.Key, shares.CountOf(parent), (decimal)accepted);
                WriteOrEscape(batch, row, parent, order, next++);
                found = IsFree(batch, row) && accepted++ == position;
            }
            if (row + 1 < end)
                (parent, position) = shares.Next(parent, position);
        }
    }

    /// <summary>Whether nothing refuses the key that a row has.</summary>
    bool IsFree(RowBatch batch, int row) =>
        checks.All(c => c.Evaluate(name => batch.Columns[table.IndexOf(name)]!.GetValue(row)) != CheckOutcome.False) && _taken?.Contains(batch, row) != true;

    /// <summary>Writes the key of that number; outside of the key's reach where there are not so many.</summary>
    void WriteOrEscape(RowBatch batch, int row, long parent, Permutation? order, ulong number)
    {
        var room = SizeOf(parent);
        if (room > 0)
            Write(batch, row, parent, order, Escape is null ? number : number % room);
        if (Escape is null)
            return;
        if (number >= room)
            Escape.WriteOutside(batch, row);
        else if (!_keyColumns.Contains(Escape.Column))
            Escape.WriteInside(batch, row);
    }

    void Write(RowBatch batch, int row, long parent, Permutation? order, ulong number)
    {
        var rest = order?.At(number) ?? number;
        foreach (var factor in factors)
        {
            (rest, var digit) = Math.DivRem(rest, factor.SizeOf(firstParent + parent));
            factor.Write(batch, row, firstParent + parent, digit);
        }
    }

    Permutation? OrderOf(long parent) =>
        _isScattered && SizeOf(parent) is > 0 and <= MostScattered and var size ? new Permutation(size, CellRandom.Mix(streamKey + (ulong)parent)) : null;

    /// <summary>A parent that gets more rows than there are values under it: how many it gets, and how many there are; null where there is none.</summary>
    public (long Rows, ulong Room)? FindExcess()
    {
        for (var parent = 0L; parent < shares.Parents; parent++)
        {
            if (RoomOf(parent) is var room && room < (ulong)shares.CountOf(parent))
                return (shares.CountOf(parent), room);
        }
        return null;
    }

    /// <summary>How many values there are under a parent; perhaps more than that where they are enough.</summary>
    ulong RoomOf(long parent)
    {
        var (size, rows) = (SizeOf(parent), (ulong)shares.CountOf(parent));
        if (_taken is null || size < rows || size - rows >= (ulong)_taken.Count)
            return size;
        var batch = new RowBatch([.. table.Codecs.Select((c, i) => Columns.Contains(i) ? c.CreateVector(1) : null)], 1);
        driver.Parents!.Copy(firstParent + parent, [.. driver.Columns.Select(c => batch.Columns[c])], 0);
        var free = 0UL;
        for (var number = 0UL; number < size && free < rows; number++)
        {
            Write(batch, 0, parent, order: null, number);
            free += _taken.Contains(batch, 0) ? 0UL : 1;
        }
        return free;
    }

    static IReadOnlyList<int> ColumnsOf(IReadOnlyList<ScopedFactor> factors, TableReference driver) => [.. driver.Columns.Union(factors.SelectMany(f => f.Columns)).Order()];

    ulong SizeOf(long parent)
    {
        var size = UInt128.One;
        foreach (var factor in factors)
            size = UInt128.Min(size * factor.SizeOf(firstParent + parent), ulong.MaxValue);
        return (ulong)size;
    }
}
