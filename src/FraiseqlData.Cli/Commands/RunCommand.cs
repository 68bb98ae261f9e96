using System.CommandLine;
using FraiseqlData.Cli.Hosting;

namespace FraiseqlData.Cli.Commands;

/// <summary><c>run 'New-FqSeedPlan | Add-FqTable tb_model | Invoke-FqSeed'</c>.</summary>
static class RunCommand
{
    const string About = """
        Runs a PowerShell pipeline or script with the module's cmdlets. What it outputs goes to standard output, all else to standard error.

        PowerShell's language is complete here (variables, loops, functions, classes, ForEach-Object, Where-Object), but its utility
        cmdlets are not part of this tool: no Write-Output, Select-Object, Sort-Object, Format-Table, ConvertTo-Json, Get-Content and the like.
        --output renders objects; where more is needed, import the module in pwsh.
        """;

    public static Command Create()
    {
        var pipeline = new Argument<string?>("pipeline") { Description = "The pipeline; - reads it from standard input.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<FileInfo?>("--file", "-f") { Description = "A script file to run instead." };
        var (database, format) = (Options.Database(), Options.Format());
        var command = new Command("run", About) { pipeline, file, database, format };
        command.Validators.Add(result =>
        {
            if (result.GetValue(pipeline) is null == result.GetValue(file) is null)
                result.AddError("Give either a pipeline or --file.");
            else if (result.GetValue(file) is { Exists: false } missing)
                result.AddError($"There is no file '{missing}'.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            Options.Use(parsed.GetValue(database));
            var script = parsed.GetValue(pipeline);
            if (script == "-")
                script = await Console.In.ReadToEndAsync(cancellation);
            // A file is called, not pasted, so that $PSScriptRoot and its parameters work.
            return await ModuleSession.RunAsync(
                shell => _ = parsed.GetValue(file) is { } path ? shell.AddCommand(path.FullName) : shell.AddScript(script),
                parsed.GetValue(format),
                cancellation);
        });
        return command;
    }
}
