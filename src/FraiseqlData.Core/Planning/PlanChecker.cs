using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>Checks an entry against a schema when it is added, so that a misspelt name is found at once.</summary>
static class PlanChecker
{
    /// <summary>Checks pattern, count, override columns and returns what the entry selects now.</summary>
    /// <exception cref="Errors.FraiseqlDataException">The first thing that is wrong.</exception>
    public static Selection Check(DatabaseSchema schema, PlanOptions options, PlanEntry entry)
    {
        CheckAlone(entry);
        var selection = new TableSelector(schema, options.Schemas).Select(entry.Pattern, entry.Exclude);
        foreach (var table in selection.Tables)
            _ = MatchColumns(table, entry, required: selection.Tables.Count == 1);
        // With a wildcard an override is for the tables that have the column, but one of them must.
        foreach (var name in entry.Overrides.Keys.Where(name => !selection.Tables.Any(t => FindColumn(t, name) is not null)))
            throw PlanErrors.ColumnNotFound(selection.Tables[0], name, NearestNames.Of(name, selection.Tables.SelectMany(t => t.Columns).Select(c => c.Name)));
        return selection;
    }

    /// <summary>Checks what needs no schema.</summary>
    public static void CheckAlone(PlanEntry entry)
    {
        foreach (var (column, value) in entry.Overrides)
            OverrideInstruction.Check(column, value);
        if (entry.Count is < 1 or > PlanEntry.MaxCount)
            throw PlanErrors.CountOutOfRange(entry.Pattern, entry.Count);
    }

    /// <summary>The entry's overrides by the exact names of the table's columns.</summary>
    public static IReadOnlyDictionary<string, ColumnOverride> MatchColumns(Table table, PlanEntry entry, bool required)
    {
        var matched = new Dictionary<string, ColumnOverride>(StringComparer.Ordinal);
        foreach (var (name, value) in entry.Overrides.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            if (FindColumn(table, name) is { } column)
                matched[column.Name] = column.IsGenerated ? throw PlanErrors.ColumnGenerated(table, column) : value;
            else if (required)
                throw PlanErrors.ColumnNotFound(table, name, NearestNames.Of(name, table.Columns.Select(c => c.Name)));
        }
        return matched;
    }

    /// <summary>The column of that name, ignoring case where that is unambiguous; or null.</summary>
    public static Column? FindColumn(Table table, string name) =>
        table.FindColumn(name)
        ?? (table.Columns.Where(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only] ? only : null);
}
