using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>Finds the tables that a pattern of a plan names.</summary>
/// <param name="schema">The database.</param>
/// <param name="schemas">The plan's schemas, ignoring case where that is clear; empty for all.</param>
/// <param name="staging">The staging schema that the user names, or null. Tables of staging schemas are meant only where their schema is named.</param>
sealed class TableSelector(DatabaseSchema schema, IReadOnlyList<string> schemas, string? staging = null)
{
    readonly IReadOnlySet<string> _staging = StagingSchemas.Of(schema, staging);
    readonly IReadOnlyList<string> _planSchemas = [.. schemas.Select(s => Known(schema, s))];

    /// <summary>The tables that an entry names, and what its wildcards matched but left out.</summary>
    /// <exception cref="Errors.FraiseqlDataException">Nothing matches, the name is ambiguous, or it names something that cannot be filled.</exception>
    public Selection Select(string pattern, IReadOnlyList<string> exclude)
    {
        var wanted = TablePattern.Parse(pattern);
        var excluded = exclude.Select(TablePattern.Parse).ToList();
        if (FindExact(wanted) is { } table)
            return new Selection([Fillable(table)], []);
        if (!wanted.IsWildcard)
            throw NotFound(wanted);

        var matched = Matching(wanted).Where(t => !excluded.Any(e => e.Matches(t.Name))).ToList();
        var leftOut = matched.Select(t => (Table: t, Reason: WildcardRules.WhyLeftOut(t))).ToList();
        var tables = leftOut.Where(x => x.Reason is null).Select(x => x.Table).ToList();
        return tables.Count == 0 && leftOut.Count == 0
            ? throw NotFound(wanted)
            : new Selection(tables, [.. leftOut.Where(x => x.Reason is not null).Select(x => new LeftOutTable(x.Table.Name, x.Reason!))]);
    }

    /// <summary>The one relation that a name without wildcards stands for, or null.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqTableAmbiguous</c>: several schemas have it.</exception>
    public Table? FindExact(TablePattern wanted)
    {
        foreach (var comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            // A name may contain the pattern's own signs: the whole text as it stands comes first.
            var candidates = schema.Tables.Where(t =>
                string.Equals(t.Name.Name, wanted.Text, comparison) || string.Equals(t.Name.ToString(), wanted.Text, comparison)
                || (!wanted.IsWildcard && wanted.Matches(t.Name, comparison))).ToList();
            if (!wanted.HasSchema)
                _ = candidates.RemoveAll(t => !IsMeant(t));
            if (candidates.Count > 0)
                return Only(wanted, candidates);
        }
        return null;
    }

    Table Only(TablePattern wanted, List<Table> candidates)
    {
        if (candidates.Count == 1)
            return candidates[0];
        foreach (var preferred in _planSchemas.Count > 0 ? _planSchemas : schema.SearchPath)
        {
            var inSchema = candidates.Where(t => t.Name.Schema == preferred).ToList();
            if (inSchema.Count == 1)
                return inSchema[0];
        }
        throw PlanErrors.TableAmbiguous(wanted.Text, [.. candidates.Select(t => t.Name)]);
    }

    /// <summary>All relations that a pattern matches, in the plan's schemas where it names none.</summary>
    public IEnumerable<Table> Matching(TablePattern wanted) => schema.Tables.Where(t =>
        wanted.Matches(t.Name) && (wanted.HasSchema || IsMeant(t)));

    /// <summary>Whether a pattern without a schema can mean a table.</summary>
    bool IsMeant(Table table) =>
        _planSchemas.Count > 0 ? _planSchemas.Contains(table.Name.Schema, StringComparer.Ordinal) : !_staging.Contains(table.Name.Schema);

    static string Known(DatabaseSchema schema, string name)
    {
        var names = schema.Tables.Select(t => t.Name.Schema).Distinct().ToList();
        return names.Find(n => n == name)
            ?? (names.FindAll(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is [var only] ? only : null)
            ?? throw PlanErrors.SchemaNotFound(name, NearestNames.Of(name, names));
    }

    static Table Fillable(Table table)
    {
        if (!table.IsFillable)
            throw PlanErrors.NotFillable(table, WildcardRules.KindInWords(table.Kind));
        return table.CanInsert ? table : throw PlanErrors.NoPrivilege(table, "INSERT");
    }

    /// <summary>The error for a pattern that nothing matches.</summary>
    public Errors.FraiseqlDataException NotFound(TablePattern wanted)
    {
        if (wanted.Schema is { } named && !schema.Tables.Any(t => string.Equals(t.Name.Schema, named, StringComparison.OrdinalIgnoreCase)))
            return PlanErrors.SchemaNotFound(named, NearestNames.Of(named, schema.Tables.Select(t => t.Name.Schema)));
        if (wanted.IsWildcard)
            return PlanErrors.NoTableMatches(wanted.Text);
        var scope = wanted.HasSchema ? schema.Tables.Where(t => string.Equals(t.Name.Schema, wanted.Schema, StringComparison.OrdinalIgnoreCase)) : schema.Tables;
        return PlanErrors.TableNotFound(wanted.Text, NearestNames.Of(wanted.Name, scope.Select(t => t.Name.Name)));
    }
}

/// <summary>What a pattern selects.</summary>
/// <param name="Tables">The tables, by name.</param>
/// <param name="LeftOut">What a wildcard matched but left out.</param>
sealed record Selection(IReadOnlyList<Table> Tables, IReadOnlyList<LeftOutTable> LeftOut);
