using System.CommandLine;
using FraiseqlData.Cli.Hosting;

namespace FraiseqlData.Cli.Commands;

/// <summary><c>test catalog.*</c>.</summary>
static class TestCommand
{
    const string Script = """
        param($Tables, $Count, $Options, $WhatIf)
        $findings = @(New-FqSeedPlan @Options | Add-FqTable $Tables -Count $Count | Test-FqSeedPlan -Detailed -WhatIf:$WhatIf)
        $findings
        if ($findings.Where{ -not $_.Fillable }) { exit 1 }
        """;

    public static Command Create()
    {
        var tables = new Argument<string[]>("table")
        {
            Description = "Table names with or without schema; * and ? are wildcards.",
            Arity = ArgumentArity.OneOrMore,
        };
        var schema = new Option<string?>("--schema", "-s") { Description = "The schema in which names without one are looked for." };
        var whatIf = new Option<bool>("--what-if") { Description = "Tries no rows: what triggers, rules, policies and functions say is then not known." };
        var (count, database, format) = (Options.Count(), Options.Database(), Options.Format());
        var command = new Command("test", "Says which tables can be filled, how many rows fit, and why a table cannot be filled. Ends with 1 where one cannot. A few rows are tried and undone.")
        {
            tables, count, schema, whatIf, database, format,
        };
        command.SetAction((parsed, cancellation) =>
        {
            Options.Use(parsed.GetValue(database));
            return ModuleSession.RunAsync(
                shell => shell.AddScript(Script)
                    .AddParameter("Tables", parsed.GetValue(tables))
                    .AddParameter("Count", parsed.GetValue(count))
                    .AddParameter("Options", parsed.GetValue(schema) is { } name ? new System.Collections.Hashtable { ["Schema"] = name } : [])
                    .AddParameter("WhatIf", parsed.GetValue(whatIf)),
                parsed.GetValue(format),
                cancellation);
        });
        return command;
    }
}
