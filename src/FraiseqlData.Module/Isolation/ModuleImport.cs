using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Prepares the process when PowerShell imports the module.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    /// <summary>Called at each import, in whatever runspace.</summary>
    public void OnImport()
    {
        EngineLoadContext.Register();
        // The rest of the import and the way to the server take longer; a first run would wait for the compiler else.
        _ = Task.Run(WarmUpAsync);
    }

    // A method of its own: it loads the engine, which the import itself need not wait for.
    static Task WarmUpAsync() => SeedEngine.WarmUpAsync();
}
