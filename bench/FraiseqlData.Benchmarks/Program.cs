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
    default:
        Console.Error.WriteLine("Usage: users [ROWS] | stop");
        return 2;
}
