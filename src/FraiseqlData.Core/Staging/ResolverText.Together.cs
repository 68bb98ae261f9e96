using System.Globalization;
using System.Text;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Staging;

/// <summary>Rows that refer to each other by keys that are needed at once.</summary>
sealed partial class ResolverText
{
    /// <summary>Inserts tables that refer to each other, or one that refers to itself, by keys that take no NULL: numbers are drawn first, then one statement inserts all.</summary>
    void AppendTogether(StringBuilder text, IReadOnlyList<StagedTable> group)
    {
        Lines(text, group.Count == 1
            ? "-- Rows refer to each other by a key that is needed at once: their numbers are drawn first."
            : $"-- Rows of {Comment(string.Join(", ", group.Select(t => t.Table.Name)))} refer to each other by keys that are needed at once: their numbers are drawn first.");
        var parts = new List<string>();
        for (var i = 0; i < group.Count; i++)
        {
            var (table, sql) = (group[i], StagingSql.OfKey(group[i]));
            var numbers = table.Table.Columns.Where(c => table.Numbered.Contains(c.Name)).Select(c => $"pg_catalog.nextval({SqlLiteral.Quote(c.Sequence!.Name.ToSql())}::pg_catalog.regclass)::{c.SqlType} AS {QualifiedName.Quote(c.Name)}");
            var keys = table.KeyColumns.Select((c, k) => string.Create(CultureInfo.InvariantCulture, $"s.{QualifiedName.Quote(c)} AS k{k}"));
            parts.Add(string.Create(CultureInfo.InvariantCulture,
                $"new{i} AS MATERIALIZED (\n    SELECT {string.Join(", ", keys.Concat(numbers))} FROM {table.Name.ToSql()} AS s{Inline(sql.Joins)}\n    WHERE NOT EXISTS (SELECT FROM {table.Rows} AS t WHERE {sql.IsRow("t")}))"));
        }
        for (var i = 0; i < group.Count; i++)
            parts.Add(InsertTogether(group, i));
        Lines(text, $"WITH {string.Join(",\n  ", parts)}", "SELECT INTO problem NULL;");
    }

    string InsertTogether(IReadOnlyList<StagedTable> group, int number)
    {
        var table = group[number];
        var columns = table.Table.Columns.Where(c => !c.IsGenerated).ToList();
        var sql = new StagingSql(table, table.References.Where(r => !order.IsLate(r.Key) || r.Provided.Any(table.Key.Contains)));
        var (joins, inside) = (sql.Joins.ToList(), new Dictionary<StagedReference, string>());
        foreach (var reference in table.References.Where(r => !order.IsLate(r.Key) && group.Any(t => t.Table == r.Parent.Table)))
        {
            var parent = group.ToList().FindIndex(t => t.Table == reference.Parent.Table);
            inside[reference] = string.Create(CultureInfo.InvariantCulture, $"n{inside.Count + 1}");
            var same = reference.Finders.Select(f => string.Create(CultureInfo.InvariantCulture, $"{inside[reference]}.k{group[parent].KeyColumns.ToList().IndexOf(f.ParentColumn)} = s.{QualifiedName.Quote(f.Column)}"));
            joins.Add(string.Create(CultureInfo.InvariantCulture, $"LEFT JOIN new{parent} AS {inside[reference]} ON {string.Join(" AND ", same)}"));
        }
        var keys = table.KeyColumns.Select((c, k) => string.Create(CultureInfo.InvariantCulture, $"n.k{k} = s.{QualifiedName.Quote(c)}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"done{number} AS (\n    INSERT INTO {table.Table.Name.ToSql()} ({Names(columns)}){Overriding(columns)}\n    SELECT {string.Join(", ", columns.Select(Value))}\n    FROM {table.Name.ToSql()} AS s JOIN new{number} AS n ON {string.Join(" AND ", keys)}{Inline(joins)})");

        string Value(Column column)
        {
            if (table.Numbered.Contains(column.Name))
                return $"n.{QualifiedName.Quote(column.Name)}";
            if (IsLate(table, column.Name))
                return $"NULL::{column.SqlType}";
            return table.ProviderOf(column.Name) is { } reference && inside.TryGetValue(reference, out var alias) && reference.Parent.Numbered.Contains(reference.ParentColumnOf(column.Name))
                ? $"COALESCE({sql.Value(column.Name)}, {alias}.{QualifiedName.Quote(reference.ParentColumnOf(column.Name))})"
                : sql.Value(column.Name);
        }
    }
}
