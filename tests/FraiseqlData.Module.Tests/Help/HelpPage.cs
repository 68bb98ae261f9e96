using System.Text.RegularExpressions;
using FraiseqlData.Module.Tests.Infrastructure;

namespace FraiseqlData.Module.Tests.Help;

/// <summary>A page of docs/help, cut into its sections.</summary>
sealed partial class HelpPage
{
    readonly Dictionary<string, string> _sections;

    HelpPage(string text)
    {
        Text = text;
        _sections = Sections("## ", text);
    }

    /// <summary>The folder of the pages.</summary>
    public static string Folder { get; } = Path.Combine(PackagedModule.TopLevel, "docs", "help");

    /// <summary>The names of the about_ topics.</summary>
    public static IReadOnlyList<string> Topics => [.. Directory.EnumerateFiles(Folder, "about_*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>The names of the cmdlets that have a page.</summary>
    public static IReadOnlyList<string> Cmdlets => [.. Directory.EnumerateFiles(Folder, "*-*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public string Text { get; }

    public string Synopsis => _sections["SYNOPSIS"];

    public string Description => _sections["DESCRIPTION"];

    /// <summary>The examples: their code by title.</summary>
    public IReadOnlyDictionary<string, string> Examples => Sections("### ", _sections["EXAMPLES"]).ToDictionary(e => e.Key, e => Code(e.Value).First());

    /// <summary>What is said of each parameter, without its table of properties.</summary>
    public IReadOnlyDictionary<string, string> Parameters =>
        Sections("### ", _sections["PARAMETERS"]).Where(p => p.Key.StartsWith('-')).ToDictionary(p => p.Key[1..], p => p.Value.Split("```yaml")[0].Trim());

    /// <summary>All PowerShell code of the page.</summary>
    public IReadOnlyList<string> AllCode => [.. Code(Text)];

    public IReadOnlyList<string> Links => [.. LinkTarget().Matches(_sections["RELATED LINKS"]).Select(m => m.Groups[1].Value)];

    public static HelpPage Read(string name) => new(File.ReadAllText(Path.Combine(Folder, name + ".md")).ReplaceLineEndings("\n"));

    static Dictionary<string, string> Sections(string heading, string text) =>
        ("\n" + text).Split("\n" + heading)[1..].Select(s => s.Split('\n', 2)).ToDictionary(s => s[0].Trim(), s => s[1].Trim());

    static IEnumerable<string> Code(string text) => CodeBlock().Matches(text).Select(m => m.Groups[1].Value);

    [GeneratedRegex("```powershell\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((.*?)\)")]
    private static partial Regex LinkTarget();
}
