using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Puts a plan's rows into a database, in one transaction.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FqSeed", SupportsShouldProcess = true)]
[OutputType(typeof(FqSeedResult))]
[OutputType(RowShape.TypeName)]
[OutputType(typeof(SliceResult))]
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
        if (Slice is not null || SliceCount is not null || Level is not null || ResolvedPlan is not null)
        {
            WriteSlice(plan, target);
            return;
        }
        if (IsQuestioned() && !IsWanted(Await(token => SeedEngine.ResolveAsync(plan, target, token)), target.Name))
            return;
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

    void WriteSlice(SeedPlan plan, FqConnection target)
    {
        if ((Slice, SliceCount, Level, ResolvedPlan) is not ({ } number, { } count, { } level, { } path))
        {
            throw new FraiseqlDataException(
                "FqSliceInvalid", ErrorKind.InvalidArgument, "-ResolvedPlan, -Slice, -SliceCount and -Level belong together.", "Give all four: -ResolvedPlan plan.json -Slice 3 -SliceCount 16 -Level 1.");
        }
        var data = ResolvedPlanData.FromJson(TextFile.Read(GetUnresolvedProviderPathFromPSPath(path)));
        if (!ShouldProcess(target.Name, string.Create(CultureInfo.InvariantCulture, $"Insert slice {number} of {count}, level {level}")))
            return;
        using var report = new RunReport(this, Tell);
        WriteObject(Await(token => SeedEngine.InvokeSliceAsync(plan, data, new PlanSlice(number, count), level, target, new RunOptions { Observer = report }, token)));
    }

    /// <summary>Whether anybody will see the answer to "what would be done".</summary>
    bool IsQuestioned() =>
        MyInvocation.BoundParameters.ContainsKey("WhatIf")
        || MyInvocation.BoundParameters.ContainsKey("Confirm")
        || LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"))
        || (LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var asks)
            && asks is not ConfirmImpact.None and <= ConfirmImpact.Medium);

    bool IsWanted(ResolvedPlan plan, string target)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"Insert {plan.TotalRows} rows into {plan.Tables.Count} tables of {target} (seed {plan.Plan.Options.Seed}), in this order:"));
        foreach (var table in plan.Tables)
        {
            _ = text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"  {table.Order}. {table.Table.Name}: {table.Count} rows{(table.IsAddedParent ? $", added: {table.Reason}" : "")}");
        }
        foreach (var load in plan.LoadPlans)
            Append(text, load);
        if (plan.Plan.Options.Backend is not BackendChoice.Direct and var backend)
            _ = text.AppendLine().Append(CultureInfo.InvariantCulture, $"  By way of {plan.Plan.Options.StagingSchema ?? "the staging schema"}{(backend == BackendChoice.Auto ? ", where it is complete" : "")}.");
        foreach (var partition in plan.NewPartitions)
            _ = text.AppendLine().Append(CultureInfo.InvariantCulture, $"  Made before: {partition}");
        foreach (var skipped in plan.Skipped)
            _ = text.AppendLine().Append(CultureInfo.InvariantCulture, $"  Skipped: {skipped}");
        return ShouldProcess(text.ToString(), text.ToString(), "Invoke-FqSeed");
    }

    static void Append(StringBuilder text, TableLoadPlan load)
    {
        _ = text.AppendLine().Append("  ").Append(load);
        if (load.Locked.Count > 0)
            _ = text.AppendLine().Append("     locked until the end: ").AppendJoin(", ", load.Locked);
        foreach (var kept in load.Kept)
            _ = text.AppendLine().Append("     kept: ").Append(kept);
        foreach (var sql in load.Before)
            _ = text.AppendLine().Append("     before: ").Append(sql);
        foreach (var sql in load.After)
            _ = text.AppendLine().Append("     after: ").Append(sql);
    }
}
