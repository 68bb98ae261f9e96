namespace FraiseqlData.Planning;

/// <summary>What columns of a name get in a project or a company. It goes before the built-in rules, and gives way to overrides and to comments.</summary>
/// <param name="Column">The column's name, with wildcards <c>*</c> and <c>?</c>, ignoring case.</param>
/// <param name="Value">What the column gets: a constant, a list, a template or a generator.</param>
public sealed record ColumnRule(string Column, ColumnOverride Value)
{
    /// <summary>A table name, with wildcards and a schema if wanted; null for any table.</summary>
    public string? Table { get; init; }

    /// <summary>The column's type as PostgreSQL names it, with or without modifiers; null for any type.</summary>
    public string? Type { get; init; }

    /// <summary>Where the rule stands, for messages: a file and a line.</summary>
    public string Source { get; init; } = "a rule";

    // Names that SQL has besides those of the catalog.
    string? TypeName => Type?.ToLowerInvariant() switch
    {
        "int" => "integer",
        "decimal" => "numeric",
        "char" => "character",
        "float" => "double precision",
        _ => Type,
    };

    /// <summary>Whether the rule is meant for a column.</summary>
    internal bool Matches(Schema.Table table, Schema.Column column) =>
        TablePattern.Parse(Column).Matches(new Schema.QualifiedName("", column.Name))
        && (Table is null || TablePattern.Parse(Table).Matches(table.Name))
        && (TypeName is null || new[] { column.SqlType, column.Type.SqlName, column.Type.Underlying.SqlName, column.Type.Underlying.Name.Name }.Contains(TypeName, StringComparer.OrdinalIgnoreCase));
}
