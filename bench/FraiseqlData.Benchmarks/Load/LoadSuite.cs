using System.Globalization;
using System.Text;
using Npgsql;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>Measures the engine and its cmdlets against plain COPY, the limit and peers, by turns on one server, and writes it down.</summary>
static class LoadSuite
{
    const int Runs = 5;
    const long FullRows = 1_000_000;
    const long QuickRows = 200_000;

    /// <param name="args"><c>[--rows N] [--quick] [--only WORD] [--runs N] [--no-write]</c>.</param>
    public static async Task RunAsync(IReadOnlyList<string> args)
    {
        var rows = Value(args, "--rows") is { } given ? long.Parse(given) : args.Contains("--quick") ? QuickRows : FullRows;
        var runs = Value(args, "--runs") is { } times ? int.Parse(times) : Runs;
        var sample = await File.ReadAllTextAsync(Path.Combine(Program.TopLevel, "samples", "fraiseql-sample.sql"));
        var peers = args.Contains("--no-peers") ? null : await Peers.InstallAsync();
        var text = new StringBuilder();
        foreach (var subject in Subject.All(rows, sample).Where(s => Value(args, "--only") is not { } word || s.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            await MeasureAsync(subject, peers, runs, text);
        if (!args.Contains("--no-write"))
        {
            PageSection.Write("load", $"""
                ## Loads

                `dotnet run -c Release --project bench/FraiseqlData.Benchmarks -- load {string.Join(' ', args)}`, on a machine with {Environment.ProcessorCount} processors. All by turns on one server of default settings but for max_wal_size 8 GB, checkpoint_timeout 30 min and autovacuum off, after a CHECKPOINT each. Plain COPY takes the very rows that the engine makes, in random order, from a file into the same table; the limit is the same COPY into the table without indexes and keys, and then these. A cold process counts from its start, its just-in-time compilation included.

                {text}
                """);
        }
    }

    static string? Value(IReadOnlyList<string> args, string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();

    static async Task MeasureAsync(Subject subject, Peers? peers, int runs, StringBuilder text)
    {
        await using var arena = await Arena.OpenAsync(subject);
        var (samples, failed) = (new List<Sample>(), new HashSet<string>());
        for (var run = 0; run < runs; run++)
        {
            foreach (var contestant in Contestants.For(subject, peers).Where(c => !failed.Contains(c.Name)))
            {
                await arena.ResetAsync();
                try
                {
                    samples.AddRange(await contestant.RunAsync(arena));
                }
                // What all others are compared with has to be there.
                catch (Exception e) when (e is InvalidOperationException or NpgsqlException && contestant.Name is not (Contestants.Plain or Contestants.Limit))
                {
                    Console.WriteLine($"{contestant.Name} is left out: {e.Message}");
                    await arena.ExecuteAsync("ROLLBACK");
                    _ = failed.Add(contestant.Name);
                    continue;
                }
                Console.Error.WriteLine(FormattableString.Invariant($"{subject.Name}, run {run + 1}: {contestant.Name} {samples[^1].Time.TotalSeconds:0.00} s"));
            }
        }
        var table = Table(subject, samples, runs, arena.Version);
        Console.WriteLine(table);
        _ = text.AppendLine(table);
    }

    static string Table(Subject subject, IReadOnlyList<Sample> samples, int runs, string version)
    {
        var lines = samples.GroupBy(s => s.Contestant).Select(Line.Of).ToList();
        var (plain, limit) = (lines.Single(l => l.Contestant == Contestants.Plain).Rate, lines.Single(l => l.Contestant == Contestants.Limit).Rate);
        var text = new StringBuilder();
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"### {subject.Name}: {subject.Rows:N0} rows (PostgreSQL {version}, medians of {runs})").AppendLine()
            .AppendLine("| how | rows/s | of plain COPY | of the limit | seconds | client CPU s | server CPU s | client memory MB |")
            .AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var line in lines)
        {
            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {line.Contestant} | {line.Rate:N0} | {line.Rate / plain:0.00} | {line.Rate / limit:0.00} | {line.Seconds:0.00} | {line.ClientCpu:0.00} | {line.ServerCpu:0.00} | {line.PeakMegabytes:0} |");
        }
        return text.ToString();
    }
}
