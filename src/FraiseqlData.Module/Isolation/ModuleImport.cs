using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Prepares the process when PowerShell imports the module.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    /// <summary>Called at each import, in whatever runspace.</summary>
    public void OnImport() => EngineLoadContext.Register();
}
