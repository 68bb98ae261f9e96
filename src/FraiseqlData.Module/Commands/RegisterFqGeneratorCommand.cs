using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Generation;

namespace FraiseqlData.Module;

/// <summary>Makes a generator of the user's known by a name, in this runspace and in the plans that are made in it from now on.</summary>
[Cmdlet(VerbsLifecycle.Register, "FqGenerator", DefaultParameterSetName = ScriptSet)]
[OutputType(typeof(FqGenerator))]
public sealed class RegisterFqGeneratorCommand : AsyncCmdlet
{
    const string ScriptSet = "ScriptBlock";
    const string TypeSet = "Type";

    /// <summary>The name: letters, digits and underscores.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The script block that makes a value.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ScriptSet)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The type that makes values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TypeSet)]
    [TypeTransformation]
    public Type Type { get; set; } = null!;

    /// <summary>Replaces a generator that is registered under the name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Outputs the generator.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        var generators = RunspaceState.Current.Generators;
        if (generators.ContainsKey(Name) && !Force)
        {
            throw new FraiseqlDataException(
                "FqGeneratorExists", ErrorKind.InvalidArgument, $"A generator '{Name}' is registered already.", "Choose another name, or replace it with -Force.", Name);
        }
        var generator = ParameterSetName == TypeSet
            ? GeneratorFactory.Of(Name, Type)
            : GeneratorFactory.Of(Name, CapturedScript.Of(ScriptBlock, SessionState, WriteWarning));
        GeneratorCatalog.Check(generator);
        generators[Name] = generator;
        if (PassThru)
            WriteObject(new FqGenerator(GeneratorCatalog.Describe(generator)));
    }
}
