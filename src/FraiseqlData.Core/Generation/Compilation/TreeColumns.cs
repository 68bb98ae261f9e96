using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>The columns of rows that form trees: the parent, what all rows of a tree agree on, and what tells of the row's place.</summary>
/// <param name="table">The table.</param>
/// <param name="segment">The rows; they have a tree.</param>
sealed class TreeColumns(TableContext table, RowSegment segment)
{
    static readonly HashSet<string> LevelNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "level", "lvl", "depth", "tree_level", "tree_depth", "node_level", "node_depth", "hierarchy_level", "nesting_level",
    };

    readonly TreeShape _tree = segment.Tree!;
    readonly TableReference _self = table.References.First(r => r.Key == segment.Tree!.Key);

    /// <summary>The steps, in order.</summary>
    /// <param name="decided">Columns whose values come from elsewhere.</param>
    public IEnumerable<BatchStep> Steps(IReadOnlySet<int> decided)
    {
        var written = new HashSet<int>(decided);
        if (Agreeing() is { } agreeing && !agreeing.Columns.Any(written.Contains))
        {
            yield return new RootReferenceStep(agreeing, table.StreamKey(agreeing.Key.Name), _tree, segment.FirstOrdinal);
            written.UnionWith(agreeing.Columns);
        }
        yield return new TreeStep(_self, [.. _self.Nullable.Where(c => !written.Contains(c))], _tree, segment.FirstOrdinal);
        for (var i = 0; i < table.Table.Columns.Count; i++)
        {
            if (!written.Contains(i) && !_self.Columns.Contains(i) && OfPlace(i, table.ColumnAt(i)) is { } step)
                yield return step;
        }
    }

    /// <summary>The reference on which the rows of a tree agree by the most important of their ancestors.</summary>
    TableReference? Agreeing() =>
        table.References.FirstOrDefault(r => r != _self && r.IsPickable && r.Columns.Intersect(_self.Columns).Any())
        ?? _self.Ancestors.Select(a => table.References.FirstOrDefault(r => r != _self && r.IsPickable && r.Reaches(a) && r.IsDirect(a))).FirstOrDefault(r => r is not null);

    BatchStep? OfPlace(int index, Column column)
    {
        if (column.IsGenerated || table.References.Any(r => r.Columns.Contains(index)))
            return null;
        var type = column.Type.Underlying.Name.Name;
        if (type is "int2" or "int4" or "int8" && LevelNames.Contains(column.Name))
        {
            var least = table.Constraints.DomainOf(column.Name).Min is { } min ? Convert.ToInt64(min, CultureInfo.InvariantCulture) : long.MinValue;
            return new TreeLevelStep(index, Math.Max(least, column.Name.Contains("depth", StringComparison.OrdinalIgnoreCase) ? 0 : 1), _tree, segment.FirstOrdinal);
        }
        var isPath = type == "ltree" || (type is "text" or "varchar" && (column.Name.Equals("path", StringComparison.OrdinalIgnoreCase) || column.Name.EndsWith("_path", StringComparison.OrdinalIgnoreCase)));
        if (!isPath || _self.Columns.Count != 1)
            return null;
        var key = table.Table.GetColumn(_self.Key.ReferencedColumns[0]);
        var (separator, start) = type == "ltree" ? (".", "") : ("/", "/");
        return new TreePathStep(index, separator, start, _self, table.Codecs[table.IndexOf(key.Name)], _tree, segment.FirstOrdinal);
    }
}
