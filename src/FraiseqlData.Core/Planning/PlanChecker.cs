using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>Checks an entry against a schema when it is added, so that a misspelt name is found at once.</summary>
static class PlanChecker
{
    /// <summary>Checks pattern, count, override columns and returns what the entry selects now.</summary>
    /// <exception cref="Errors.FraiseqlDataException">The first thing that is wrong.</exception>
    public static Selection Check(DatabaseSchema schema, PlanOptions options, PlanEntry entry)
    {
        CheckAlone(entry);
        var selection = new TableSelector(schema, options.Schemas, options.StagingSchema).Select(entry.Pattern, entry.Exclude);
        foreach (var table in selection.Tables)
            _ = NullRatios(table, entry, MatchColumns(table, entry, required: selection.Tables.Count == 1), required: selection.Tables.Count == 1);
        if (entry.PerParent is { } perParent)
            selection = CheckParents(selection, entry, perParent);
        if (entry.Hierarchy is { } hierarchy)
            selection = CheckHierarchy(selection, entry, hierarchy);
        foreach (var (name, rollup) in entry.Rollups)
            CheckRollup(schema, selection, entry, name, rollup);
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
        entry.PerParent?.Check();
        entry.Hierarchy?.Check(entry.Pattern);
        if (entry is { PerParent: not null, Hierarchy: not null })
            throw Hierarchy.Invalid(entry.Pattern, "rows that form trees cannot be counted by another parent", "Use -Count, or leave -Hierarchy out.");
        foreach (var (column, ratio) in entry.NullRatios.Where(r => !(r.Value is >= 0 and <= 1)))
            throw PlanErrors.NullRatioInvalid(column, FormattableString.Invariant($"{ratio} is no share"), "Use a number from 0 to 1.");
        var least = entry.Hierarchy is null ? 1 : 0;
        if (entry.PerParent is null && (entry.Count < least || entry.Count > PlanEntry.MaxCount))
            throw PlanErrors.CountOutOfRange(entry.Pattern, entry.Count);
        if (entry.TableCode is { } code && TableCodes.Parse(code) >= 0 && TablePattern.Parse(entry.Pattern).IsWildcard)
            throw PlanErrors.TableCodeNotSingle(entry.Pattern, code);
        CheckTemplate(entry.IdentifierTemplate);
    }

    /// <summary>Checks the options that a plan cannot be carried out with whatever the database is.</summary>
    /// <exception cref="Errors.FraiseqlDataException">The first thing that is wrong.</exception>
    public static void CheckOptions(PlanOptions options)
    {
        _ = new PatternUuid(0, options.Uuid.SeedDirectory, options.Uuid.Function, options.Uuid.Scenario, options.Uuid.TestCase, 0).ToGuid();
        if (options.Worker is { } worker && (worker.Count is < 1 or > PlanWorker.MaxCount || worker.Number < 1 || worker.Number > worker.Count))
            throw PlanErrors.WorkerInvalid(worker);
        CheckTemplate(options.IdentifierTemplate);
    }

    static void CheckTemplate(string? template)
    {
        if (template is not null && !template.Contains("{instance", StringComparison.OrdinalIgnoreCase))
            throw PlanErrors.IdentifierTemplateInvalid(template);
    }

    /// <summary>With a wildcard the hierarchy is for the tables that refer to themselves, but one of them must; the others are left out.</summary>
    static Selection CheckHierarchy(Selection selection, PlanEntry entry, Hierarchy hierarchy)
    {
        var trees = selection.Tables.Where(t => hierarchy.Find(t) is not null).ToList();
        if (trees.Count == 0)
            throw Hierarchy.Invalid(entry.Pattern, "the table has no foreign key to itself", "Use -Count.");
        foreach (var table in trees)
        {
            if (hierarchy.Find(table)!.Columns.FirstOrDefault(c => entry.Overrides.Keys.Any(o => FindColumn(table, o)?.Name == c)) is { } overridden)
                throw Hierarchy.Invalid(entry.Pattern, $"{overridden} has an override of its own", $"Leave the override of {overridden} out, or -Hierarchy.");
        }
        return new Selection(trees, [.. selection.LeftOut, .. selection.Tables.Except(trees).Select(t => new LeftOutTable(t.Name, "does not refer to itself"))]);
    }

    /// <summary>The share of NULLs of a table's columns, by their exact names, where the entry or an override says it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="overrides">What columns get, by their exact names.</param>
    /// <param name="required">Whether the table must have the columns that are named.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqNullRatioInvalid</c>: a column takes no NULL. <c>FqColumnNotFound</c>.</exception>
    public static IReadOnlyDictionary<string, double> NullRatios(Table table, PlanEntry entry, IReadOnlyDictionary<string, ColumnOverride> overrides, bool required)
    {
        var ratios = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, ratio) in entry.NullRatios.Where(r => TablePattern.Parse(r.Key).IsWildcard).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            foreach (var column in table.Columns.Where(c => c is { NotNull: false, IsGenerated: false } && !overrides.ContainsKey(c.Name) && TablePattern.Parse(name).Matches(new QualifiedName("", c.Name))))
                ratios[column.Name] = ratio;
        }
        foreach (var (name, value) in overrides.Where(o => o.Value.NullRatio is not null))
            ratios[name] = value.NullRatio!.Value;
        foreach (var (name, ratio) in entry.NullRatios.Where(r => !TablePattern.Parse(r.Key).IsWildcard))
        {
            if (FindColumn(table, name) is { } column)
                ratios[column.Name] = ratio;
            else if (required)
                throw PlanErrors.ColumnNotFound(table, name, NearestNames.Of(name, table.Columns.Select(c => c.Name)));
        }
        foreach (var column in ratios.Where(r => r.Value > 0).Select(r => table.GetColumn(r.Key)).Where(c => c.NotNull || c.IsGenerated))
            throw PlanErrors.NullRatioInvalid($"{table.Name}.{column.Name}", column.NotNull ? "the column is NOT NULL" : "only the server gives it a value", "Leave it out.");
        // Every row that is counted by a parent has one.
        foreach (var column in ratios.Count == 0 ? [] : entry.PerParent?.Find(table)?.Columns ?? [])
        {
            if (ratios.GetValueOrDefault(column) > 0 && entry.NullRatios.Keys.Contains(column, StringComparer.OrdinalIgnoreCase))
                throw PlanErrors.NullRatioInvalid($"{table.Name}.{column}", $"rows are counted by it (-PerParent {entry.PerParent!.Parent})", "Leave it out, or use -Count.");
            _ = ratios.Remove(column);
        }
        return ratios;
    }

    /// <summary>With a wildcard a roll-up is for the tables that have the column, but one of them must.</summary>
    static void CheckRollup(DatabaseSchema schema, Selection selection, PlanEntry entry, string name, Rollup rollup)
    {
        if (entry.Overrides.Keys.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw Rollup.Invalid(name, "it has an override of its own", "Leave one of them out.");
        if (!selection.Tables.Any(t => FindColumn(t, name) is not null))
            throw PlanErrors.ColumnNotFound(selection.Tables[0], name, NearestNames.Of(name, selection.Tables.SelectMany(t => t.Columns).Select(c => c.Name)));
        _ = RollupsOf(schema, selection.Tables, name, rollup).ToList();
    }

    /// <summary>What a roll-up means for the tables of an entry.</summary>
    public static IEnumerable<RollupColumn> RollupsOf(DatabaseSchema schema, IEnumerable<Table> tables, string name, Rollup rollup) =>
        from table in tables let column = FindColumn(table, name) where column is not null select RollupColumn.Find(schema, table, column, rollup);

    /// <summary>With a wildcard the rule is for the tables that have such a parent, but one of them must; the others are left out.</summary>
    static Selection CheckParents(Selection selection, PlanEntry entry, PerParent perParent)
    {
        var isOnly = selection.Tables.Count == 1;
        var without = selection.Tables.Where(t => (isOnly ? perParent.Require(t) : perParent.Find(t)) is null).ToList();
        if (without.Count > 0 && without.Count == selection.Tables.Count)
            _ = perParent.Require(without[0]);
        var tables = selection.Tables.Except(without).ToList();
        foreach (var table in tables)
        {
            if (perParent.Find(table)!.Columns.FirstOrDefault(c => entry.Overrides.Keys.Any(o => FindColumn(table, o)?.Name == c)) is { } overridden)
                throw PerParent.Invalid(table, perParent.Parent, $"{overridden} has an override of its own", $"Leave the override of {overridden} out, or use -Count.");
        }
        return new Selection(tables, [.. selection.LeftOut, .. without.Select(t => new LeftOutTable(t.Name, $"no foreign key to {perParent.Parent}"))]);
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
