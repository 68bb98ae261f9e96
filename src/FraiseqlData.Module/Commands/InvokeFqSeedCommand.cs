using System.Diagnostics;
using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Puts a plan's rows into a database, in one transaction.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FqSeed", SupportsShouldProcess = true)]
[OutputType(typeof(FqSeedResult))]
[OutputType(RowShape.TypeName)]
[OutputType(typeof(SliceResult))]
[OutputType(typeof(TableLoadPlan))]
public sealed class InvokeFqSeedCommand : PlanCmdlet
{
    /// <summary>Writes the rows of the plan's own tables instead of the result.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Leaves out tables that cannot be filled, with a warning, and fills the rest.</summary>
    [Parameter]
    public SwitchParameter SkipUnfillable { get; set; }

    /// <summary>Makes a partition that takes every row for each partitioned table that has none.</summary>
    [Parameter]
    public SwitchParameter CreatePartition { get; set; }

    /// <summary>Leaves read models as they are.</summary>
    [Parameter]
    public SwitchParameter NoSync { get; set; }

    /// <summary>What becomes of indexes and foreign keys while tables are loaded; without, what the plan says.</summary>
    [Parameter]
    public FqLoadStrategy? LoadStrategy { get; set; }

    /// <summary>Where the rows go; without, what the plan says.</summary>
    [Parameter]
    public FqBackend? Backend { get; set; }

    /// <summary>The staging schema; without, staging, else prep_seed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string? StagingSchema { get; set; }

    /// <summary>The function or procedure that moves all rows out of staging, where it has a name of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResolveFunction { get; set; }

    /// <summary>The file of Resolve-FqSeedPlan -Path that the slices of a plan share.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResolvedPlan { get; set; }

    /// <summary>Which part of the rows is written, from 1.</summary>
    [Parameter]
    public int? Slice { get; set; }

    /// <summary>How many slices make the whole.</summary>
    [Parameter]
    public int? SliceCount { get; set; }

    /// <summary>Which level of tables is filled: parents first, from 1.</summary>
    [Parameter]
    public int? Level { get; set; }

    /// <summary>Drops, before the first slice, what the load strategy drops.</summary>
    [Parameter]
    public SwitchParameter Prepare { get; set; }

    /// <summary>Brings back, behind the last slice, what was dropped.</summary>
    [Parameter]
    public SwitchParameter Finish { get; set; }

    /// <summary>Finishes though slices are missing.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override SeedPlan FullPlan
    {
        get
        {
            var plan = With(base.FullPlan, SkipUnfillable, CreatePartition);
            var options = BackendReader.With(plan.Options, Backend, StagingSchema, ResolveFunction);
            return plan.With(LoadStrategy is { } strategy ? options with { LoadStrategy = (LoadStrategy)strategy } : options);
        }
    }

    private protected override void Process()
    {
        var clock = Stopwatch.StartNew();
        var (plan, target) = (FullPlan, Target);
        if (SliceStep.Of(ResolvedPlan, Slice, SliceCount, Level, Prepare, Finish, Force) is { } step)
        {
            WriteStep(step, plan, target);
            return;
        }
        if (RunQuestion.IsAsked(this))
        {
            var text = RunQuestion.Describe(Await(token => SeedEngine.ResolveAsync(plan, target, token)), target.Name);
            if (!ShouldProcess(text, text, "Invoke-FqSeed"))
                return;
        }
        using var report = new RunReport(this, Tell);
        var options = new RunOptions { Observer = report, Scripts = new ScriptRunner(Ask), SyncReadModels = !NoSync };
        var result = Await(token => SeedEngine.InvokeAsync(plan, target, options, token));
        report.Complete();
        if (!PassThru)
        {
            WriteObject(FqSeedResult.Of(result, target, clock.Elapsed));
            return;
        }
        foreach (var table in result.Tables.Where(t => !t.IsAddedParent))
            WriteObject(new SeededRowList(table), enumerateCollection: true);
    }

    void WriteStep(SliceStep step, SeedPlan plan, FqConnection target)
    {
        var data = ResolvedPlanData.FromJson(TextFile.Read(GetUnresolvedProviderPathFromPSPath(ResolvedPlan!)));
        if (!ShouldProcess(target.Name, step.What))
            return;
        using var report = new RunReport(this, Tell);
        WriteObject(Await(token => step.RunAsync(plan, data, target, new RunOptions { Observer = report }, token)), enumerateCollection: true);
    }
}
