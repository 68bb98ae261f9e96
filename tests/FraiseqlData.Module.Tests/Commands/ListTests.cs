using System.Collections;
using System.Management.Automation;
using System.Reflection;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

/// <summary>
/// PowerShell takes <c>$list[0]</c> of a collection expression's own type for the list itself, without an error: lists that a command gives must be
/// of a public type.
/// </summary>
public sealed class ListTests(TestServer server)
{
    const string Unusual = """
        CREATE TYPE pair AS (a int, b text);
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        CREATE TABLE base (no int, p pair);
        CREATE TABLE derived (amount positive) INHERITS (base);
        CREATE TABLE stay (room int, during daterange, EXCLUDE USING gist (during WITH &&));
        CREATE TABLE event (at date NOT NULL, day int NOT NULL, PRIMARY KEY (at, day)) PARTITION BY RANGE (at, day);
        CREATE TABLE event_all PARTITION OF event DEFAULT;
        CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER keep BEFORE INSERT ON stay FOR EACH ROW EXECUTE FUNCTION keep();
        CREATE RULE quiet AS ON INSERT TO base WHERE NEW.no < 0 DO INSTEAD NOTHING;
        """;

    [Theory]
    [InlineData("Get-FqSchema")]
    [InlineData("Get-FqTable")]
    [InlineData("New-FqSeedPlan -Schema catalog, tenant | Add-FqTable tb_* -Exclude tb_log, tb_none -Count 5 -Override @{ identifier = 'a', 'b' } ")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_* -Count 5 | Resolve-FqSeedPlan")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_* -Count 5 | Test-FqSeedPlan -Detailed")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_* -Count 5 | Invoke-FqSeed")]
    [InlineData("Get-FqColumnRule")]
    [InlineData("Get-FqGenerator")]
    [InlineData("Test-FqTrinity -Detailed")]
    [InlineData("Sync-FqStagingSchema; Test-FqStagingSchema -Detailed")]
    public void Lists_that_commands_give_have_a_first_element(string command)
    {
        using var host = new SampleHost(server.CreateSample());
        host.Execute(Unusual);

        var lists = new Walk();
        foreach (var given in host.Invoke(command))
            lists.See(given);

        lists.Found.Where(l => !ReferenceEquals(First(host, l.Value), First(l.Value)) && !Equals(First(host, l.Value), First(l.Value))).Select(l => l.Key).ShouldBeEmpty();
    }

    static object? First(IEnumerable list) => list.Cast<object>().First();

    static object? First(SampleHost host, IEnumerable list) => host.Invoke("param($list) ,$list[0]", list).Single()?.BaseObject;

    /// <summary>One list that is not empty of each property of the objects that are reached from those that were given.</summary>
    sealed class Walk
    {
        readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

        public SortedDictionary<string, IEnumerable> Found { get; } = new(StringComparer.Ordinal);

        public void See(object? value)
        {
            value = (value as PSObject)?.BaseObject ?? value;
            if (value is IEnumerable and not string)
            {
                foreach (var element in (IEnumerable)value)
                    See(element);
            }
            if (value?.GetType() is not { IsVisible: true } type || type.Assembly.GetName().Name?.StartsWith("FraiseqlData", StringComparison.Ordinal) != true || !_seen.Add(value))
                return;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && p.CanRead))
            {
                var member = property.GetValue(value);
                if (member is IEnumerable and not string and not IDictionary && ((IEnumerable)member).Cast<object>().Any())
                    _ = Found.TryAdd($"{type.Name}.{property.Name} is a {member.GetType().Name}", (IEnumerable)member);
                See(member);
            }
        }
    }
}
