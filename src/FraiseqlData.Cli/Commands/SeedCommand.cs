using System.Collections;
using System.CommandLine;
using FraiseqlData.Cli.Hosting;

namespace FraiseqlData.Cli.Commands;

/// <summary><c>seed tb_model --count 10</c>.</summary>
static class SeedCommand
{
    public static Command Create()
    {
        var tables = new Argument<string[]>("table")
        {
            Description = "Table names with or without schema; * and ? are wildcards.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (count, set, database, format) = (Options.Count(), Options.Set(), Options.Database(), Options.Format());
        var schema = new Option<string?>("--schema", "-s") { Description = "The schema in which names without one are looked for." };
        var whatIf = new Option<bool>("--what-if") { Description = "Only says what would be done." };
        var (perParent, rollup, skip) = (Options.PerParent(), Options.Rollup(), Options.SkipUnfillable());
        var (hierarchy, nullRatio, locale) = (Options.Hierarchy(), Options.NullRatio(), Options.Locale());
        var backend = new Option<string?>("--backend") { Description = "Where the rows go: Direct, Staging, or Auto for staging where it is complete." };
        _ = backend.AcceptOnlyFromAmong("Direct", "Staging", "Auto");
        var (staging, resolver) = (Options.StagingSchema(), new Option<string?>("--resolve-function") { Description = "The function that moves all rows out of staging, where it has a name of its own.", HelpName = "function" });
        var command = new Command("seed", "Fills tables, and the tables that they need, in one transaction.")
        {
            tables, count, perParent, rollup, hierarchy, nullRatio, locale, schema, set, database, format, whatIf, skip, backend, staging, resolver,
        };
        command.SetAction((parsed, cancellation) =>
        {
            Options.Use(parsed.GetValue(database));
            return ModuleSession.RunAsync(
                shell =>
                {
                    _ = shell.AddCommand("New-FqSeedPlan");
                    if (parsed.GetValue(schema) is { } name)
                        _ = shell.AddParameter("Schema", name);
                    if (parsed.GetValue(locale) is { } words)
                        _ = shell.AddParameter("Locale", words);
                    _ = shell.AddCommand("Add-FqTable")
                        .AddParameter("Table", parsed.GetValue(tables))
                        .AddParameter("Override", new Hashtable(Options.Pairs(parsed.GetValue(set))))
                        .AddParameter("Rollup", new Hashtable(Options.Pairs(parsed.GetValue(rollup))));
                    if (parsed.GetValue(nullRatio) is { Length: > 0 } ratios)
                        _ = shell.AddParameter("NullRatio", Options.Ratios(ratios));
                    if (parsed.GetValue(hierarchy) is { Length: > 0 } trees)
                        _ = shell.AddParameter("Hierarchy", Options.Parts(trees));
                    if (parsed.GetValue(perParent) is { Length: > 0 } parents)
                        _ = shell.AddParameter("PerParent", new Hashtable(Options.Pairs(parents)));
                    else if (parsed.GetValue(hierarchy) is not { Length: > 0 } || parsed.GetResult(count) is { Implicit: false })
                        _ = shell.AddParameter("Count", parsed.GetValue(count));
                    _ = shell.AddCommand("Invoke-FqSeed").AddParameter("WhatIf", parsed.GetValue(whatIf)).AddParameter("SkipUnfillable", parsed.GetValue(skip));
                    foreach (var (parameter, option) in new[] { ("Backend", backend), ("StagingSchema", staging), ("ResolveFunction", resolver) })
                    {
                        if (parsed.GetValue(option) is { } given)
                            _ = shell.AddParameter(parameter, given);
                    }
                },
                parsed.GetValue(format),
                cancellation);
        });
        return command;
    }
}
