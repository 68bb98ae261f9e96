using Npgsql;

namespace FraiseqlData.Schema;

/// <summary>Everything that one read of the catalog brings, as rows.</summary>
sealed class CatalogRows
{
    readonly List<(string Sql, Action<NpgsqlDataReader> Take)> _parts = [];

    public CatalogRows(int majorVersion)
    {
        Session = Add(CatalogQueries.Session());
        _parts.Add((CatalogQueries.Settings, _ => { }));
        Relations = Add(CatalogQueries.Relations());
        Columns = Add(CatalogQueries.Columns());
        Types = Add(CatalogQueries.Types());
        Fields = Add(CatalogQueries.Fields());
        Sequences = Add(CatalogQueries.Sequences());
        Indexes = Add(CatalogQueries.Indexes(majorVersion));
        Checks = Add(CatalogQueries.Checks(majorVersion));
        ForeignKeys = Add(CatalogQueries.ForeignKeys(majorVersion));
        Exclusions = Add(CatalogQueries.Exclusions());
        Triggers = Add(CatalogQueries.Triggers());
        Rules = Add(CatalogQueries.Rules());
        Parents = Add(CatalogQueries.Parents());
        PartitionKeys = Add(CatalogQueries.PartitionKeys());
        WaitingTriggers = Add(CatalogQueries.WaitingTriggers());
        SyncFunctions = Add(CatalogQueries.SyncFunctions());
    }

    public List<SessionRow> Session { get; }
    public List<RelationRow> Relations { get; }
    public List<ColumnRow> Columns { get; }
    public List<TypeRow> Types { get; }
    public List<FieldRow> Fields { get; }
    public List<SequenceRow> Sequences { get; }
    public List<IndexRow> Indexes { get; }
    public List<CheckRow> Checks { get; }
    public List<ForeignKeyRow> ForeignKeys { get; }
    public List<ExclusionRow> Exclusions { get; }
    public List<TriggerRow> Triggers { get; }
    public List<RuleRow> Rules { get; }
    public List<ParentRow> Parents { get; }
    public List<PartitionKeyRow> PartitionKeys { get; }
    public List<WaitingTriggersRow> WaitingTriggers { get; }
    public List<SyncFunctionRow> SyncFunctions { get; }

    /// <summary>The statements, in the order in which <see cref="FillAsync"/> expects their results.</summary>
    public IEnumerable<string> Statements => _parts.Select(p => p.Sql);

    public async Task FillAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        foreach (var (_, take) in _parts)
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                take(reader);
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        }
    }

    List<T> Add<T>(CatalogQuery<T> query)
    {
        var rows = new List<T>();
        _parts.Add((query.Sql, reader => rows.Add(query.Map(reader))));
        return rows;
    }
}
