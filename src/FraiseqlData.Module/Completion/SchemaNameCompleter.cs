using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>The base of the completers that look into the live schema. They never throw and never keep a prompt waiting.</summary>
public abstract class SchemaNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var context = new CompletionContext(fakeBoundParameters);
        if (context.Connection() is not { } connection || RunspaceState.Current.Schemas.Find(connection) is not { } schema)
            return [];
        var pattern = new WildcardPattern(wordToComplete.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return [.. Candidates(schema, context)
            .Where(c => pattern.IsMatch(c.Text))
            .Select(c => new CompletionResult(Insert(c.Text), c.Text, CompletionResultType.ParameterValue, c.ToolTip))];
    }

    private protected abstract IEnumerable<(string Text, string ToolTip)> Candidates(DatabaseSchema schema, CompletionContext context);

    /// <summary>What is put on the command line: the text as one word.</summary>
    private protected virtual string Insert(string text) =>
        text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
