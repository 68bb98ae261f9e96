using FraiseqlData.Loading;
using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>A table whose rows exist already, in text form.</summary>
sealed class TextTable : ScriptTable
{
    const int PageRows = 1000;

    readonly ISeededRows _rows;
    readonly IReadOnlyDictionary<int, string> _needed;
    readonly HashSet<int> _withheld;

    /// <summary>Creates the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="references">What its keys and those of the other tables ask for.</param>
    public TextTable(Table table, ISeededRows rows, TextReferences references)
        : base(table)
    {
        _rows = rows;
        _needed = references.Needed(table);
        ParentsFirst = table.ForeignKeys.All(k => !k.IsSelfReference || !k.IsEnforced || k.IsDeferrable);
        Late = [.. references.Late(table).Select(l =>
            new LateReference(l.Key, l.Set, (take, cancellation) => ReadLateAsync([.. l.Key, .. l.Set], take, cancellation)))];
        _withheld = [.. Late.SelectMany(l => l.SetColumns)];
    }

    public override long Count => _rows.Count;

    // Generated rows come after their parents, but any row may have been overridden or put elsewhere.
    public override bool ParentsFirst { get; }

    public override IReadOnlyList<LateReference> Late { get; }

    public override Task ReadAsync(Func<RowBlock, ValueTask> take, CancellationToken cancellationToken) =>
        ReadAsync((layout, rows) => take(new TextBlock(layout, layout.Columns, rows, _withheld)), cancellationToken);

    Task ReadLateAsync(int[] columns, Func<RowBlock, ValueTask> take, CancellationToken cancellationToken) =>
        ReadAsync(
            (layout, rows) => columns.Except(layout.Columns).Any() ? default : take(new TextBlock(layout, columns, rows, new HashSet<int>())),
            cancellationToken);

    async Task ReadAsync(Func<RowLayout, IReadOnlyList<SeededRow>, ValueTask> take, CancellationToken cancellationToken)
    {
        RowLayout? layout = null;
        for (long first = 0; first < Count; first += PageRows)
        {
            var page = await _rows.ReadAsync(first, PageRows, cancellationToken).ConfigureAwait(false);
            for (var start = 0; start < page.Count;)
            {
                if (layout is null || !layout.Fits(page[start]))
                    layout = Checked(RowLayout.Of(Table, page[start]));
                var rows = page.Skip(start).TakeWhile(layout.Fits).ToList();
                await take(layout, rows).ConfigureAwait(false);
                start += rows.Count;
            }
        }
    }

    RowLayout Checked(RowLayout layout)
    {
        foreach (var (column, usedBy) in _needed.OrderBy(n => n.Key))
        {
            if (layout.PlaceOf(column) < 0)
                throw FormatErrors.NeedsKeys(Table, [column], usedBy);
        }
        return layout;
    }
}
