using System.CommandLine;
using System.CommandLine.Invocation;
using FraiseqlData.Cli.Commands;

namespace FraiseqlData.Cli;

static class Program
{
    const int WrongUsage = 2;

    static async Task<int> Main(string[] args)
    {
        // The engine that is hosted here would otherwise report its use.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var root = new RootCommand("Fills a PostgreSQL database with realistic, consistent seed data, knowing nothing but its live schema.")
        {
            SeedCommand.Create(),
            TestCommand.Create(),
            ExportCommand.Create(),
            IntrospectCommand.Create(),
            RunCommand.Create(),
            DemoCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Action is not ParseErrorAction)
            return await parsed.InvokeAsync();
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync($"See: {string.Join(' ', Path(parsed.CommandResult.Command))} --help");
        return WrongUsage;
    }

    static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : ["fraiseql-data"];
}
