using FraiseqlData.Loading;
using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>Single rows of one table, in the order in which they came.</summary>
sealed class PipedRows(IReadOnlyList<SeededRow> rows) : ISeededRows
{
    public long Count => rows.Count;

    /// <summary>Puts rows of several tables together by table, in the order of the tables' first rows.</summary>
    public static IReadOnlyList<(QualifiedName Table, PipedRows Rows)> ByTable(IEnumerable<(QualifiedName Table, SeededRow Row)> rows) =>
        [.. rows.GroupBy(r => r.Table, r => r.Row).Select(g => (g.Key, new PipedRows([.. g])))];

    public Task<IReadOnlyList<SeededRow>> ReadAsync(long first, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SeededRow>>([.. rows.Skip((int)first).Take(count)]);
}
