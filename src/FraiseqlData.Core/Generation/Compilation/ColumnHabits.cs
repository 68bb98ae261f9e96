using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>What columns commonly mean, beyond their type.</summary>
static class ColumnHabits
{
    static readonly string[] NameNames = ["name", "title", "label", "full_name", "display_name", "code"];

    /// <summary>The text column that people would call the row by, or null.</summary>
    public static Column? NameColumn(Table table) =>
        NameNames.Select(table.FindColumn).FirstOrDefault(c => c is { IsGenerated: false, Type.Underlying.Name.Name: "text" or "varchar" or "citext" or "bpchar" });

    /// <summary>Whether people call a row by the column: its name or, in a table of countries, its <c>country</c>.</summary>
    public static bool IsName(Table table, Column column) => NameColumn(table) == column || column.Name == table.Name.Name;

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
