using System.Management.Automation;
using FraiseqlData.Generation;

namespace FraiseqlData.Module;

/// <summary>Says whether every table of a plan can be filled, and why not. Writes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FqSeedPlan")]
[OutputType(typeof(bool))]
[OutputType(typeof(TableFinding))]
public sealed class TestFqSeedPlanCommand : PlanCmdlet
{
    /// <summary>Writes what was found of each table instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void Process()
    {
        var (plan, target) = (FullPlan, Target);
        var diagnosis = Await(token => SeedEngine.DiagnoseAsync(plan, target, cancellationToken: token));
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
