using System.Globalization;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>How rows form trees: numbered level by level, each row's children one after the other.</summary>
sealed class TreeShape
{
    readonly List<long> _starts = [0];
    readonly ParentShares _shares;

    /// <summary>Counts the rows of all levels.</summary>
    /// <param name="key">The foreign key that refers to the table itself.</param>
    /// <param name="hierarchy">What is wanted.</param>
    /// <param name="wanted">How many rows are wanted; 0 for as many as the hierarchy has.</param>
    /// <param name="fanout">How many children a row has, by its number.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqHierarchyInvalid</c>: it has fewer rows than are wanted, or no end.</exception>
    public TreeShape(ForeignKey key, Hierarchy hierarchy, long wanted, Func<long, long> fanout)
    {
        (Key, Roots) = (key, hierarchy.Levels.Count > 0 ? hierarchy.Levels[0] : hierarchy.Roots);
        var name = key.Table.ToString();
        if (hierarchy.Levels.Count == 0 && hierarchy.Depth is null && wanted == 0)
            throw Hierarchy.Invalid(name, "it has no end", "Give -Count, depth or levels.");
        Rows = Roots;
        Func<long, long> childrenOf = hierarchy.Levels.Count == 0 ? fanout : parent => LevelOf(parent) is var level && level + 1 < hierarchy.Levels.Count
            ? PartitionTargets.Share(hierarchy.Levels[level + 1], parent - _starts[level], hierarchy.Levels[level]).Count
            : 0;
        var inner = 0L;
        for (var depth = 1; (wanted == 0 || Rows < wanted) && depth < (hierarchy.Levels.Count > 0 ? hierarchy.Levels.Count : hierarchy.Depth ?? int.MaxValue); depth++)
        {
            _starts.Add(Rows);
            for (var parent = inner; parent < _starts[^1]; parent++)
                Rows += childrenOf(parent);
            if (Rows > PlanEntry.MaxCount && wanted == 0)
                throw PlanErrors.CountOutOfRange(name, Rows);
            inner = _starts[^1];
            if (Rows == inner)
                break;
        }
        if (Rows < wanted)
        {
            throw Hierarchy.Invalid(
                name, string.Create(CultureInfo.InvariantCulture, $"it has {Rows} rows, but {wanted} are wanted"), "Use a greater depth, fanout or number of roots, or a lower -Count.");
        }
        Rows = wanted == 0 ? Rows : wanted;
        _shares = new ParentShares(key, 0, inner, childrenOf);
    }

    /// <summary>The foreign key that refers to the table itself.</summary>
    public ForeignKey Key { get; }

    /// <summary>How many rows have no parent.</summary>
    public long Roots { get; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; }

    /// <summary>How many levels there are.</summary>
    public int Depth => LevelOf(Rows - 1) + 1;

    /// <summary>The level of a row, from 0 for the roots.</summary>
    public int LevelOf(long row) => _starts.BinarySearch(row) is >= 0 and var found ? found : ~_starts.BinarySearch(row) - 1;

    /// <summary>The parent of a row, or null for a root.</summary>
    public long? ParentOf(long row) => row < Roots ? null : _shares.Find(row - Roots).Parent;

    /// <summary>The row at the top of a row's tree.</summary>
    public long RootOf(long row)
    {
        while (ParentOf(row) is { } parent)
            row = parent;
        return row;
    }
}
