using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Constraints.Relations;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>A row of a batch as the repair of constraints sees it: only cells that a source drew may change, and keys become NULL.</summary>
/// <param name="table">The table.</param>
/// <param name="drawn">The columns that a source drew.</param>
/// <param name="clearable">The columns of keys that may become NULL.</param>
/// <param name="escapes">Columns that may become what takes the row out of a unique key's reach, with these values.</param>
sealed class RepairableRow(TableContext table, IReadOnlySet<int> drawn, IReadOnlySet<int> clearable, IReadOnlyDictionary<int, ColumnDomain> escapes) : IRepairableRow
{
    readonly Dictionary<(string, ColumnDomain), ValueSource?> _sources = [];
    readonly ulong _streamKey = table.StreamKey("#repair");
    RowBatch _batch = null!;
    CellRandom _random;
    int _row;

    /// <summary>The columns that were changed since <see cref="Use"/>.</summary>
    public HashSet<int> Changed { get; } = [];

    /// <summary>Makes this object stand for another row.</summary>
    public void Use(RowBatch batch, int row, int attempt)
    {
        (_batch, _row, _random) = (batch, row, CellRandom.For(_streamKey, batch.InstanceOf(row), attempt));
        Changed.Clear();
    }

    public object? Get(string column) => _batch.Columns[table.IndexOf(column)]?.GetValue(_row);

    public void Set(string column, object? value)
    {
        _batch.Columns[table.IndexOf(column)]!.SetValue(_row, value);
        _ = Changed.Add(table.IndexOf(column));
    }

    public bool CanChange(string column) => drawn.Contains(table.IndexOf(column)) || escapes.ContainsKey(table.IndexOf(column));

    public bool CanBecome(string column, ColumnDomain domain) =>
        drawn.Contains(table.IndexOf(column)) || (escapes.ContainsKey(table.IndexOf(column)) && SourceOf(column, domain) is not null);

    public bool CanBeNull(string column) => !table.ColumnAt(table.IndexOf(column)).NotNull && !table.Constraints.DomainOf(column).NotNull;

    public bool CanClear(string column) => (CanChange(column) || clearable.Contains(table.IndexOf(column))) && CanBeNull(column);

    public bool Accepts(string column, object value)
    {
        if (!DomainTest.Accepts(table.Constraints.DomainOf(column), value) || (escapes.TryGetValue(table.IndexOf(column), out var beyond) && !DomainTest.Accepts(beyond, value)))
            return false;
        try
        {
            return table.Codecs[table.IndexOf(column)].FromUser(value) is not null;
        }
        catch (ValueConversionException)
        {
            return false;
        }
    }

    public object? Draw(string column, ColumnDomain domain)
    {
        if (SourceOf(column, domain) is not { } source)
            return null;
        var cell = table.Codecs[table.IndexOf(column)].CreateVector(1);
        source.Write(cell, 0, CellRandom.For(_random.NextUInt64(), 0), new CellContext(_batch, _row));
        return cell.GetValue(0);
    }

    ValueSource? SourceOf(string column, ColumnDomain domain)
    {
        if (_sources.TryGetValue((column, domain), out var known))
            return known;
        var (index, allowed) = (table.IndexOf(column), domain);
        if (escapes.TryGetValue(index, out var beyond))
            allowed = DomainAlgebra.Intersect(domain, beyond);
        return _sources[(column, domain)] = allowed.IsEmpty ? null : table.Run.Compiler.NarrowedSource(table.Table, index, allowed);
    }

    public int Pick(int count) => _random.Next(count);
}
