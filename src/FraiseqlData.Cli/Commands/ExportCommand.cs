using System.CommandLine;
using FraiseqlData.Cli.Hosting;
using FraiseqlData.Cli.Output;

namespace FraiseqlData.Cli.Commands;

/// <summary><c>export catalog --output seeds.sql</c>.</summary>
static class ExportCommand
{
    public static Command Create()
    {
        var schema = new Argument<string>("schema") { Description = "The schema whose tables the script fills." };
        var output = new Option<string>("--output", "-o") { Description = "The file that is written.", Required = true, HelpName = "file.sql" };
        var (count, database) = (Options.Count(), Options.Database());
        var style = new Option<string>("--style") { Description = "INSERT statements or COPY data.", DefaultValueFactory = _ => "Insert" };
        _ = style.AcceptOnlyFromAmong("Insert", "Copy");
        var (skip, stagingSchema) = (Options.SkipUnfillable(), Options.StagingSchema());
        var staging = new Option<bool>("--staging") { Description = "Writes rows for the staging schema, with the call that moves them into their tables." };
        var perTable = new Option<bool>("--per-table") { Description = "With --staging: a file for each table, numbered in load order, into the folder --output." };
        var command = new Command("export", "Writes a script for psql that fills a schema's tables in an empty copy of the database.")
        {
            schema, output, count, style, database, skip, staging, perTable, stagingSchema,
        };
        command.SetAction((parsed, cancellation) =>
        {
            Options.Use(parsed.GetValue(database));
            return ModuleSession.RunAsync(
                shell =>
                {
                    _ = shell
                        .AddCommand("New-FqSeedPlan").AddParameter("Schema", parsed.GetValue(schema))
                        .AddCommand("Add-FqTable").AddParameter("Table", "*").AddParameter("Count", parsed.GetValue(count))
                        .AddCommand("Export-FqSeedSql").AddParameter("Path", parsed.GetValue(output)).AddParameter("Style", parsed.GetValue(style))
                        .AddParameter("SkipUnfillable", parsed.GetValue(skip)).AddParameter("Staging", parsed.GetValue(staging)).AddParameter("PerTable", parsed.GetValue(perTable));
                    if (parsed.GetValue(stagingSchema) is { } name)
                        _ = shell.AddParameter("StagingSchema", name);
                },
                OutputFormat.Table,
                cancellation);
        });
        return command;
    }
}
