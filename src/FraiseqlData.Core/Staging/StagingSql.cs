using System.Globalization;
using FraiseqlData.Loading;
using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>The SQL that leads from the rows of a staging table to those of production: joins with the parents, and what each column gets.</summary>
sealed class StagingSql
{
    readonly StagedTable _table;
    readonly List<string> _joins = [];
    readonly Dictionary<StagedReference, string> _aliases = [];
    int _next;

    /// <summary>Prepares the joins with some of the table's parents.</summary>
    /// <param name="table">The table, whose staged rows bear the alias <c>s</c>.</param>
    /// <param name="references">The references to follow.</param>
    public StagingSql(StagedTable table, IEnumerable<StagedReference> references)
    {
        _table = table;
        foreach (var reference in references)
            _aliases[reference] = Follow(reference, table.ValueOf);
    }

    /// <summary>Follows the references that the table's own key needs.</summary>
    public static StagingSql OfKey(StagedTable table) => new(table, table.References.Where(r => r.Provided.Any(table.Key.Contains)));

    /// <summary>The joins, a line each; a parent that is missing leaves NULLs.</summary>
    public IReadOnlyList<string> Joins => _joins;

    /// <summary>What a production column gets.</summary>
    public string Value(string column) => _table.ProviderOf(column) is { } reference ? ParentValue(reference, column) : _table.ValueOf(_table.NameOf(column));

    /// <summary>What a production column gets from the row that a reference finds.</summary>
    public string ParentValue(StagedReference reference, string column) => $"{_aliases[reference]}.{QualifiedName.Quote(reference.ParentColumnOf(column))}";

    /// <summary>The condition that a production row with an alias is the staged row's.</summary>
    public string IsRow(string alias) =>
        string.Join(" AND ", _table.Key.Select(k => SqlColumns.Same(_table.Table.GetColumn(k), $"{alias}.{QualifiedName.Quote(k)}", Value(k))));

    /// <summary>Joins a parent, and before it those that its own key refers to.</summary>
    string Follow(StagedReference reference, Func<string, string> value)
    {
        var (parent, alias) = (reference.Parent, string.Create(CultureInfo.InvariantCulture, $"r{++_next}"));
        string Given(string column) => value(reference.Finders.First(f => f.ParentColumn == column).Column);
        var conditions = new List<string>();
        var followed = new Dictionary<StagedReference, string>();
        foreach (var key in parent.Key)
        {
            var column = parent.Table.GetColumn(key);
            if (parent.ProviderOf(key) is not { } provider)
            {
                conditions.Add(SqlColumns.Same(column, $"{alias}.{QualifiedName.Quote(key)}", Given(key)));
                continue;
            }
            if (!followed.TryGetValue(provider, out var above))
                followed[provider] = above = Follow(provider, Given);
            conditions.Add($"{alias}.{QualifiedName.Quote(key)} = {above}.{QualifiedName.Quote(provider.ParentColumnOf(key))}");
        }
        _joins.Add($"LEFT JOIN {parent.Rows} AS {alias} ON {string.Join(" AND ", conditions)}");
        return alias;
    }
}
