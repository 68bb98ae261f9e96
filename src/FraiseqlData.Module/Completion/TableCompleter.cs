using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Completes table names from the live schema.</summary>
public sealed class TableCompleter : SchemaNameCompleter
{
    private protected override IEnumerable<(string Text, string ToolTip)> Candidates(DatabaseSchema schema, CompletionContext context)
    {
        var tables = schema.Tables.Where(t => t.IsFillable && t.Partition is null && context.IsInSchemas(t.Name.Schema)).ToList();
        var bare = tables.GroupBy(t => t.Name.Name, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var toolTip = $"{table.Name}: {table.Columns.Count} columns{(table.Comment is null ? "" : ", " + table.Comment)}";
            if (bare.Contains(table.Name.Name))
                yield return (table.Name.Name, toolTip);
            yield return (table.Name.ToString(), toolTip);
        }
    }
}
