using System.CommandLine;
using FraiseqlData.Cli.Hosting;

namespace FraiseqlData.Cli.Commands;

/// <summary><c>introspect catalog --show-deps</c>.</summary>
static class IntrospectCommand
{
    const string Script = """
        param($Schema, $ShowDependencies)
        Get-FqSchema $Schema | Out-Null
        foreach ($table in Get-FqTable -Schema $Schema) {
            $row = [ordered]@{ Table = $table.Name.ToString(); Kind = $table.Kind.ToString(); Columns = $table.Columns.Count; Rows = $table.Rows }
            if ($ShowDependencies) { $row.DependsOn = $table.DependsOn -join ', ' }
            [pscustomobject]$row
        }
        """;

    public static Command Create()
    {
        var schema = new Argument<string>("schema") { Description = "The schema; * and ? are wildcards." };
        var dependencies = new Option<bool>("--show-deps") { Description = "Shows which tables each table's foreign keys refer to." };
        var (database, format) = (Options.Database(), Options.Format());
        var command = new Command("introspect", "Shows a schema's tables.") { schema, dependencies, database, format };
        command.SetAction((parsed, cancellation) =>
        {
            Options.Use(parsed.GetValue(database));
            return ModuleSession.RunAsync(
                shell => shell.AddScript(Script)
                    .AddParameter("Schema", parsed.GetValue(schema))
                    .AddParameter("ShowDependencies", parsed.GetValue(dependencies)),
                parsed.GetValue(format),
                cancellation);
        });
        return command;
    }
}
