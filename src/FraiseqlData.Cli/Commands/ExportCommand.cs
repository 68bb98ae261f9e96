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
        var skip = Options.SkipUnfillable();
        var command = new Command("export", "Writes a script for psql that fills a schema's tables in an empty copy of the database.")
        {
            schema, output, count, style, database, skip,
        };
        command.SetAction((parsed, cancellation) =>
        {
            Options.Use(parsed.GetValue(database));
            return ModuleSession.RunAsync(
                shell => shell
                    .AddCommand("New-FqSeedPlan").AddParameter("Schema", parsed.GetValue(schema))
                    .AddCommand("Add-FqTable").AddParameter("Table", "*").AddParameter("Count", parsed.GetValue(count))
                    .AddCommand("Export-FqSeedSql").AddParameter("Path", parsed.GetValue(output)).AddParameter("Style", parsed.GetValue(style))
                        .AddParameter("SkipUnfillable", parsed.GetValue(skip)),
                OutputFormat.Table,
                cancellation);
        });
        return command;
    }
}
