using System.Management.Automation;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Says whether tables keep to the Trinity pattern, and what would mend those that do not.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FqTrinity")]
[OutputType(typeof(bool))]
[OutputType(typeof(TrinityFinding))]
public sealed class TestFqTrinityCommand : DatabaseCmdlet
{
    /// <summary>Table names with wildcards, with or without schema.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [TableNameTransformation]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Table { get; set; } = ["*"];

    /// <summary>The schemas in which names without one are looked for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string[] Schema { get; set; } = [];

    /// <summary>Writes each deviation instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>The database; without, the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected override void Process()
    {
        var target = SingleOf(Connection) ?? TargetOf(null);
        var report = Await(token => SeedEngine.ReviewTrinityAsync(target, Table, Schema, token));
        foreach (var other in report.Others)
            WriteVerbose($"{other.Name} does not mean to follow the Trinity pattern.");
        if (Detailed)
        {
            WriteObject(report.Findings, enumerateCollection: true);
            return;
        }
        foreach (var finding in report.Findings)
            WriteVerbose(finding.ToString());
        if (report.Tables.Count == 0)
            WriteWarning($"No table of {target.Name} that '{string.Join("', '", Table)}' matches means to follow the Trinity pattern.");
        WriteObject(report.IsTrinity);
    }
}
