using System.Globalization;
using System.Reflection;
using FraiseqlData.Benchmarks;
using FraiseqlData.Benchmarks.Load;
using FraiseqlData.Benchmarks.Micro;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["users", .. var rest]:
        await LoadBenchmark.RunAsync(rest is [var rows] ? int.Parse(rows) : 10_000);
        return 0;
    case ["small"]:
        await SmallBenchmark.RunAsync();
        return 0;
    case ["stop"]:
        await StopBenchmark.RunAsync();
        return 0;
    case ["generate", .. var rest]:
        await GenerationBenchmark.RunAsync(rest is [var made, ..] ? int.Parse(made) : 1_000_000, rest is [_, var word] ? word : "tb_user");
        return 0;
    case ["groups", .. var rest]:
        await GroupBenchmark.RunAsync(rest is [var grouped, ..] ? int.Parse(grouped) : 500_000, rest is [_, var group] ? group : "");
        return 0;
    case ["plan", .. var rest]:
        await PlanBenchmark.RunAsync(rest is [var tables] ? int.Parse(tables) : 500);
        return 0;
    case ["unique", .. var rest]:
        await UniqueBenchmark.RunAsync(rest is [var many] ? int.Parse(many) : 10_000_000);
        return 0;
    case ["micro", .. var rest]:
        MicroSuite.Run(rest);
        return 0;
    case ["load", .. var rest]:
        await LoadSuite.RunAsync(rest);
        return 0;
    case ["load-child", { } uri, { } strategy, .. { } counts]:
        await ChildProcess.ServeAsync(uri, strategy, counts);
        return 0;
    default:
        Console.Error.WriteLine("Usage: users [ROWS] | small | stop | generate [ROWS] [SUBJECT] | groups [ROWS] [GROUP] | plan [TABLES] | unique [ROWS] | micro [--filter PATTERN | --no-write] | load [--rows N] [--quick] [--only WORD] [--runs N] [--no-peers] [--no-write]");
        return 2;
}

/// <summary>Where this program was built from, and how.</summary>
partial class Program
{
    public static string TopLevel { get; } = Metadata("TopLevel");

    public static string Configuration { get; } = Metadata("Configuration");

    static string Metadata(string key) => typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
