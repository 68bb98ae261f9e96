using System.CommandLine;
using FraiseqlData.Cli.Hosting;
using FraiseqlData.Cli.Output;

namespace FraiseqlData.Cli.Commands;

/// <summary><c>demo</c>: the whole way on a server of its own.</summary>
static class DemoCommand
{
    const string Start =
        "param($Sample) $server = Start-FqPostgres -Database demo -SqlPath $Sample; $server | Connect-FqDatabase | Out-Null; $server";

    static readonly (string About, string Script)[] Steps =
    [
        ("The tables of a small FraiseQL database", "Get-FqTable"),
        ("What would be done: parents come first and are added where a table needs them",
            "New-FqSeedPlan | Add-FqTable tb_allocation -Count 10 | Resolve-FqSeedPlan"),
        ("One pipeline fills the database, in one transaction",
            "$seeds = New-FqSeedPlan | Add-FqTable tb_model -Count 10 | Add-FqTable tb_allocation -Count 10 | Invoke-FqSeed; $seeds"),
        ("The rows, as the database holds them", "$seeds.tb_model[0..2]"),
        ("A value for a test", "$seeds.tb_model[0].id"),
    ];

    public static Command Create()
    {
        var command = new Command("demo", "Starts a throwaway PostgreSQL server, fills a sample database in it, shows the result, and stops the server.");
        command.SetAction((_, cancellation) => Task.Run(() => Run(cancellation), CancellationToken.None));
        return command;
    }

    static int Run(CancellationToken cancellation)
    {
        using var session = new ModuleSession();
        var sample = Path.Combine(Path.GetTempPath(), $"fraiseql-sample-{Environment.ProcessId}.sql");
        try
        {
            using (var resource = typeof(DemoCommand).Assembly.GetManifestResourceStream("fraiseql-sample.sql")!)
            using (var file = File.Create(sample))
                resource.CopyTo(file);
            var code = session.Run(
                shell => shell.AddScript(Start).AddParameter("Sample", sample),
                OutputFormat.Table,
                cancellation);
            foreach (var (about, script) in Steps)
            {
                if (code != 0 || cancellation.IsCancellationRequested)
                    break;
                Console.Out.WriteLine($"# {about}");
                Console.Out.WriteLine($"> {script}");
                code = session.Run(shell => shell.AddScript(script, useLocalScope: false), OutputFormat.Table, cancellation);
            }
            return code;
        }
        finally
        {
            File.Delete(sample);
            _ = session.Run(shell => shell.AddCommand("Stop-FqPostgres"), OutputFormat.Table, CancellationToken.None);
        }
    }
}
