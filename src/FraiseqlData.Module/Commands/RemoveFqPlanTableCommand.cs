using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Gives a plan without some of its entries. The plan that it was given stays as it is.</summary>
[Cmdlet(VerbsCommon.Remove, "FqPlanTable")]
[OutputType(typeof(SeedPlan))]
public sealed class RemoveFqPlanTableCommand : AsyncCmdlet
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public SeedPlan Plan { get; set; } = null!;

    /// <summary>The entries' keys, or their table names or patterns as they were added.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Key")]
    public string[] Table { get; set; } = null!;

    private protected override void Process()
    {
        var plan = Plan;
        foreach (var name in Table)
        {
            var shorter = plan.Remove(name);
            if (shorter.Entries.Count == plan.Entries.Count)
            {
                throw new FraiseqlDataException(
                    "FqPlanEntryNotFound", ErrorKind.NotFound, $"The plan has no entry '{name}'; it has {plan}.",
                    "Give a key, or a table name or pattern as it was added.", name);
            }
            plan = shorter;
        }
        WriteObject(plan);
    }
}
