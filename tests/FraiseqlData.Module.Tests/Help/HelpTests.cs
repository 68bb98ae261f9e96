using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml.Linq;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Help;

/// <summary>Holds the help to the code: the pages of docs/help, and what is made of them and shipped.</summary>
public sealed class HelpTests
{
    const string CommandHelp = "FraiseqlData.Module.dll-Help.xml";

    static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    static string Shipped => Path.Combine(PackagedModule.Folder, "en-US");

    public static TheoryData<string> Cmdlets => [.. HelpPage.Cmdlets];

    public static TheoryData<string> Topics => [.. HelpPage.Topics];

    public static TheoryData<string> Pages => [.. HelpPage.Cmdlets, .. HelpPage.Topics];

    [Fact]
    public void Every_cmdlet_has_a_page_and_shipped_help_and_no_other_has()
    {
        var manifest = Parser.ParseFile(PackagedModule.Manifest, out _, out _).Find(node => node is HashtableAst, searchNestedScriptBlocks: false);
        var exported = ((Hashtable)manifest!.SafeGetValue())["CmdletsToExport"].ShouldBeOfType<object[]>().Cast<string>().Order(StringComparer.Ordinal).ToList();

        HelpPage.Cmdlets.ShouldBe(exported);
        ShippedCommands().Select(c => c.Descendants(Command + "name").First().Value).Order(StringComparer.Ordinal).ShouldBe(exported);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_says_what_there_is_to_say(string cmdlet)
    {
        var page = HelpPage.Read(cmdlet);

        page.Synopsis.ShouldNotBeEmpty();
        page.Description.ShouldNotBeEmpty();
        page.Examples.Count.ShouldBeGreaterThanOrEqualTo(2);
        page.Examples.Values.ShouldAllBe(code => code.Contains(cmdlet, StringComparison.Ordinal));
        page.Links.ShouldNotBeEmpty();
        page.Links.ShouldAllBe(link => File.Exists(Path.Combine(HelpPage.Folder, link)));
    }

    [Fact]
    public void Every_parameter_is_described_and_no_other_is()
    {
        using var host = new ModuleHost();
        foreach (var cmdlet in HelpPage.Cmdlets)
        {
            var described = HelpPage.Read(cmdlet).Parameters;

            described.Keys.Order(StringComparer.Ordinal).ShouldBe(OwnParameters(host, cmdlet).Order(StringComparer.Ordinal), cmdlet);
            described.ShouldAllBe(p => p.Value.Length > 0, cmdlet);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_placeholder_is_left(string page)
    {
        HelpPage.Read(page).Text.ShouldNotContain("{{");
    }

    [Fact]
    public void Code_parses_and_names_parameters_that_exist()
    {
        using var host = new ModuleHost();
        var parameters = HelpPage.Cmdlets.ToDictionary(c => c, c => AllParameters(host, c), StringComparer.OrdinalIgnoreCase);
        foreach (var page in HelpPage.Cmdlets.Concat(HelpPage.Topics))
        {
            foreach (var code in HelpPage.Read(page).AllCode)
            {
                var script = Parser.ParseInput(code, out _, out var errors);
                errors.ShouldBeEmpty($"{page}: {code}");
                foreach (var command in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
                {
                    if (command.GetCommandName() is not { } name || !name.Contains("-Fq", StringComparison.OrdinalIgnoreCase))
                        continue;
                    parameters.Keys.ShouldContain(name, $"{page}: {code}");
                    foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
                        parameters[name].ShouldContain(parameter.ParameterName, $"{page}: {code}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Shipped_help_is_made_of_the_page(string cmdlet)
    {
        var page = HelpPage.Read(cmdlet);

        var shipped = ShippedCommands().Single(c => c.Descendants(Command + "name").First().Value == cmdlet);

        const string Remedy = "./build.ps1 -Task Help makes it anew";
        Words(shipped.Element(Command + "details")!.Element(Maml + "description")!.Value).ShouldBe(Words(page.Synopsis), Remedy);
        Words(shipped.Element(Maml + "description")!.Value).ShouldBe(Words(page.Description), Remedy);
        shipped.Element(Command + "parameters")!.Elements().ToDictionary(p => p.Element(Maml + "name")!.Value, p => Words(p.Element(Maml + "description")!.Value))
            .ShouldBe(page.Parameters.ToDictionary(p => p.Key, p => Words(p.Value)), ignoreOrder: true, Remedy);
        shipped.Descendants(Command + "example").Select(e => e.Element(Dev + "code")!.Value.ReplaceLineEndings("\n")).ShouldBe(page.Examples.Values, Remedy);
        shipped.Descendants(Command + "example").ShouldAllBe(e => e.Element(Dev + "remarks")!.Value.Length > 0, Remedy);
    }

    [Fact]
    public void Shipped_syntax_is_that_of_the_cmdlets()
    {
        using var host = new ModuleHost();
        foreach (var shipped in ShippedCommands())
        {
            var cmdlet = shipped.Descendants(Command + "name").First().Value;
            var sets = host.Invoke("param($c) (Get-Command $c).ParameterSets", cmdlet).Select(s => (CommandParameterSetInfo)s.BaseObject);

            shipped.Element(Command + "syntax")!.Elements(Command + "syntaxItem")
                .Select(set => Syntax(set.Elements(Command + "parameter").Select(p => (p.Element(Maml + "name")!.Value, (bool)p.Attribute("required")!)))).Order(StringComparer.Ordinal)
                .ShouldBe(sets.Select(set => Syntax(set.Parameters.Select(p => (p.Name, p.IsMandatory)))).Order(StringComparer.Ordinal), cmdlet);
        }

        static string Syntax(IEnumerable<(string Name, bool IsMandatory)> parameters) => string.Join(' ', parameters
            .Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.IsMandatory ? p.Name : $"[{p.Name}]"));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Shipped_topic_is_made_of_the_page(string topic)
    {
        var page = string.Join('\n', HelpPage.Read(topic).Text.Split('\n').Where(line => !line.StartsWith("```", StringComparison.Ordinal)));

        Letters(File.ReadAllText(Path.Combine(Shipped, topic + ".help.txt"))).ShouldBe("TOPIC" + Letters(page), "./build.ps1 -Task Help makes it anew");
    }

    [Fact]
    public void Powershell_finds_the_help()
    {
        using var host = new ModuleHost();
        foreach (var cmdlet in HelpPage.Cmdlets)
            host.Invoke("param($c) (Get-Help $c).Synopsis", cmdlet).Single().ToString().Trim().ShouldBe(HelpPage.Read(cmdlet).Synopsis);
        foreach (var topic in HelpPage.Topics)
            host.Invoke("param($t) Get-Help $t", topic).Single().ToString().ShouldContain(topic);
    }

    static IEnumerable<XElement> ShippedCommands() => XDocument.Load(Path.Combine(Shipped, CommandHelp)).Root!.Elements(Command + "command");

    static List<string> OwnParameters(ModuleHost host, string cmdlet) => [.. AllParameters(host, cmdlet).Except(Cmdlet.CommonParameters)];

    static List<string> AllParameters(ModuleHost host, string cmdlet) =>
        [.. host.Invoke("param($c) (Get-Command $c).Parameters.Keys", cmdlet).Select(k => k.ToString())];

    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
