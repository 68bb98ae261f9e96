using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Says what is called by a name that other columns of the row follow: the row itself, or what it refers to.</summary>
/// <param name="columns">The columns that say it.</param>
/// <param name="of">Gives the name of a row; null for none.</param>
sealed class RowName(IReadOnlyList<int> columns, Func<RowBatch, int, string?> of)
{
    public IReadOnlyList<int> Columns => columns;

    /// <summary>The name in a column of the row.</summary>
    public static RowName In(int column) => new([column], (batch, row) => batch.Columns[column] is ColumnVector<string> texts && !texts.IsNull(row) ? texts[row] : null);

    /// <summary>The name of what the row refers to.</summary>
    public static RowName Of(ParentValue parent) => new(parent.Columns, (batch, row) => parent.Of(batch, row) as string);

    public string? Of(RowBatch batch, int row) => of(batch, row);
}
