using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>A baseline whose tables, columns, values and references were found in a schema.</summary>
/// <param name="Baseline">The baseline.</param>
/// <param name="Tables">Its tables, parents first.</param>
sealed record CheckedBaseline(Baseline Baseline, IReadOnlyList<CheckedBaselineTable> Tables)
{
    /// <summary>The table of that name, or null.</summary>
    public CheckedBaselineTable? Find(QualifiedName table) => Tables.FirstOrDefault(t => t.Table.Name == table);
}

/// <summary>A table of a baseline.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">Its uuid key.</param>
/// <param name="Prefix">The pattern UUID of its rows with any instance.</param>
/// <param name="Count">How many rows it has in the baseline.</param>
/// <param name="Rows">The rows, by column, or null where only their number is given.</param>
sealed record CheckedBaselineTable(Table Table, Column Id, PatternUuid Prefix, long Count, IReadOnlyList<IReadOnlyList<BaselineCell>>? Rows)
{
    /// <summary>The id of an instance.</summary>
    public Guid IdOf(long instance) => (Prefix with { Instance = instance }).ToGuid();

    /// <summary>A condition that holds for the rows of the baseline's range.</summary>
    public string IsBaseline(string alias) => $"{alias}.{QualifiedName.Quote(Id.Name)} BETWEEN '{IdOf(1)}' AND '{IdOf(Baseline.MaxRows)}'";
}

/// <summary>A value of a row.</summary>
/// <param name="Column">The column.</param>
/// <param name="Sql">The value as an SQL expression of the column's type; for a reference, a query for the parent's key.</param>
/// <param name="Parent">For a reference: the parent's table and instance.</param>
sealed record BaselineCell(Column Column, string Sql, (QualifiedName Table, long Instance)? Parent = null);
