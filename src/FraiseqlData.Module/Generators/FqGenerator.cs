using FraiseqlData.Generation;

namespace FraiseqlData.Module;

/// <summary>A generator, as Get-FqGenerator shows it.</summary>
public sealed class FqGenerator
{
    readonly GeneratorInfo _info;

    internal FqGenerator(GeneratorInfo info) => _info = info;

    /// <summary>The name that overrides, templates and rules use.</summary>
    public string Name => _info.Name;

    /// <summary>built-in, script or .NET.</summary>
    public string Kind => _info.Kind;

    /// <summary>The types of columns that it makes values for; <c>any</c> where the values decide.</summary>
    public string[] Types => [.. _info.Types];

    /// <summary>The names of its parameters, its own first.</summary>
    public string[] Parameters => [.. _info.Parameters.Select(p => p.Name)];

    /// <summary>What the parameters mean, by name.</summary>
    public System.Collections.Specialized.OrderedDictionary ParameterHelp
    {
        get
        {
            var help = new System.Collections.Specialized.OrderedDictionary();
            foreach (var parameter in _info.Parameters)
                help[parameter.Name] = parameter.Meaning;
            return help;
        }
    }

    /// <summary>Where a generator of the user's comes from: a script's text or a type's name.</summary>
    public string Source => _info.Source;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
