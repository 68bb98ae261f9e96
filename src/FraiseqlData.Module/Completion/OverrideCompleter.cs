using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Completes <c>-Override</c> with a hashtable of one column of the tables that the command names.</summary>
public sealed class OverrideCompleter : SchemaNameCompleter
{
    private protected override IEnumerable<(string Text, string ToolTip)> Candidates(DatabaseSchema schema, CompletionContext context) =>
        context.Tables(schema).SelectMany(t => t.Columns).Where(c => !c.IsGenerated).DistinctBy(c => c.Name)
            .Select(c => (c.Name, $"{c.Name} {c.SqlType}{(c.NotNull ? " NOT NULL" : "")}"));

    private protected override string Insert(string text) => $"@{{ {base.Insert(text)} = ";
}
