using FraiseqlData.Corpus;
using FraiseqlData.Corpus.Reporting;
using FraiseqlData.Servers;

CorpusOptions options;
IReadOnlyList<string> scripts;
try
{
    options = CorpusOptions.Parse(args);
    scripts = options.Scripts();
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{CorpusOptions.Usage}");
    return 2;
}

await using var server = await ThrowawayServer.StartAsync();
Console.WriteLine($"{server}, {options.Rows} rows a table");
var runner = new SchemaRunner(server, options);
var reports = new List<SchemaReport>();
foreach (var script in scripts)
{
    var report = await runner.RunAsync(script);
    reports.Add(report);
    ReportText.Write(Console.Out, report);
}
ReportText.WriteTotal(Console.Out, reports);
if (options.JsonFile is { } file)
    await ReportJson.WriteAsync(file, options.Rows, server.Version, reports);
return reports.Any(r => r.HasFailed) ? 1 : 0;
