using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns that tell of a row's place among the rows of its owner: positions, and flags that one of them has.</summary>
/// <param name="table">The table.</param>
/// <param name="drawn">For each column that is still to be drawn a step that does it alone.</param>
/// <param name="joined">The columns that belong to groups.</param>
sealed class SiblingColumns(TableContext table, IReadOnlyDictionary<int, SourceStep> drawn, IReadOnlySet<int> joined)
{
    const string Position = "position";

    static readonly string[] First = ["primary", "default", "main"];
    static readonly string[] Uses = ["shipping", "billing", "contact"];

    readonly IReadOnlyList<string> _words = ColumnWords.OfTable(table.Table.Name.Name).Words;

    /// <summary>The steps.</summary>
    public IEnumerable<BatchStep> Find()
    {
        var columns = drawn.Values.Where(d => !joined.Contains(d.Column)).OrderBy(d => d.Column).ToList();
        var positions = columns.Where(d => IsPosition(d.Source)).ToList();
        var flags = columns.Where(IsOfFirst).ToList();
        if (positions.Count + flags.Count == 0)
            yield break;
        var owner = Owner();
        var self = table.References.FirstOrDefault(r => r is { Resolved: { Source: ParentSource.Itself, IsSecondPass: false }, Parents: not null });
        var ranks = new SiblingRanks(table, owner is null ? [] : [owner]);
        foreach (var flag in flags)
            yield return new SiblingStep(flag, ranks, isFlag: true);
        var places = self is null ? ranks : new SiblingRanks(table, owner is null ? [self] : [owner, self]);
        foreach (var position in positions)
            yield return new SiblingStep(position, places, isFlag: false);
    }

    /// <summary>Whether a source gives the places of rows in an order.</summary>
    public static bool IsPosition(ValueSource source) => source is { Name: Position, Origin: SourceOrigin.Name } and IOrderedSource { Step: 1 } ordered && ordered.Whole.Count == (ulong)(ordered.Whole.High - ordered.Whole.Low) + 1;

    /// <summary>Whether a flag's name says that only one row has it: <c>is_primary</c>, <c>default_flag</c>, <c>is_default_shipping</c>.</summary>
    bool IsOfFirst(SourceStep own) =>
        own.Source.Origin == SourceOrigin.Name && own.Source.DistinctCapacity == 2 && SameFlagStep.IsFlag(own.Source)
        && SameFlagStep.SubjectOf(table.ColumnAt(own.Column).Name).Split(' ') is [var first, .. var thing] && First.Contains(first)
        && (thing is [] || thing is [var only] && (Uses.Contains(only) || _words.Contains(only)));

    /// <summary>
    /// The foreign key whose parents the rows belong to: the one that the table is named for, else the first; those that every row has before others.
    /// What the parent of another key belongs to itself is too far away.
    /// </summary>
    TableReference? Owner()
    {
        var found = table.References.Where(r => r.IsPickable && !r.Columns.Any(c => ColumnWords.OfColumn(table.ColumnAt(c).Name).Words[^1] == "by")).ToList();
        return found.OrderByDescending(r => r.Nullable.Count == 0).ThenByDescending(IsShown).ThenBy(r => found.Exists(o => o != r && BelongsTo(o, r))).ThenBy(r => r.Columns.Min()).FirstOrDefault();
    }

    bool IsShown(TableReference reference) => _words.SkipLast(1).Contains(ColumnWords.OfTable(reference.Key.ReferencedTable.Name).Words[^1]);

    bool BelongsTo(TableReference other, TableReference reference) =>
        other.Key.ReferencedTable != reference.Key.ReferencedTable && table.Run.Plan.Schema.Get(other.Key.ReferencedTable).ForeignKeys.Any(k => k.ReferencedTable == reference.Key.ReferencedTable);
}
