using System.Management.Automation;
using FraiseqlData.Generation;

namespace FraiseqlData.Module;

/// <summary>Says whether every table of a plan can be filled, and why not. Leaves nothing behind.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FqSeedPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(bool))]
[OutputType(typeof(TableFinding))]
public sealed class TestFqSeedPlanCommand : PlanCmdlet
{
    /// <summary>Writes what was found of each table instead of true or false, and tries a few rows in the server.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void Process()
    {
        var (plan, target) = (FullPlan, Target);
        var probe = Detailed && ShouldProcess(
            target.Name, "Try a few rows in tables with triggers, rules, row-level security or functions in checks, and undo them");
        var diagnosis = Await(token => SeedEngine.DiagnoseAsync(plan, target, probe: probe, cancellationToken: token));
        Tell(diagnosis.Warnings, diagnosis.LeftOut);
        if (Detailed)
        {
            WriteObject(diagnosis.Tables, enumerateCollection: true);
            return;
        }
        foreach (var finding in diagnosis.Tables.Where(t => !t.Fillable))
            WriteVerbose($"{finding.Reason} {finding.RecommendedAction}");
        WriteObject(diagnosis.IsFillable);
    }
}
