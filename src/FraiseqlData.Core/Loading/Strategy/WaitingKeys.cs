using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>The foreign keys that have to wait for the end of a run: those that point from a table to one that is loaded after it.</summary>
static class WaitingKeys
{
    /// <summary>Their names; a name is unique only within its table.</summary>
    public static IReadOnlyList<QualifiedName> Of(ResolvedPlan plan) =>
        [.. plan.Tables
            .SelectMany(t => t.References.Where(r => r is { Source: ParentSource.Plan, IsSecondPass: false, Key.IsDeferrable: true } && plan.Find(r.Key.ReferencedTable) is { } parent && parent.Order > t.Order))
            .Select(r => new QualifiedName(r.Key.Table.Schema, r.Key.Name)).Distinct()];
}
