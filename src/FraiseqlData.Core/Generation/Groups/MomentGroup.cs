using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns of a table whose moments must agree.</summary>
static class MomentGroup
{
    /// <summary>A step for the moments that are still to be drawn, or null where none follows another.</summary>
    /// <param name="names">The names of the table's columns.</param>
    /// <param name="drawn">The columns that are still to be drawn, by index.</param>
    /// <param name="given">The columns that other steps give and that hold moments, by index.</param>
    public static MomentStep? Find(IReadOnlyList<string> names, IReadOnlyDictionary<int, SourceStep> drawn, IEnumerable<int> given)
    {
        var found = drawn.Where(d => d.Value.Source is IOrderedSource { Step: > 0 } && d.Value.Source.Origin != SourceOrigin.Override && IsMoment(d.Value.Source)).Select(d => d.Key)
            .Concat(given)
            .Select(c => (Column: c, Name: MomentNames.Of(names[c])))
            .Where(f => f.Name is not null)
            .Select(f => (f.Column, Name: f.Name!.Value))
            .OrderBy(f => f.Name.Kind).ThenBy(f => f.Name.Stage).ThenBy(f => f.Column).ToList();
        // What follows nothing and has no follower is no business of the group.
        var before = found.Select((f, i) => Enumerable.Range(0, i).Where(j => Precedes(found[j].Name, f.Name)).ToList()).ToList();
        return before.Exists(b => b.Count > 0)
            ? new MomentStep([.. found.Select((f, i) => new MomentMember(f.Column, f.Name, before[i], drawn.GetValueOrDefault(f.Column)))])
            : null;
    }

    static bool IsMoment(ValueSource source) => source is TypedSource<DateTime> or TypedSource<DateOnly>;

    static bool Precedes(MomentName earlier, MomentName later) => (earlier.Kind, later.Kind) switch
    {
        (MomentKind.Birth, not MomentKind.Birth) => true,
        (MomentKind.Life, MomentKind.Life) => earlier.Stage < later.Stage,
        (MomentKind.Start, MomentKind.End) => earlier.Period == later.Period,
        // What is created may have begun long ago, but it has not ended yet.
        (MomentKind.Life, MomentKind.End) => earlier.Stage == MomentNames.Created,
        _ => false,
    };
}
