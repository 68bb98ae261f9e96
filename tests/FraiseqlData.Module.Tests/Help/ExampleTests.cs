using System.Text.RegularExpressions;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Help;

/// <summary>The examples of overrides, generators, references and rules do what they are there for: they run.</summary>
public sealed partial class ExampleTests(TestServer server)
{
    public static TheoryData<string, int> Examples()
    {
        var examples = new TheoryData<string, int>();
        foreach (var page in new[] { "about_FraiseqlData_Overrides", "about_FraiseqlData_Rules", "Register-FqGenerator", "Unregister-FqGenerator", "Get-FqGenerator", "New-FqReference", "about_FraiseqlData_Shapes" })
        {
            for (var i = 0; i < Code(page).Count; i++)
                examples.Add(page, i);
        }
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_runs(string page, int number)
    {
        using var host = new SampleHost(server.CreateDatabase(File.ReadAllText(PackagedModule.Sample)));
        var folder = Directory.CreateTempSubdirectory("fraiseqldata");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "rules.yaml"), string.Join("\n", Block(HelpPage.Read("about_FraiseqlData_Rules").Text, "yaml")));

            var run = host.Run("param($folder) $null = $ExecutionContext.SessionState.Path.SetLocation($folder)\n" + Code(page)[number], folder.FullName);

            run.Errors.Select(e => e.ToString()).ShouldBeEmpty();
            run.Warnings.ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Blocks of PowerShell; a bare hashtable is no command but shows how an override is written.</summary>
    static IReadOnlyList<string> Code(string page) => [.. Block(HelpPage.Read(page).Text, "powershell").Where(c => !NotHere().IsMatch(c))];

    static IEnumerable<string> Block(string text, string language) =>
        Fence().Matches(text).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value);

    [GeneratedRegex("^```(\\w+)\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    // The engine that tests host has no Import-Csv and the like.
    [GeneratedRegex("Import-Csv|Select-Object|Where-Object|^COMMENT")]
    private static partial Regex NotHere();
}
