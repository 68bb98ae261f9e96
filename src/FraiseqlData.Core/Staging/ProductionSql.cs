using System.Globalization;
using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>The SQL that leads from a table's rows in production back to what stands for them in staging.</summary>
sealed class ProductionSql
{
    readonly List<string> _joins = [];
    readonly Dictionary<(string, ForeignKey), string> _followed = [];

    /// <summary>The joins, a line each, in the order in which the values were asked for.</summary>
    public IReadOnlyList<string> Joins => _joins;

    /// <summary>What a staging column holds for a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alias">The alias of its rows.</param>
    /// <param name="column">The staging column.</param>
    public string Value(StagedTable table, string alias, string column)
    {
        if (table.GetColumn(column).Reference is null)
            return $"{alias}.{QualifiedName.Quote(column)}";
        var reference = table.References.First(r => r.Finders.Any(f => f.Column == column));
        if (!_followed.TryGetValue((alias, reference.Key), out var above))
        {
            _followed[(alias, reference.Key)] = above = string.Create(CultureInfo.InvariantCulture, $"p{_followed.Count + 1}");
            var pairs = reference.Key.Columns.Zip(reference.Key.ReferencedColumns, (own, other) => $"{above}.{QualifiedName.Quote(other)} = {alias}.{QualifiedName.Quote(own)}");
            _joins.Add($"LEFT JOIN {reference.Parent.Rows} AS {above} ON {string.Join(" AND ", pairs)}");
        }
        return Value(reference.Parent, above, reference.Finders.First(f => f.Column == column).ParentColumn);
    }
}
