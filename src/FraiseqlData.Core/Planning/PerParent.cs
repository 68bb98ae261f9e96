using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>So many rows for each parent, in the place of a count.</summary>
/// <param name="Parent">Which foreign key leads to the parents: one of its columns, its name, or the table that it refers to.</param>
/// <param name="Rows">How many rows each parent gets; whole numbers from 0.</param>
public sealed record PerParent(string Parent, Distribution Rows)
{
    /// <summary>Whether rows of the parent that were there before the run get some too, not only those of the plan.</summary>
    public bool IncludeExisting { get; init; }

    /// <summary>The rule in words.</summary>
    public override string ToString() => $"{Rows} for each {Parent}";

    /// <summary>The distribution, which gives no number below 0.</summary>
    internal Distribution Counts => Rows is { Min: null, Kind: DistributionKind.Normal or DistributionKind.LogNormal or DistributionKind.Poisson } ? Rows with { Min = 0 } : Rows;

    /// <summary>Refuses a rule by which no number of rows can be drawn.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqDistributionInvalid</c>.</exception>
    internal void Check()
    {
        DistributionReader.Check(Parent, Counts);
        if (Rows.Values.Any(n => n < 0) || Rows.Min < 0)
            throw DistributionReader.Invalid(Parent, "a parent cannot get fewer than 0 rows", "Use numbers from 0.");
        foreach (var odd in Rows.Values.Append(Rows.Min ?? 0).Append(Rows.Max ?? 0).Where(n => n != Math.Truncate(n) || n > PlanEntry.MaxCount))
            throw DistributionReader.Invalid(Parent, FormattableString.Invariant($"{odd} is no number of rows"), $"Use whole numbers up to {PlanEntry.MaxCount}.");
    }

    /// <summary>The foreign key of a table that is meant, or null where the table has none such.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqPerParentInvalid</c>: several are meant, or its rows cannot be dealt out.</exception>
    internal ForeignKey? Find(Table table)
    {
        var keys = table.ForeignKeys.Where(k => k.IsEnforced).ToList();
        var pattern = TablePattern.Parse(Parent);
        var columns = keys.Where(k => k.Columns.Contains(Parent, StringComparer.OrdinalIgnoreCase)).ToList();
        // A column may be shared; the key that it is most of is meant.
        var least = columns.Select(k => k.Columns.Count).DefaultIfEmpty(0).Min();
        foreach (var meant in new[]
        {
            columns.FindAll(k => k.Columns.Count == least),
            keys.FindAll(k => string.Equals(k.Name, Parent, StringComparison.OrdinalIgnoreCase)),
            keys.FindAll(k => pattern.Matches(k.ReferencedTable)),
        })
        {
            if (meant.Count > 1)
            {
                throw Invalid(
                    table, Parent, $"several foreign keys are meant: {string.Join(", ", meant.Select(k => $"\"{k.Name}\" ({string.Join(", ", k.Columns)})"))}",
                    "Name the column or the constraint.");
            }
            if (meant is [{ IsSelfReference: true }])
                throw Invalid(table, Parent, "the key refers to the table itself, whose rows are the parents", "Use -Hierarchy, which says how many children each row has.");
            if (meant is [var only])
                return only;
        }
        return null;
    }

    /// <summary>The foreign key, which the table must have.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqPerParentInvalid</c>.</exception>
    internal ForeignKey Require(Table table)
    {
        if (Find(table) is { } found)
            return found;
        var keys = table.ForeignKeys.Where(k => k.IsEnforced).ToList();
        var names = keys.SelectMany(k => k.Columns.Append(k.Name).Append(k.ReferencedTable.Name)).Distinct().ToList();
        throw Invalid(
            table, Parent, $"no foreign key has that column or name, or refers to a table of that name.{NearestNames.DidYouMean(NearestNames.Of(Parent, names))}",
            keys.Count == 0 ? "Use -Count: the table has no foreign keys." : $"Its foreign keys are on {string.Join(", ", keys.Select(k => $"{string.Join(" and ", k.Columns)} (to {k.ReferencedTable})"))}.");
    }

    internal static FraiseqlDataException Invalid(Table table, string parent, string why, string action) =>
        new("FqPerParentInvalid", ErrorKind.InvalidArgument, $"{table.Name} cannot get its rows for each '{parent}': {why.TrimEnd('.')}{(why.EndsWith('?') ? "" : ".")}", action, $"{table.Name}.{parent}");
}
