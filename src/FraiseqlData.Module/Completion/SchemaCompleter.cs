using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Completes schema names from the live database.</summary>
public sealed class SchemaCompleter : SchemaNameCompleter
{
    private protected override IEnumerable<(string Text, string ToolTip)> Candidates(DatabaseSchema schema, CompletionContext context) =>
        schema.Tables.GroupBy(t => t.Name.Schema, StringComparer.Ordinal).Select(g => (g.Key, $"{g.Key}: {g.Count()} tables and views"));
}
