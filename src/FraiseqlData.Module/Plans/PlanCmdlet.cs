using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets that carry out the plan that they are given, or say what that would do.</summary>
public abstract class PlanCmdlet : RunCmdlet
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public SeedPlan Plan { get; set; } = null!;

    /// <summary>The database that the command is about.</summary>
    private protected FqConnection Target => TargetFor(Plan);

    /// <summary>The plan with the command's own parent counts.</summary>
    private protected virtual SeedPlan FullPlan => WithParentCounts(Plan);
}
