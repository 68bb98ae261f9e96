using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Holds tables to the Trinity pattern.</summary>
static class TrinityReview
{
    /// <summary>
    /// Whether a table means to follow the pattern: it does, it has a primary key <c>pk_...</c>, it has both an <c>id</c> and an <c>identifier</c>,
    /// or it is named <c>tb_...</c> and is more than a junction of other tables. Lookup, translation and fact tables are none of these.
    /// </summary>
    public static bool MeansTo(Table table)
    {
        if (table is not { IsFillable: true, Partition: null, Extension: null })
            return false;
        var key = table.PrimaryKey?.Columns ?? [];
        var isJunction = key.Count > 0 && key.All(c => table.ForeignKeys.Any(f => f.Columns.Contains(c)));
        return key is [var only] && only.StartsWith(TrinityTable.KeyPrefix, StringComparison.Ordinal)
            || table.FindColumn("id") is not null && table.FindColumn("identifier") is not null
            || table.Name.Name.StartsWith(TrinityTable.TablePrefix, StringComparison.Ordinal) && !isJunction;
    }

    /// <summary>All deviations of a table, in the order in which their statements have to be carried out; empty where it keeps to everything.</summary>
    public static IReadOnlyList<TrinityFinding> Of(DatabaseSchema schema, Table table) =>
        [.. KeyReview.Of(schema, table), .. ColumnReview.Of(table), .. ReferenceReview.Of(schema, table), .. Name(table)];

    // Last of all, since the other statements name the table as it is.
    static IEnumerable<TrinityFinding> Name(Table table)
    {
        if (!TrinityTable.HasPrefix(table))
        {
            yield return new TrinityFinding
            {
                Table = table.Name,
                Rule = "TablePrefix",
                Severity = TrinitySeverity.Information,
                Message = $"{table.Name} has none of the prefixes tb_ (tables), tl_ (translations) and tf_ (facts).",
                Ddl = $"ALTER TABLE {table.Name.ToSql()} RENAME TO {QualifiedName.Quote(TrinityTable.TablePrefix + table.Name.Name)};",
            };
        }
    }
}
