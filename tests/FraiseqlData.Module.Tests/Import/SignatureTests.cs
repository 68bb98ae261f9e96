using System.Reflection;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Import;

/// <summary>Types of the engine are not there yet when PowerShell looks at the cmdlets, and those of its dependencies never are.</summary>
public sealed class SignatureTests : IDisposable
{
    readonly ModuleHost _host = new();
    readonly Assembly _module;

    public SignatureTests()
    {
        _ = _host.Invoke("Get-FqConnection");
        _module = AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == "FraiseqlData.Module");
    }

    [Fact]
    public void Cmdlet_assembly_refers_to_the_engine_and_powershell_only() =>
        _module.GetReferencedAssemblies().Select(a => a.Name)
            .Where(name => name is not ("FraiseqlData.Core" or "System.Management.Automation" or "netstandard") && !name!.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void No_member_of_an_exported_type_holds_a_value_type_of_the_engine()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        _module.ExportedTypes
            .SelectMany(t => t.GetFields(All).Select(f => (Member: $"{t.Name}.{f.Name}", Type: f.FieldType))
                .Concat(t.GetProperties(All).Select(p => (Member: $"{t.Name}.{p.Name}", Type: p.PropertyType))))
            .Where(m => Parts(m.Type).Any(p => p.IsValueType && p.Assembly.GetName().Name == "FraiseqlData.Core"))
            .Select(m => m.Member).ShouldBeEmpty();
    }

    [Fact]
    public void No_parameter_has_the_name_of_a_common_parameter_or_of_its_alias()
    {
        var taken = typeof(System.Management.Automation.Internal.CommonParameters).GetProperties().Concat(typeof(System.Management.Automation.Internal.ShouldProcessParameters).GetProperties())
            .SelectMany(p => p.GetCustomAttributes<System.Management.Automation.AliasAttribute>().SelectMany(a => a.AliasNames).Append(p.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        _module.ExportedTypes.SelectMany(t => t.GetProperties())
            .Where(p => p.GetCustomAttributesData().Any(a => a.AttributeType.Name == "ParameterAttribute"))
            .Where(p => taken.Contains(p.Name)).Select(p => $"{p.DeclaringType!.Name}.{p.Name}").ShouldBeEmpty();
        taken.ShouldContain("db");
    }

    [Fact]
    public void Every_cmdlet_is_sealed_and_alone_in_its_name() =>
        _module.ExportedTypes.Where(t => t.GetCustomAttributesData().Any(a => a.AttributeType.Name == "CmdletAttribute"))
            .ShouldAllBe(t => t.IsSealed);

    public void Dispose() => _host.Dispose();

    static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
}
