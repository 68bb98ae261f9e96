using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// What children ask of their parents' keys: where a check or a partition bound limits a foreign key's column, the parent must have rows
/// with such keys, or the child could refer to none.
/// </summary>
/// <param name="plan">The resolved plan.</param>
/// <param name="analyse">What a table's own constraints mean.</param>
sealed class ChildDemands(ResolvedPlan plan, Func<Table, TableConstraints> analyse)
{
    readonly Lazy<ILookup<QualifiedName, (Table Child, ForeignKey Key)>> _children = new(() => plan.Tables
        .SelectMany(t => t.References.Where(r => r.Source == ParentSource.Plan).Select(r => (t.Table, r.Key))).ToLookup(r => r.Key.ReferencedTable));

    /// <summary>A table's constraints with its key columns limited to what its children can use; untouched where they contradict.</summary>
    public TableConstraints Add(Table parent, TableConstraints own)
    {
        var domains = own.Domains.ToDictionary(StringComparer.Ordinal);
        foreach (var demands in Of(parent))
        {
            var both = DomainAlgebra.Intersect(own.DomainOf(demands.Key), DomainAlgebra.Union([.. demands]));
            if (!both.IsEmpty)
                domains[demands.Key] = both with { NotNull = own.DomainOf(demands.Key).NotNull };
        }
        return own with { Domains = domains };
    }

    /// <summary>The domains of the columns that refer to a table's column, by that column.</summary>
    IEnumerable<IGrouping<string, ColumnDomain>> Of(Table parent) =>
        from found in _children.Value[parent.Name]
        from pair in found.Key.Columns.Zip(found.Key.ReferencedColumns)
        let domain = analyse(found.Child).DomainOf(pair.First)
        where IsLimiting(domain) && found.Child.GetColumn(pair.First).Type.Underlying.Oid == parent.GetColumn(pair.Second).Type.Underlying.Oid
        group domain by pair.Second;

    /// <summary>Whether a domain says which keys can be referred to.</summary>
    public static bool IsLimiting(ColumnDomain domain) =>
        !domain.IsEmpty && !domain.MustBeNull && (domain.Allowed is not null || domain.Min is not null || domain.Max is not null || domain.Patterns.Count > 0);
}
