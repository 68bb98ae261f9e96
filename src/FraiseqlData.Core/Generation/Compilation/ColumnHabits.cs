using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>What columns commonly mean, beyond their type.</summary>
static class ColumnHabits
{
    static readonly string[] NameNames = ["name", "title", "label", "full_name", "display_name"];

    /// <summary>The text column that people would call the row by: its name, the <c>product_name</c> of a product or, in a table of countries, the <c>country</c>; null for none.</summary>
    public static Column? NameColumn(Table table) => Named(table).FirstOrDefault(c => c is { IsGenerated: false, Type.Underlying.Name.Name: "text" or "varchar" or "citext" or "bpchar" });

    /// <summary>Whether people call a row by the column.</summary>
    public static bool IsName(Table table, Column column) => NameColumn(table) == column;

    static IEnumerable<Column?> Named(Table table)
    {
        foreach (var name in NameNames)
            yield return table.FindColumn(name);
        var thing = ColumnWords.OfTable(table.Name.Name);
        yield return table.Columns.FirstOrDefault(c => ColumnWords.OfColumn(c.Name) is { Words: [.., "name" or "title" or "label"] } words && (words.Without(thing)?.Words.Count == 1 || words.Words is [var last, _] && last == thing.Words[^1]));
        yield return table.Columns.FirstOrDefault(c => c.Name == table.Name.Name || ColumnWords.OfColumn(c.Name).Joined == thing.Joined);
        yield return table.FindColumn("code");
    }

    /// <summary>Whether the server gives a value to a column that is not written: by a default of the column's own, or of its domain.</summary>
    public static bool HasDefault(Column column)
    {
        for (var type = column.Type; column.Default is null && type.Kind == PgTypeKind.Domain; type = type.BaseType!)
        {
            if (type.Default is not null)
                return true;
        }
        return column.Default is not null;
    }

    /// <summary>Whether the default is a plain constant: a literal, perhaps cast. Anything that calls a function may change from row to row or day to day.</summary>
    public static bool HasConstantDefault(Column column) => column.Default is { } text && Constraints.ConstantExpression.IsConstant(text);
}
