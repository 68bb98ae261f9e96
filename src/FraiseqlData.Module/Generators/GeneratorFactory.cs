using System.Reflection;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Makes generators of what Register-FqGenerator was given.</summary>
static class GeneratorFactory
{
    const string Method = "Generate";

    public static CustomGenerator Of(string name, CapturedScript script) => new(name)
    {
        Script = new ScriptOverride(script, script.Text.Trim()),
        Parameters = script.Parameters.Count > 0 ? script.Parameters : null,
        Source = script.Text.Trim(),
    };

    /// <summary>A generator of a .NET type. A class that was written in PowerShell runs where its scripts run.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqGeneratorTypeInvalid</c>.</exception>
    public static CustomGenerator Of(string name, Type type)
    {
        var made = Create(name, type);
        if (made is IValueGenerator generator)
            return new CustomGenerator(name) { Generator = generator, Parameters = generator.Parameters, Source = type.FullName ?? "" };
        if (type.GetMethods(BindingFlags.Public | BindingFlags.Instance).All(m => m.Name != Method || m.GetParameters().Length != 1))
            throw Invalid(name, type, $"it neither implements {typeof(IValueGenerator).FullName} nor has a method {Method} with one parameter", "Give it that method: [object] Generate([object] $context).");
        var script = new CapturedScript($"$FqGenerator.{Method}(${CapturedScript.Context})", new Dictionary<string, object?> { ["FqGenerator"] = made }, UsesFaker: false, []);
        return new CustomGenerator(name) { Script = new ScriptOverride(script, script.Text), Source = type.FullName ?? "" };
    }

    static object Create(string name, Type type)
    {
        if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
            throw Invalid(name, type, "it cannot be created without arguments", "Give it a public constructor without parameters.");
        try
        {
            return Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException e)
        {
            throw Invalid(name, type, $"its constructor failed: {e.InnerException?.Message}", "Correct the constructor.", e);
        }
    }

    static FraiseqlDataException Invalid(string name, Type type, string why, string action, Exception? cause = null) =>
        new("FqGeneratorTypeInvalid", ErrorKind.InvalidArgument, $"{type.FullName} cannot be the generator '{name}': {why}.", action, type.FullName, cause);
}
