using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Forgets generators of the user's. Plans that know them already keep them.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "FqGenerator")]
public sealed class UnregisterFqGeneratorCommand : AsyncCmdlet
{
    /// <summary>The names, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GeneratorCompleter))]
    public string[] Name { get; set; } = [];

    private protected override void Process()
    {
        var generators = RunspaceState.Current.Generators;
        foreach (var name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = generators.Keys.Where(pattern.IsMatch).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.From(new FraiseqlDataException(
                    "FqGeneratorUnknown", ErrorKind.NotFound, $"No generator '{name}' is registered.{NearestNames.DidYouMean(NearestNames.Of(name, generators.Keys))}",
                    "Get-FqGenerator lists the generators; built-in ones stay.", name)));
            }
            found.ForEach(f => generators.Remove(f));
        }
    }
}
