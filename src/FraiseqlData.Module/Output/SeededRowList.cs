using System.Collections;
using System.Management.Automation;
using FraiseqlData.Loading;

namespace FraiseqlData.Module;

/// <summary>
/// The rows of one table of a result, read-only. They are read in pages when they are asked for; no reader stays open between pages.
/// </summary>
public sealed class SeededRowList : IReadOnlyList<PSObject>, IList
{
    const int PageRows = 1000;

    readonly SeededTable _table;
    readonly RowShape _shape;
    IReadOnlyList<SeededRow> _page = [];
    long _pageFirst;

    readonly long _first;
    readonly long _count;

    internal SeededRowList(SeededTable table) => (_table, _shape, _count) = (table, new RowShape(table.Name, table.Columns), table.Count);

    /// <summary>The rows of one of the plan's entries only.</summary>
    internal SeededRowList(SeededTable table, SeededEntry entry)
        : this(table) => (_first, _count) = (entry.First, entry.Count);

    /// <summary>How many rows there are.</summary>
    public int Count => checked((int)_count);

    /// <summary>The row with that number, from 0.</summary>
    public PSObject this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
            if (index < _pageFirst || index >= _pageFirst + _page.Count)
                (_page, _pageFirst) = (Read(index / PageRows * PageRows, PageRows), index / PageRows * PageRows);
            return new RowObject(_shape, _page[(int)(index - _pageFirst)]);
        }
    }

    /// <summary>The rows, one after the other.</summary>
    public IEnumerator<PSObject> GetEnumerator() => Range(0, _count).GetEnumerator();

    /// <summary>The table and the number of its rows.</summary>
    public override string ToString() => $"{_table.Name} x {_count}";

    /// <summary>Some of the rows.</summary>
    internal IEnumerable<PSObject> Range(long first, long count)
    {
        for (var end = Math.Min(first + count, _count); first < end;)
        {
            var page = Read(first, (int)Math.Min(PageRows, end - first));
            foreach (var row in page)
                yield return new RowObject(_shape, row);
            first += page.Count;
        }
    }

    IReadOnlyList<SeededRow> Read(long first, int count)
    {
        // On a worker thread: a library's continuations must not wait for the pipeline thread, which waits for them.
        var rows = Task.Run(() => _table.Rows.ReadAsync(_first + first, count)).GetAwaiter().GetResult();
        _shape.Measure(rows);
        return rows;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool IList.IsFixedSize => true;

    bool IList.IsReadOnly => true;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    object? IList.this[int index]
    {
        get => this[index];
        set => throw ReadOnly();
    }

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var row in this)
            array.SetValue(row, index++);
    }

    // Rows are made anew each time, so none is ever the one that was asked for.
    bool IList.Contains(object? value) => false;

    int IList.IndexOf(object? value) => -1;

    int IList.Add(object? value) => throw ReadOnly();

    void IList.Clear() => throw ReadOnly();

    void IList.Insert(int index, object? value) => throw ReadOnly();

    void IList.Remove(object? value) => throw ReadOnly();

    void IList.RemoveAt(int index) => throw ReadOnly();

    static NotSupportedException ReadOnly() => new("The rows of a result are read-only: they say what is in the database.");
}
