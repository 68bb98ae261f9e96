using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>Columns of a table that one statement sums up.</summary>
/// <param name="Parent">The table.</param>
/// <param name="Columns">Its columns.</param>
sealed record RollupUpdate(Table Parent, IReadOnlyList<RollupColumn> Columns)
{
    /// <summary>The roll-ups that entries ask for, in the order in which they are carried out.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="wishes">What the entries ask for, of tables that get rows.</param>
    /// <exception cref="FraiseqlDataException"><c>FqRollupInvalid</c>: two entries want different things of a column. <c>FqRollupCircle</c>.</exception>
    public static IReadOnlyList<RollupUpdate> Of(DatabaseSchema schema, IEnumerable<Wish> wishes)
    {
        var columns = new List<RollupColumn>();
        foreach (var found in wishes.SelectMany(w => w.Entry.Rollups.OrderBy(r => r.Key, StringComparer.Ordinal).SelectMany(r => PlanChecker.RollupsOf(schema, [w.Table], r.Key, r.Value))))
        {
            var known = columns.Find(c => c.Column == found.Column && c.Parent == found.Parent);
            if (known is null)
                columns.Add(found);
            else if (known.Rollup != found.Rollup)
                throw Rollup.Invalid($"{found.Parent.Name}.{found.Column.Name}", $"two entries of the plan want {known.Rollup} and {found.Rollup}, but it holds for all rows of the table", "Leave one of them out.");
        }
        return InOrder(columns);
    }

    /// <summary>Puts roll-ups into an order in which what one sums up is settled before.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqRollupCircle</c>: some sum each other up.</exception>
    static List<RollupUpdate> InOrder(IReadOnlyList<RollupColumn> all)
    {
        var (left, updates) = (all.ToList(), new List<RollupUpdate>());
        while (left.Count > 0)
        {
            var ready = left.FindAll(r => !left.Exists(o => Feeds(o, r)));
            if (ready.Count == 0)
                throw Circle(left);
            // Other columns of a row may follow those that are summed up, and be summed up in turn.
            var parent = (ready.Find(r => !left.Exists(o => o != r && o.Parent.Name == r.Key.Table)) ?? ready[0]).Parent;
            var columns = ready.FindAll(r => r.Parent == parent);
            updates.Add(new RollupUpdate(parent, columns));
            _ = left.RemoveAll(columns.Contains);
        }
        return updates;
    }

    /// <summary>Whether a roll-up sums up what another one sets, directly or in a column that the server computes.</summary>
    static bool Feeds(RollupColumn one, RollupColumn other) =>
        other.Source is { } source && one.Parent.Name == other.Key.Table && (source == one.Column || (source.IsGenerated && one.Parent.FindColumn(source.Name) == source));

    static FraiseqlDataException Circle(List<RollupColumn> left)
    {
        var path = new List<RollupColumn> { left[0] };
        while (left.Find(o => Feeds(o, path[^1])) is { } next)
        {
            if (path.IndexOf(next) is >= 0 and var first)
            {
                path.RemoveRange(0, first);
                break;
            }
            path.Add(next);
        }
        return new FraiseqlDataException(
            "FqRollupCircle", ErrorKind.InvalidArgument, $"Roll-ups sum each other up, in a circle: {string.Join("; ", path)}.", "Leave one of them out, or sum up another column.", $"{path[0].Parent.Name}.{path[0].Column.Name}");
    }

    /// <summary>The statement that sets the columns: of rows without children too.</summary>
    /// <param name="condition">A condition on the row variable <c>t</c> that limits the rows, or null for all.</param>
    /// <param name="following">Further columns and what they get, over the row variable <c>p</c>, given the sum of each column; or null for none.</param>
    public string ToSql(string? condition, Func<Func<Column, string>, IEnumerable<(Column Column, string Sql)>>? following = null)
    {
        var (sets, joins) = Parts(following, key => key.Table.ToSql());
        var same = Parent.PrimaryKey is { } key ? string.Join(" AND ", key.Columns.Select(QualifiedName.Quote).Select(c => $"t.{c} = p.{c}")) : "t.tableoid = p.tableoid AND t.ctid = p.ctid";
        return $"UPDATE {Parent.Name.ToSql()} AS t SET {string.Join(", ", sets.Select(s => $"{QualifiedName.Quote(s.Column.Name)} = {s.Sql}"))}\nFROM {Parent.Name.ToSql()} AS p{joins}\nWHERE {same}{(condition is null ? "" : $" AND {condition}")}";
    }

    /// <summary>What the columns get, over the row variable <c>p</c> of the parent, and the joins that bring the sums to it.</summary>
    /// <param name="following">As for <see cref="ToSql"/>.</param>
    /// <param name="children">Where the children of a foreign key are read from.</param>
    public (IReadOnlyList<(Column Column, string Sql)> Sets, string Joins) Parts(
        Func<Func<Column, string>, IEnumerable<(Column Column, string Sql)>>? following, Func<ForeignKey, string> children)
    {
        var sources = Columns.GroupBy(c => c.Key).Select((g, i) => (Key: g.Key, Alias: string.Create(CultureInfo.InvariantCulture, $"a{i}"), Columns: g.ToList())).ToList();
        var sums = sources.SelectMany(s => s.Columns.Select((c, i) => (c.Column, Sql: Value(c, FormattableString.Invariant($"{s.Alias}.v{i}"))))).ToList();
        var joins = sources.Select(s => $"\nLEFT JOIN (SELECT {Keys(s.Key, "c.{0} AS k{1}")}, {string.Join(", ", s.Columns.Select((c, i) => FormattableString.Invariant($"{c.ToSql()} AS v{i}")))}"
            + $" FROM {children(s.Key)} AS c GROUP BY {Keys(s.Key, "c.{0}")}) AS {s.Alias} ON {string.Join(" AND ", s.Key.ReferencedColumns.Select((c, i) => FormattableString.Invariant($"{s.Alias}.k{i} = p.{QualifiedName.Quote(c)}")))}");
        return ([.. sums, .. following?.Invoke(column => sums.First(s => s.Column == column).Sql) ?? []], string.Concat(joins));
    }

    // The literal takes the type of the sum: a number, money, an interval.
    static string Value(RollupColumn column, string value) => column.Rollup.Function is RollupFunction.Sum or RollupFunction.Count ? $"COALESCE({value}, '0')" : value;

    static string Keys(ForeignKey key, string form) => string.Join(", ", key.Columns.Select((c, i) => string.Format(CultureInfo.InvariantCulture, form, QualifiedName.Quote(c), i)));
}
