using System.Globalization;

namespace FraiseqlData.Planning;

/// <summary>Columns that belong together in records of the user's: each row takes one record.</summary>
public static class RecordGroup
{
    /// <summary>The columns' lists.</summary>
    /// <param name="name">A name that is this group's alone.</param>
    /// <param name="records">The records: values by column. All have the same columns.</param>
    /// <param name="pick"><c>cycle</c> to take the records in turn, <c>sample</c> to draw them; null for in turn, or drawn where there are weights.</param>
    /// <param name="weights">How often each record is drawn, relative to the others; or null.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: there is no record, or one lacks a column.</exception>
    public static IReadOnlyDictionary<string, ListOverride> Read(string name, IReadOnlyList<IReadOnlyDictionary<string, object?>> records, string? pick = null, IReadOnlyList<double>? weights = null)
    {
        if (records.Count == 0 || records[0].Count == 0)
            throw PlanErrors.OverrideUnreadable(name, "it has no records.", "Give at least one, a value for each column: @{ records = @{ name = 'Chair'; price = 49 }, @{ name = 'Lamp'; price = 19 } }");
        var columns = records[0].Keys.ToList();
        for (var i = 0; i < records.Count; i++)
        {
            var own = new HashSet<string>(records[i].Keys, StringComparer.OrdinalIgnoreCase);
            if ((columns.Find(c => !own.Contains(c)) ?? own.FirstOrDefault(c => !columns.Contains(c, StringComparer.OrdinalIgnoreCase))) is { } odd)
                throw PlanErrors.OverrideUnreadable(name, string.Create(CultureInfo.InvariantCulture, $"record {i + 1} and the first one do not have the same columns ('{odd}')."), "Give every record the same columns.");
        }
        var parts = new Dictionary<string, object?>();
        if (pick is not null)
            parts["pick"] = pick;
        if (weights is not null)
            parts["weights"] = weights.Cast<object?>().ToArray();
        return columns.ToDictionary(c => c, ListOverride (c) =>
        {
            var values = records.Select(r => r.First(f => f.Key.Equals(c, StringComparison.OrdinalIgnoreCase)).Value).ToArray();
            return (ListOverride)OverrideInstruction.Read(c, new Dictionary<string, object?>(parts) { ["values"] = values }) with { Together = name };
        }, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The records that agree with what the user says of some of their columns; the others give way.</summary>
    /// <param name="list">The list of one column.</param>
    /// <param name="given">What is given, by column: the column's own list of the group and the value.</param>
    /// <returns>The list with the records that agree; null where none does.</returns>
    internal static ListOverride? Narrow(ListOverride list, IEnumerable<(ListOverride Own, object? Value)> given)
    {
        var kept = Enumerable.Range(0, list.Values.Count).Where(i => given.All(g => Text(g.Own.Values[i]) == Text(g.Value))).ToList();
        return kept.Count == 0 ? null : list with { Values = [.. kept.Select(i => list.Values[i])], Weights = list.Weights is { } weights ? [.. kept.Select(i => weights[i])] : null };
    }

    static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
