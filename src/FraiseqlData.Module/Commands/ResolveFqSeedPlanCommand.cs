using System.Management.Automation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Says what Invoke-FqSeed would do: the tables in load order, their counts, the parents that are added, and why. Writes no rows.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "FqSeedPlan")]
[OutputType(typeof(ResolvedTable))]
public sealed class ResolveFqSeedPlanCommand : PlanCmdlet
{
    /// <summary>The file that slices of the plan read: all that its rows depend on, with keys that are reserved for them now.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    private protected override void Process()
    {
        var (plan, target) = (FullPlan, Target);
        var resolved = Await(token => SeedEngine.ResolveAsync(plan, target, token));
        Tell(resolved.Warnings, resolved.LeftOut);
        if (Path is not null)
            TextFile.Write(GetUnresolvedProviderPathFromPSPath(Path), Await(token => SeedEngine.SettleAsync(plan, target, token)).ToJson());
        WriteObject(resolved.Tables, enumerateCollection: true);
    }
}
