using System.Globalization;
using System.Text;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

using Perfolizer.Horology;

namespace FraiseqlData.Benchmarks.Micro;

/// <summary>Measures what a row costs without a database, with BenchmarkDotNet, and writes it down.</summary>
static class MicroSuite
{
    static readonly Type[] Classes = [typeof(RowBenchmarks), typeof(GroupBenchmarks), typeof(IdBenchmarks), typeof(CheckBenchmarks)];

    /// <param name="args">BenchmarkDotNet's own arguments, such as <c>--filter *Row*</c>, or <c>--no-write</c>; without any, all is measured and written down.</param>
    public static void Run(IReadOnlyList<string> args)
    {
        var folder = Directory.CreateTempSubdirectory("fq-micro");
        var config = ManualConfig.CreateEmpty()
            // The tables' programs are objects of this process.
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(200)))
            .AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(folder.FullName).WithOptions(ConfigOptions.DisableLogFile);
        var isWhole = args.Count == 0 || args is ["--no-write"];
        var summaries = BenchmarkSwitcher.FromTypes(Classes).Run(isWhole ? ["--filter", "*"] : [.. args], config).ToList();
        folder.Delete(recursive: true);
        var table = Table([.. summaries.SelectMany(s => s.Reports).Where(r => r.ResultStatistics is not null)]);
        Console.WriteLine(table);
        if (isWhole && !args.Contains("--no-write"))
        {
            PageSection.Write("micro", $"""
                ## A row without a database

                `dotnet run -c Release --project bench/FraiseqlData.Benchmarks -- micro` (BenchmarkDotNet, medians of 15, one thread; `-- micro --filter '*Row*tb_user*'` for some of it). All figures are for one row, one id, one check. Rows have a key besides the columns that their name says; what columns that belong together cost is a ratio to the same columns each in a table of its own.

                {table}
                """);
        }
    }

    static string Table(IReadOnlyList<BenchmarkReport> reports)
    {
        var text = new StringBuilder("| what | of | ns | bytes allocated | ratio |\n| --- | --- | ---: | ---: | ---: |\n");
        foreach (var report in reports)
        {
            var run = report.BenchmarkCase;
            var of = string.Join(", ", run.Parameters.Items.Select(p => p.Value));
            var alone = reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor is { Baseline: true } base0 && base0.Type == run.Descriptor.Type && r.BenchmarkCase.Parameters.Items.Select(p => p.Value).SequenceEqual(run.Parameters.Items.Select(p => p.Value)));
            var ratio = alone is null || alone == report ? "" : string.Create(CultureInfo.InvariantCulture, $"{report.ResultStatistics!.Median / alone.ResultStatistics!.Median:0.00}");
            _ = text.Append(CultureInfo.InvariantCulture, $"| {run.Descriptor.Type.Name.Replace("Benchmarks", "", StringComparison.Ordinal)}.{run.Descriptor.WorkloadMethod.Name} | {of} | {report.ResultStatistics!.Median:0.0} | {report.GcStats.GetBytesAllocatedPerOperation(run) ?? 0} | {ratio} |\n");
        }
        return text.ToString();
    }
}
