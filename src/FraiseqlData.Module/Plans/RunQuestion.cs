using System.Globalization;
using System.Management.Automation;
using System.Text;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>What -WhatIf and -Confirm tell of a run.</summary>
static class RunQuestion
{
    /// <summary>Whether anybody will see the answer to "what would be done".</summary>
    public static bool IsAsked(PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.ContainsKey("WhatIf")
        || cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm")
        || LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"))
        || (LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var asks)
            && asks is not ConfirmImpact.None and <= ConfirmImpact.Medium);

    /// <summary>Tables, counts, order, added parents, and how each table is loaded.</summary>
    public static string Describe(ResolvedPlan plan, string target)
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
        if (plan.Plan.Options.Backend == BackendChoice.Staging)
            _ = text.AppendLine().Append(CultureInfo.InvariantCulture, $"  By way of {plan.Plan.Options.StagingSchema ?? "the staging schema"}.");
        foreach (var partition in plan.NewPartitions)
            _ = text.AppendLine().Append(CultureInfo.InvariantCulture, $"  Made before: {partition}");
        foreach (var skipped in plan.Skipped)
            _ = text.AppendLine().Append(CultureInfo.InvariantCulture, $"  Skipped: {skipped}");
        return text.ToString();
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
