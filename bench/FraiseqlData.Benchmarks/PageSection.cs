namespace FraiseqlData.Benchmarks;

/// <summary>The parts of docs/performance.md that runners write.</summary>
static class PageSection
{
    /// <summary>Puts a part in the place of what the same runner wrote before; behind all others where it is new.</summary>
    /// <param name="runner">The runner's name, which the part's marks have.</param>
    /// <param name="text">The part.</param>
    public static void Write(string runner, string text)
    {
        var (begin, end) = ($"<!-- {runner}: written by the runner -->", $"<!-- {runner}: end -->");
        var path = Path.Combine(Program.TopLevel, "docs", "performance.md");
        var page = File.ReadAllText(path);
        var section = $"{begin}\n{text.TrimEnd()}\n{end}";
        var start = page.IndexOf(begin, StringComparison.Ordinal);
        page = start < 0 ? page.TrimEnd() + "\n\n" + section : page[..start] + section + page[(page.IndexOf(end, StringComparison.Ordinal) + end.Length)..].TrimEnd();
        File.WriteAllText(path, page + "\n");
        Console.WriteLine($"Written to {path}.");
    }
}
