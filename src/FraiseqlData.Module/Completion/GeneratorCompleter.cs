using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FraiseqlData.Generation;

namespace FraiseqlData.Module;

/// <summary>Completes the names of generators; of the registered ones alone for Unregister-FqGenerator.</summary>
public sealed class GeneratorCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = new WildcardPattern(wordToComplete.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        var custom = RunspaceState.Current.Generators.Values.Select(GeneratorCatalog.Describe);
        var isOwn = commandName.StartsWith("Unregister", StringComparison.OrdinalIgnoreCase);
        return [.. (isOwn ? custom : GeneratorCatalog.BuiltIn().Concat(custom))
            .Where(g => pattern.IsMatch(g.Name)).OrderBy(g => g.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => new CompletionResult(g.Name, g.Name, CompletionResultType.ParameterValue, $"{g.Name}: {g.Kind}, {string.Join(", ", g.Types)}"))];
    }
}
