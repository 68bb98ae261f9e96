using System.Reflection;
using FraiseqlData.Connections;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void No_public_member_of_the_engine_mentions_a_type_of_a_library_it_hides()
    {
        // The module loads the engine and its libraries out of sight of others; a type of theirs in a signature would load a second copy.
        var framework = typeof(object).Assembly.Location is { } path ? Path.GetDirectoryName(path)! : "";
        var foreign =
            from type in typeof(FqConnection).Assembly.GetExportedTypes()
            from member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            from mentioned in Mentioned(member)
            where mentioned.Assembly != type.Assembly && !mentioned.Assembly.Location.StartsWith(framework, StringComparison.Ordinal)
            select $"{type}.{member.Name}: {mentioned}";

        foreign.ShouldBeEmpty();
    }

    static IEnumerable<Type> Mentioned(MemberInfo member) => member switch
    {
        MethodBase { IsPublic: false, IsFamily: false } => [],
        MethodInfo method => [.. method.GetParameters().SelectMany(p => Parts(p.ParameterType)), .. Parts(method.ReturnType)],
        ConstructorInfo constructor => constructor.GetParameters().SelectMany(p => Parts(p.ParameterType)),
        FieldInfo { IsPublic: true } field => Parts(field.FieldType),
        TypeInfo { IsNestedPublic: true } type => type.BaseType is { } parent ? Parts(parent) : [],
        _ => [],
    };

    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
