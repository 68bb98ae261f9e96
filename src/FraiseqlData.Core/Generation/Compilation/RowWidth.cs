using FraiseqlData.Constraints;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Whether a table's rows fit a page: 8,160 bytes once the server has moved long values out of the row. A moved value leaves 18 bytes behind, a
/// value of fixed length cannot be moved, so that only tables with hundreds of columns come near.
/// </summary>
static class RowWidth
{
    /// <summary>The most bytes of a row on a page of the usual size.</summary>
    public const int Most = 8160;

    const int Header = 24;
    const int Moved = 18;

    /// <summary>The columns that stay NULL so that rows fit, by index: nullable ones that nothing asks for, the last first. Empty for all but very wide tables.</summary>
    /// <param name="table">The table.</param>
    /// <param name="constraints">What its checks mean.</param>
    /// <param name="isNeeded">Whether a column has to have values for another reason.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqRowTooWide</c>: not even the columns that take no NULL fit.</exception>
    public static IReadOnlySet<int> Spared(Table table, TableConstraints constraints, Func<Column, bool> isNeeded)
    {
        var spared = new HashSet<int>();
        var width = Header + (table.Columns.Count + 7) / 8 + table.Columns.Sum(c => Bytes(c) ?? Moved);
        for (var i = table.Columns.Count - 1; i >= 0 && width > Most; i--)
        {
            var column = table.Columns[i];
            if (column.NotNull || column.IsGenerated || constraints.DomainOf(column.Name).NotNull || isNeeded(column))
                continue;
            _ = spared.Add(i);
            width -= Bytes(column) ?? Moved;
        }
        // Short texts take less than a moved one: only what cannot be shorter proves anything.
        var least = width - table.Columns.Where((c, i) => !spared.Contains(i) && Bytes(c) is null).Sum(_ => Moved - 1);
        return least > Most ? throw GenerationErrors.RowTooWide(table, least) : spared;
    }

    /// <summary>The bytes of a value of fixed length, with what aligns it; null where the length varies.</summary>
    static int? Bytes(Column column) => column.Type.Underlying switch
    {
        { Kind: PgTypeKind.Enum } => 4,
        { Kind: not PgTypeKind.Base } => null,
        var type => type.Name.Name switch
        {
            "bool" or "char" => 1,
            "int2" => 2,
            "int4" or "float4" or "date" or "oid" => 4,
            "int8" or "float8" or "money" or "timestamp" or "timestamptz" or "time" or "macaddr8" or "pg_lsn" => 8,
            "timetz" => 12,
            "interval" or "uuid" or "point" => 16,
            "circle" or "line" => 24,
            "box" or "lseg" => 32,
            "name" => 64,
            _ => null,
        },
    };
}
