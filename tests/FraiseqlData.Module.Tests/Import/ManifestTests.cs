using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Import;

public sealed class ManifestTests
{
    [Fact]
    public void Exported_cmdlets_are_those_of_the_assembly()
    {
        using var host = new ModuleHost();

        Exported().ShouldBe(Strings(host, "(Get-Module FraiseqlData).ExportedCmdlets.Keys"), ignoreOrder: true);
        Strings(host, "(Get-Module FraiseqlData).ExportedAliases.Keys").ShouldBeEmpty();
    }

    [Fact]
    public void Version_is_that_of_the_assemblies()
    {
        using var host = new ModuleHost();
        var version = Version.Parse(Strings(host, "(Get-Module FraiseqlData).Version.ToString()").Single());

        foreach (var file in new[] { "FraiseqlData.Module.dll", "bin/FraiseqlData.Core.dll" })
        {
            var assembly = AssemblyName.GetAssemblyName(Path.Combine(PackagedModule.Folder, file)).Version!;
            (assembly.Major, assembly.Minor, assembly.Build).ShouldBe((version.Major, version.Minor, version.Build));
        }
    }

    [Fact]
    public void Dependencies_do_not_lie_beside_the_cmdlet_assembly() =>
        Directory.GetFiles(PackagedModule.Folder, "*.dll").Select(Path.GetFileName).ShouldBe(["FraiseqlData.Module.dll"]);

    [Fact]
    public void Package_holds_its_licences() =>
        new[] { "LICENSE", "THIRD-PARTY-NOTICES.md" }.ShouldAllBe(file => File.Exists(Path.Combine(PackagedModule.Folder, file)));

    [Fact]
    public void Every_dependency_is_named_in_the_notices()
    {
        var notices = File.ReadAllText(Path.Combine(PackagedModule.Folder, "THIRD-PARTY-NOTICES.md"));

        Directory.GetFiles(Path.Combine(PackagedModule.Folder, "bin"), "*.dll").Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(name => name != "FraiseqlData.Core" && !notices.Contains($"`{name}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    /// <summary>The cmdlets of the cmdlet assembly, by their attributes, read without loading it.</summary>
    public static List<string> Exported()
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(PackagedModule.Folder, "FraiseqlData.Module.dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .SelectMany(t => t.GetCustomAttributes()).Select(metadata.GetCustomAttribute)
            .Where(a => AttributeName(metadata, a) == "CmdletAttribute")
            .Select(a => metadata.GetBlobReader(a.Value))
            .Select(blob => blob.ReadUInt16() == 1 ? $"{blob.ReadSerializedString()}-{blob.ReadSerializedString()}" : "")];
    }

    static string AttributeName(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor) is { Parent.Kind: HandleKind.TypeReference } member
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)
            : "";

    static List<string> Strings(ModuleHost host, string script, params object?[] arguments) => [.. host.Invoke(script, arguments).Select(o => o.ToString())];
}
