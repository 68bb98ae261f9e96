using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace FraiseqlData.Module;

/// <summary>
/// Loads the engine and its dependencies apart from everything else in the process, so that another module's Npgsql or Bogus
/// of another version neither hinders it nor is hindered.
/// </summary>
sealed class EngineLoadContext : AssemblyLoadContext
{
    const string Engine = "FraiseqlData.Core";

    // One for the process, kept for good: assemblies cannot be unloaded, and other runspaces may use the module still
    // when one removes it.
    static readonly Lazy<EngineLoadContext> Instance = new(Hook);

    readonly string _folder = Path.Combine(Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!, "bin");
    readonly string? _native;
    readonly Dictionary<string, string> _platform;

    EngineLoadContext()
        : base("FraiseqlData")
    {
        _native = Path.Combine(_folder, Platform);
        if (!Directory.Exists(_native))
            _native = null;
        _platform = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The folder of the assemblies that were compiled ahead of time for this platform, where the package has it.</summary>
    static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Makes the engine loadable. May be called any number of times, from any thread.</summary>
    public static void Register() => _ = Instance.Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        if (_native is not null && Path.Combine(_native, assemblyName.Name + ".dll") is var native && File.Exists(native))
            path = native;
        return File.Exists(path) && !IsInFramework(assemblyName.Name!, path) ? LoadFromAssemblyPath(path) : null;
    }

    static EngineLoadContext Hook()
    {
        var context = new EngineLoadContext();
        Default.Resolving += (_, name) => name.Name == Engine ? context.LoadFromAssemblyName(name) : null;
        return context;
    }

    // A second copy of System.Diagnostics.DiagnosticSource would hide Npgsql's traces and metrics from the process's listeners.
    bool IsInFramework(string name, string path) =>
        name.StartsWith("System.", StringComparison.Ordinal)
        && _platform.TryGetValue(name, out var framework)
        && AssemblyName.GetAssemblyName(framework).Version >= AssemblyName.GetAssemblyName(path).Version;
}
