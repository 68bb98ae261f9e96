using System.Management.Automation;
using FraiseqlData.Staging;

namespace FraiseqlData.Module;

/// <summary>Creates the staging schema that fits the production tables, or brings it up to date; rows that wait there stay.</summary>
[Cmdlet(VerbsData.Sync, "FqStagingSchema", SupportsShouldProcess = true)]
[OutputType(typeof(StagingChange))]
public sealed class SyncFqStagingSchemaCommand : StagingCmdlet
{
    /// <summary>What resolvers do with rows that are in their table already; without, what they do now, else nothing.</summary>
    [Parameter]
    public FqStagingConflict? OnConflict { get; set; }

    /// <summary>Takes over tables and functions that were not generated.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override StagingOptions Options => base.Options with { Conflict = (StagingConflict?)OnConflict, Force = Force };

    private protected override void End()
    {
        var (target, options) = (Target, Options);
        var changes = Await(token => SeedEngine.SyncStagingAsync(
            target, options, changes => Ask(() => IsWanted(changes, target.Name)), warning => Tell(() => WriteWarning(warning)), token));
        if (changes.Count == 0)
            WriteVerbose($"The staging schema of {target.Name} is left as it is.");
        WriteObject(changes, enumerateCollection: true);
    }

    bool IsWanted(IReadOnlyList<StagingChange> changes, string target)
    {
        var text = $"Bring the staging schema of {target} up to date:{string.Concat(changes.Select(c => $"{Environment.NewLine}  {c}"))}";
        return ShouldProcess(text, text, "Sync-FqStagingSchema");
    }
}
