using System.Globalization;
using FraiseqlData.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["users", .. var rest]:
        await LoadBenchmark.RunAsync(rest is [var rows] ? int.Parse(rows) : 10_000);
        return 0;
    case ["stop"]:
        await StopBenchmark.RunAsync();
        return 0;
    case ["generate", .. var rest]:
        await GenerationBenchmark.RunAsync(rest is [var made] ? int.Parse(made) : 1_000_000);
        return 0;
    case ["plan", .. var rest]:
        await PlanBenchmark.RunAsync(rest is [var tables] ? int.Parse(tables) : 500);
        return 0;
    case ["unique", .. var rest]:
        await UniqueBenchmark.RunAsync(rest is [var many] ? int.Parse(many) : 10_000_000);
        return 0;
    case ["ids", .. var rest]:
        IdBenchmark.Run(rest is [var ids] ? int.Parse(ids) : 1_000_000);
        return 0;
    default:
        Console.Error.WriteLine("Usage: users [ROWS] | stop | generate [ROWS] | plan [TABLES] | unique [ROWS] | ids [COUNT]");
        return 2;
}
