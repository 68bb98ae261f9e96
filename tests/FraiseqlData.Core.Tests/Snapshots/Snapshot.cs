using System.Globalization;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Snapshots;

/// <summary>Texts that are kept beside the tests, so that a change of them is seen and reviewed.</summary>
static class Snapshot
{
    const int MostShown = 60;

    /// <summary>The variable of the environment that has snapshots written instead of compared.</summary>
    public const string RenewVariable = "FQ_RENEW_SNAPSHOTS";

    /// <summary>Compares a text with the kept one, or keeps it where <see cref="RenewVariable"/> is 1.</summary>
    public static void ShouldBeKept(string name, string text)
    {
        var file = Path.Combine(Folder(), name + ".txt");
        if (Environment.GetEnvironmentVariable(RenewVariable) == "1")
        {
            File.WriteAllText(file, text);
            Assert.Skip($"The snapshot '{name}' was written.");
        }
        File.Exists(file).ShouldBeTrue($"There is no snapshot '{name}': write it with {RenewVariable}=1.");
        var kept = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (kept != text)
            Assert.Fail(Differences(name, kept, text));
    }

    static string Differences(string name, string kept, string text)
    {
        var changed = InlineDiffBuilder.Diff(kept, text).Lines.Where(l => l.Type is ChangeType.Inserted or ChangeType.Deleted).ToList();
        var message = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"The snapshot '{name}' differs in {changed.Count} lines; where that is meant, write it anew with {RenewVariable}=1.\n"));
        foreach (var line in changed.Take(MostShown))
            message.Append(line.Type == ChangeType.Inserted ? "+ " : "- ").Append(line.Text).Append('\n');
        return message.ToString();
    }

    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var here = Path.Combine(folder.FullName, "tests", "FraiseqlData.Core.Tests", "Snapshots");
            if (Directory.Exists(here))
                return here;
        }
        throw new DirectoryNotFoundException("The snapshots' folder is not above the tests.");
    }
}
