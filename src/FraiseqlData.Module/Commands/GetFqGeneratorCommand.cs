using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Lists the generators that overrides, templates and rules can name.</summary>
[Cmdlet(VerbsCommon.Get, "FqGenerator")]
[OutputType(typeof(FqGenerator))]
public sealed class GetFqGeneratorCommand : AsyncCmdlet
{
    /// <summary>The names, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GeneratorCompleter))]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        var all = GeneratorCatalog.BuiltIn().Concat(RunspaceState.Current.Generators.Values.Select(GeneratorCatalog.Describe))
            .OrderBy(g => g.Name, StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = all.FindAll(g => pattern.IsMatch(g.Name));
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.From(new FraiseqlDataException(
                    "FqGeneratorUnknown", ErrorKind.NotFound, $"There is no generator '{name}'.{NearestNames.DidYouMean(NearestNames.Of(name, all.Select(g => g.Name)))}",
                    "Get-FqGenerator without a name lists them.", name)));
            }
            WriteObject(found.Select(g => new FqGenerator(g)), enumerateCollection: true);
        }
    }
}
