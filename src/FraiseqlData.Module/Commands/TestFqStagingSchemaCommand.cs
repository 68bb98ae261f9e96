using System.Management.Automation;
using FraiseqlData.Staging;

namespace FraiseqlData.Module;

/// <summary>Says whether rows can go by way of the staging schema, and what is missing or out of date.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FqStagingSchema")]
[OutputType(typeof(bool))]
[OutputType(typeof(StagingFinding))]
public sealed class TestFqStagingSchemaCommand : StagingCmdlet
{
    /// <summary>Names of production tables with wildcards, with or without schema; without, all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [TableNameTransformation]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Table { get; set; } = [];

    /// <summary>The function or procedure that moves all rows, where it has a name of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResolveFunction { get; set; }

    /// <summary>Writes each thing that does not fit instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override StagingOptions Options => base.Options with { Tables = Table, ResolveFunction = ResolveFunction };

    private protected override void End()
    {
        var (target, options) = (Target, Options);
        var report = Await(token => SeedEngine.ReviewStagingAsync(target, options, token));
        if (Detailed)
        {
            WriteObject(report.Findings, enumerateCollection: true);
            return;
        }
        foreach (var finding in report.Findings)
            WriteVerbose(finding.ToString());
        WriteObject(report.IsComplete);
    }
}
