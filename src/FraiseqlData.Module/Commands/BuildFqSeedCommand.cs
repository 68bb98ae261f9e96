using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Makes a plan's rows without writing them to the database.</summary>
[Cmdlet("Build", "FqSeed")]
[OutputType(RowShape.TypeName)]
public sealed class BuildFqSeedCommand : PlanCmdlet
{
    private protected override void Process()
    {
        var (plan, target) = (FullPlan, Target);
        var scripts = new ScriptRunner(Ask);
        RowShape? shape = null;
        foreach (var (table, row) in Stream(token => SeedEngine.BuildAsync(plan, target, scripts, token)))
        {
            if (shape is null || shape.Table != table || !shape.Columns.SequenceEqual(row.Columns))
                shape = new RowShape(table, row.Columns);
            WriteObject(new RowObject(shape, row));
        }
    }
}
