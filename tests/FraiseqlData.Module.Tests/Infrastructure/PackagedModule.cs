using System.Reflection;

namespace FraiseqlData.Module.Tests.Infrastructure;

/// <summary>Where the build has put the module.</summary>
static class PackagedModule
{
    /// <summary>The top level of the project.</summary>
    public static string TopLevel { get; } = typeof(PackagedModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TopLevel").Value!;

    /// <summary>The packaged folder.</summary>
    public static string Folder { get; } = Path.Combine(TopLevel, "out", "FraiseqlData");

    /// <summary>The packaged manifest.</summary>
    public static string Manifest { get; } = Path.Combine(Folder, "FraiseqlData.psd1");

    /// <summary>The script of the sample database.</summary>
    public static string Sample { get; } = Path.Combine(TopLevel, "samples", "fraiseql-sample.sql");
}
