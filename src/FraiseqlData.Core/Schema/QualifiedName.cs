using System.Text;

namespace FraiseqlData.Schema;

/// <summary>The name of a relation, type or sequence together with its schema, exactly as the catalog holds them (no quoting).</summary>
/// <param name="Schema">The schema's name, for example <c>catalog</c>.</param>
/// <param name="Name">The object's name, for example <c>tb_model</c>.</param>
public sealed record QualifiedName(string Schema, string Name) : IComparable<QualifiedName>
{
    /// <summary>The name as SQL: both parts always quoted, safe to put in any statement.</summary>
    public string ToSql() => Quote(Schema) + "." + Quote(Name);

    /// <summary>The name for people: <c>schema.name</c>, unquoted.</summary>
    public override string ToString() => Schema + "." + Name;

    /// <summary>Orders by schema, then name, by ordinal comparison.</summary>
    public int CompareTo(QualifiedName? other)
    {
        if (other is null)
            return 1;
        var bySchema = string.CompareOrdinal(Schema, other.Schema);
        return bySchema != 0 ? bySchema : string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>Quotes one identifier the way PostgreSQL's <c>quote_ident</c> does, but always.</summary>
    public static string Quote(string identifier) =>
        new StringBuilder(identifier.Length + 2).Append('"').Append(identifier.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
}
