namespace FraiseqlData.Constraints.Expressions;

/// <summary>An operator. <paramref name="Schema"/> is set where it was written <c>OPERATOR(schema.symbol)</c>.</summary>
sealed record SqlOperator(string? Schema, string Symbol)
{
    public static SqlOperator Equal { get; } = new(null, "=");

    public static SqlOperator Of(string symbol) => new(null, symbol);

    public override string ToString() => Schema is null or "pg_catalog" ? Symbol : $"OPERATOR({SqlPrinter.Name(Schema)}.{Symbol})";
}

/// <summary>
/// A type as it is written. Built-in types bear their catalog names (<c>int4</c>, <c>varchar</c>, <c>timestamptz</c>) and no schema.
/// </summary>
/// <param name="Schema">The schema, null for a built-in type.</param>
/// <param name="Name">The name.</param>
/// <param name="Modifiers">Length, precision, scale.</param>
/// <param name="Dimensions">The number of <c>[]</c>.</param>
sealed record SqlTypeName(string? Schema, string Name, IReadOnlyList<int> Modifiers, int Dimensions)
{
    public override string ToString() =>
        (Schema is null ? "" : SqlPrinter.Name(Schema) + ".")
        // Unquoted, char is another type.
        + (Name == "char" ? "\"char\"" : SqlPrinter.Name(Name))
        + (Modifiers.Count == 0 ? "" : $"({string.Join(",", Modifiers)})")
        + string.Concat(Enumerable.Repeat("[]", Dimensions));
}
