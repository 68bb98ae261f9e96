using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>The columns of rows that form trees: the parent, what all rows of a tree agree on, and what tells of the row's place.</summary>
/// <param name="table">The table.</param>
/// <param name="segment">The rows.</param>
sealed class TreeColumns(TableContext table, RowSegment segment)
{
    static readonly HashSet<string> LevelNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "level", "lvl", "depth", "tree_level", "tree_depth", "node_level", "node_depth", "hierarchy_level", "nesting_level", "ebene", "tiefe", "niveau", "profondeur", "nivel", "profundidad",
    };

    static readonly HashSet<string> PathNames = new(StringComparer.OrdinalIgnoreCase) { "path", "full_path", "tree_path", "node_path", "hierarchy_path", "materialized_path", "id_path", "path_ids" };

    static readonly string[] FileWords = ["file", "document", "attachment", "media", "image", "upload", "asset", "photo", "directory"];

    /// <summary>The steps of rows of which a hierarchy says what trees they form, in order.</summary>
    /// <param name="decided">Columns whose values come from elsewhere.</param>
    public IEnumerable<BatchStep> Shaped(IReadOnlySet<int> decided)
    {
        var shape = segment.Tree!;
        var self = table.References.First(r => r.Key == shape.Key);
        var written = new HashSet<int>(decided);
        if (Agreeing(self) is { } agreeing && !agreeing.Columns.Any(written.Contains))
        {
            yield return new RootReferenceStep(agreeing, table.StreamKey(agreeing.Key.Name), shape, segment.FirstOrdinal);
            written.UnionWith(agreeing.Columns);
        }
        yield return new TreeStep(self, [.. self.Nullable.Where(c => !written.Contains(c))], shape, segment.FirstOrdinal);
        var tree = new ShapedTree(shape, segment.FirstOrdinal);
        for (var i = 0; i < table.Table.Columns.Count; i++)
        {
            if (written.Contains(i) || self.Columns.Contains(i))
                continue;
            if (IsLevel(i))
                yield return new TreeLevelStep(i, Math.Max(DomainOf(i).Min is { } min ? Convert.ToInt64(min, CultureInfo.InvariantCulture) : long.MinValue, UsualRoot(i)), tree, []);
            else if (IsPath(i, self))
                yield return PathStep(i, self, tree, []);
        }
    }

    /// <summary>The steps of columns that tell of a row's place in trees which come of each row's picking its parent.</summary>
    /// <param name="decided">Columns whose values come from elsewhere.</param>
    public IEnumerable<BatchStep> Picked(IReadOnlySet<int> decided)
    {
        if (Self(decided) is not { } self)
            yield break;
        var tree = new PickedTree(table, self);
        foreach (var level in Enumerable.Range(0, table.Table.Columns.Count).Where(i => !decided.Contains(i) && IsLevel(i) && !IsInKey(i) && CanFollow(i, self)))
        {
            if (RootOf(level, self) is not { } root)
                continue;
            if (DeepestOf(level, root) is { } deepest)
                yield return new TreeLimitStep(self, tree, deepest);
            yield return new TreeLevelStep(level, root, tree, self.Columns);
        }
        foreach (var path in Enumerable.Range(0, table.Table.Columns.Count).Where(i => !decided.Contains(i) && IsPath(i, self) && IsOfKeys(i) && CanFollow(i, self)))
        {
            var step = PathStep(path, self, tree, self.Columns);
            if (Enumerable.Range(1, 3).Select(step.Example).All(text => DomainTest.Accepts(DomainOf(path), text)) && (step.HasRoom || !IsInKey(path)))
                yield return step;
        }
    }

    /// <summary>The foreign key by which each row picks an earlier one as its parent; null where there is none, or nobody knows which.</summary>
    TableReference? Self(IReadOnlySet<int> decided)
    {
        var found = table.References.Where(r => r is { Resolved: { Source: ParentSource.Itself, IsSecondPass: false }, Parents: not null } && !r.Columns.Any(decided.Contains)
            // Where a row is the parent of one only there are no trees.
            && !table.Table.UniqueKeys.Any(k => k.Columns.Count > 0 && k.Columns.All(c => r.Columns.Contains(table.IndexOf(c))))).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : found.Find(r => r.Columns.Any(c => ColumnWords.OfColumn(table.ColumnAt(c).Name).Words.Contains("parent")));
    }

    /// <summary>The reference on which the rows of a tree agree by the most important of their ancestors.</summary>
    TableReference? Agreeing(TableReference self) =>
        table.References.FirstOrDefault(r => r != self && r.IsPickable && r.Columns.Intersect(self.Columns).Any())
        ?? self.Ancestors.Select(a => table.References.FirstOrDefault(r => r != self && r.IsPickable && r.Reaches(a) && r.IsDirect(a))).FirstOrDefault(r => r is not null);

    bool IsOfPlace(int index) => !table.ColumnAt(index).IsGenerated && !table.References.Any(r => r.Columns.Contains(index));

    bool IsLevel(int index) => IsOfPlace(index) && TypeOf(index) is "int2" or "int4" or "int8" && LevelNames.Contains(table.ColumnAt(index).Name);

    bool IsPath(int index, TableReference self) =>
        IsOfPlace(index) && self.Columns.Count == 1
        && (TypeOf(index) == "ltree" || (TypeOf(index) is "text" or "varchar" && table.ColumnAt(index).Name is var name
            && (name.Equals("path", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_path", StringComparison.OrdinalIgnoreCase))));

    /// <summary>Whether a path that nobody speaks of is one of keys: others are those of files.</summary>
    bool IsOfKeys(int index) => TypeOf(index) == "ltree" || (PathNames.Contains(table.ColumnAt(index).Name) && !ColumnWords.OfTable(table.Table.Name.Name).Words.Any(FileWords.Contains));

    bool IsInKey(int index) =>
        table.Table.UniqueKeys.Any(k => k.Columns.Contains(table.ColumnAt(index).Name)) || table.Table.Exclusions.Any(e => e.Parts.Any(p => p.Column == table.ColumnAt(index).Name));

    /// <summary>Whether no condition joins the column with others than those of the parent.</summary>
    bool CanFollow(int index, TableReference self) =>
        table.Constraints.RowChecks.Where(c => c.Columns.Contains(table.ColumnAt(index).Name)).All(c => c.Columns.All(n => n == table.ColumnAt(index).Name || self.Columns.Contains(table.IndexOf(n))));

    TreePathStep PathStep(int index, TableReference self, RowTree tree, IReadOnlyList<int> reads)
    {
        var key = table.Table.GetColumn(self.Key.ReferencedColumns[0]);
        var (separator, start) = TypeOf(index) == "ltree" ? (".", "") : ("/", "/");
        return new TreePathStep(index, separator, start, self, table.Codecs[table.IndexOf(key.Name)], tree, reads, Math.Min(table.ColumnAt(index).MaxLength ?? int.MaxValue, DomainOf(index).MaxLength ?? int.MaxValue));
    }

    /// <summary>The level of roots that the column's default, its name and its constraints leave; null for none.</summary>
    long? RootOf(int index, TableReference self)
    {
        var column = table.ColumnAt(index);
        var candidates = new List<long>();
        if (long.TryParse(column.Default, NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) && given is 0 or 1)
            candidates.Add(given);
        candidates.AddRange([UsualRoot(index), 1, 0]);
        var checks = table.Constraints.RowChecks.Where(c => c.Columns.Contains(column.Name)).ToList();
        return candidates.Where(c => Accepts(index, c) && checks.TrueForAll(x => x.Evaluate(name => name == column.Name ? ValueOf(index, c) : null) != CheckOutcome.False)
            && checks.TrueForAll(x => x.Evaluate(name => name == column.Name ? ValueOf(index, c + 1) : Sample(self, name)) != CheckOutcome.False)).Cast<long?>().FirstOrDefault();
    }

    /// <summary>The last level that the column takes, counted from 0 for that of the roots; null where there is no end.</summary>
    int? DeepestOf(int index, long root)
    {
        const int Endless = 1000;
        return Enumerable.Range(0, Endless).Cast<int?>().FirstOrDefault(level => !Accepts(index, root + level!.Value + 1));
    }

    bool Accepts(int index, long level) => ValueOf(index, level) is { } value && DomainTest.Accepts(DomainOf(index), value);

    object ValueOf(int index, long level) => Convert.ChangeType(level, table.Codecs[index].ValueType, CultureInfo.InvariantCulture);

    /// <summary>Some key of a parent, for conditions that only ask whether there is one.</summary>
    object? Sample(TableReference self, string column)
    {
        var type = self.Columns.Contains(table.IndexOf(column)) ? table.Codecs[table.IndexOf(column)].ValueType : null;
        return type == typeof(Guid) ? new Guid(1, 0, 0, new byte[8]) : type == typeof(string) ? "a" : type is { IsPrimitive: true } ? Convert.ChangeType(1, type, CultureInfo.InvariantCulture) : null;
    }

    int UsualRoot(int index) => table.ColumnAt(index).Name.Contains("depth", StringComparison.OrdinalIgnoreCase) ? 0 : 1;

    string TypeOf(int index) => table.ColumnAt(index).Type.Underlying.Name.Name;

    ColumnDomain DomainOf(int index) => table.Constraints.DomainOf(table.ColumnAt(index).Name);
}
