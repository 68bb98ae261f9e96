using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>A roll-up whose names are settled.</summary>
/// <param name="Parent">The table whose column is set.</param>
/// <param name="Column">The column.</param>
/// <param name="Rollup">What was asked for.</param>
/// <param name="Key">The foreign key that leads from the children to the parent.</param>
/// <param name="Source">The children's column that is summed up; null for a count of rows.</param>
sealed record RollupColumn(Table Parent, Column Column, Rollup Rollup, ForeignKey Key, Column? Source)
{
    /// <summary>Settles the names of a roll-up.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqRollupInvalid</c>: a name means nothing, or several things; or the column cannot be set.</exception>
    public static RollupColumn Find(DatabaseSchema schema, Table parent, Column column, Rollup rollup)
    {
        var name = $"{parent.Name}.{column.Name}";
        if (column.IsGenerated)
            throw Rollup.Invalid(name, "only the server gives it a value", "Sum up into an ordinary column.");
        if (parent.UniqueKeys.Any(k => k.Columns.Contains(column.Name)) || parent.ForeignKeys.Any(k => k.Columns.Contains(column.Name)))
            throw Rollup.Invalid(name, "it is part of a key", "Sum up into a column that is not part of a key.");
        if (!parent.CanUpdate)
            throw PlanErrors.NoPrivilege(parent, "UPDATE");
        var keys = schema.Tables.SelectMany(t => t.ForeignKeys).Where(k => k.IsEnforced && k.ReferencedTable == parent.Name).ToList();
        var (meant, source) = Children(schema, keys, name, rollup);
        if (rollup.Via is { } via)
            meant = meant.FindAll(k => k.Columns.Contains(via, StringComparer.OrdinalIgnoreCase) || string.Equals(k.Name, via, StringComparison.OrdinalIgnoreCase));
        return meant switch
        {
            [var only] => new RollupColumn(parent, column, rollup, only, source),
            [] => throw Rollup.Invalid(
                name, $"no foreign key '{rollup.Via}' leads from there to {parent.Name}.{NearestNames.DidYouMean(NearestNames.Of(rollup.Via!, keys.SelectMany(k => k.Columns)))}".TrimEnd('.'),
                "Name a column of the foreign key, or the constraint."),
            _ => throw Rollup.Invalid(
                name, $"several foreign keys lead from {meant[0].Table} to {parent.Name}: {string.Join(", ", meant.Select(k => string.Join(" and ", k.Columns)))}",
                $"Say which: {rollup with { Via = meant[0].Columns[^1] }}."),
        };
    }

    static (List<ForeignKey> Keys, Column? Source) Children(DatabaseSchema schema, List<ForeignKey> keys, string name, Rollup rollup)
    {
        var whole = TablePattern.Parse(rollup.Target);
        if (rollup.Function == RollupFunction.Count && Only(keys.FindAll(k => whole.Matches(k.Table)), name, rollup) is { Count: > 0 } counted)
            return (counted, null);
        var dot = rollup.Target.LastIndexOf('.');
        var table = TablePattern.Parse(dot < 0 ? rollup.Target : rollup.Target[..dot]);
        if (Only(keys.FindAll(k => table.Matches(k.Table)), name, rollup) is not { Count: > 0 } found)
        {
            var children = keys.Select(k => k.Table.Name).Distinct().ToList();
            throw Rollup.Invalid(
                name, $"no table '{table.Text}' refers to it.{NearestNames.DidYouMean(NearestNames.Of(table.Name, children))}".TrimEnd('.'),
                children.Count == 0 ? "No table refers to it: leave the roll-up out." : $"Tables that refer to it: {string.Join(", ", children)}.");
        }
        if (dot < 0)
            throw Rollup.Invalid(name, $"{rollup.Function.ToString().ToLowerInvariant()} needs a column of {table.Text}", $"Use {rollup.Function.ToString().ToLowerInvariant()}({table.Text}.amount).");
        var child = schema.Get(found[0].Table);
        var column = rollup.Target[(dot + 1)..].Trim('"');
        return (found, PlanChecker.FindColumn(child, column) ?? throw PlanErrors.ColumnNotFound(child, column, NearestNames.Of(column, child.Columns.Select(c => c.Name))));
    }

    static List<ForeignKey> Only(List<ForeignKey> found, string name, Rollup rollup) =>
        found.Select(k => k.Table).Distinct().Count() < 2 ? found
            : throw Rollup.Invalid(name, $"'{rollup.Target}' may mean {string.Join(" or ", found.Select(k => k.Table).Distinct())}", "Name the schema.");

    /// <summary>The roll-up's value, of the row that sums a child table up.</summary>
    public string ToSql() => Rollup.Function == RollupFunction.Count && Source is null ? "count(*)" : $"{Rollup.Function.ToString().ToLowerInvariant()}(c.{QualifiedName.Quote(Source!.Name)})";

    /// <summary>The column and what it gets.</summary>
    public override string ToString() => $"{Parent.Name}.{Column.Name} = {Rollup}";
}
