using System.Management.Automation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Says what Invoke-FqSeed would do: the tables in load order, their counts, the parents that are added, and why. Writes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "FqSeedPlan")]
[OutputType(typeof(ResolvedTable))]
public sealed class ResolveFqSeedPlanCommand : PlanCmdlet
{
    private protected override void Process()
    {
        var (plan, target) = (FullPlan, Target);
        var resolved = Await(token => SeedEngine.ResolveAsync(plan, target, token));
        Tell(resolved.Warnings, resolved.LeftOut);
        WriteObject(resolved.Tables, enumerateCollection: true);
    }
}
