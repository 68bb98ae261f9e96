using System.Management.Automation;
using FraiseqlData.Staging;

namespace FraiseqlData.Module;

/// <summary>Writes the staging schema that fits the production tables as a script.</summary>
[Cmdlet(VerbsData.Export, "FqStagingSchema", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportFqStagingSchemaCommand : StagingCmdlet
{
    /// <summary>The file; without, the script's lines are output.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What resolvers do with rows that are in their table already.</summary>
    [Parameter]
    public FqStagingConflict OnConflict { get; set; }

    private protected override StagingOptions Options => base.Options with { Conflict = (StagingConflict)OnConflict };

    private protected override void End()
    {
        var (target, options) = (Target, Options);
        var path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        if (path is not null && !ShouldProcess(path, $"Write the staging schema for {target.Name}"))
            return;
        var text = Await(token => SeedEngine.ExportStagingAsync(target, options, token));
        if (path is null)
        {
            WriteObject(text.TrimEnd('\n').Split('\n'), enumerateCollection: true);
            return;
        }
        _ = Await(async _ =>
        {
            await ScriptFile.WriteAsync(path, writer => writer.WriteAsync(text));
            return true;
        });
    }
}
