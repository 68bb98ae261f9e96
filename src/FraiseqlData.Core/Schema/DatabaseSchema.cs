namespace FraiseqlData.Schema;

/// <summary>A snapshot of a database's structure, as one role sees it. Immutable.</summary>
public sealed class DatabaseSchema
{
    readonly Dictionary<QualifiedName, Table> _byName;
    readonly Lazy<HashSet<(QualifiedName Table, string Column)>> _referenced;
    readonly Lazy<ILookup<QualifiedName, Table>> _partitions;

    /// <summary>Creates a snapshot.</summary>
    /// <param name="database">The database's name.</param>
    /// <param name="serverVersion"><c>server_version_num</c>, for example 150020.</param>
    /// <param name="searchPath">The schemas of the session's search path that exist, in order.</param>
    /// <param name="tables">The relations, in any order.</param>
    public DatabaseSchema(string database, int serverVersion, IReadOnlyList<string> searchPath, IEnumerable<Table> tables)
    {
        Database = database;
        ServerVersion = serverVersion;
        SearchPath = searchPath;
        Tables = Array.AsReadOnly([.. tables.OrderBy(t => t.Name)]);
        _byName = Tables.ToDictionary(t => t.Name);
        _referenced = new(() => [.. Tables.SelectMany(t => t.ForeignKeys).SelectMany(k => k.ReferencedColumns.Select(c => (k.ReferencedTable, c)))]);
        _partitions = new(() => Tables.Where(t => t.Partition is not null).ToLookup(t => t.Partition!.Parent));
    }

    /// <summary>The database's name.</summary>
    public string Database { get; }

    /// <summary><c>server_version_num</c>, for example 150020.</summary>
    public int ServerVersion { get; }

    /// <summary>The server's major version, for example 15.</summary>
    public int MajorVersion => ServerVersion / 10000;

    /// <summary>The schemas of the session's search path that exist, in order.</summary>
    public IReadOnlyList<string> SearchPath { get; }

    /// <summary>All relations, ordered by name; views and foreign tables included.</summary>
    public IReadOnlyList<Table> Tables { get; }

    /// <summary>By schema: its constraint triggers that can wait for the end of a transaction, as a list for <c>SET CONSTRAINTS</c>.</summary>
    internal IReadOnlyDictionary<string, string> WaitingTriggers { get; init; } = new Dictionary<string, string>();

    /// <summary>The project's functions that bring read models up to date, by name.</summary>
    internal IReadOnlyList<SyncFunctionRow> SyncFunctions { get; init; } = [];

    /// <summary>The same with other relations.</summary>
    internal DatabaseSchema With(IEnumerable<Table> tables) =>
        new(Database, ServerVersion, SearchPath, tables) { WaitingTriggers = WaitingTriggers, SyncFunctions = SyncFunctions };

    /// <summary>The relation of that exact name, or null.</summary>
    public Table? Find(QualifiedName name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether a trigger of the table or of a partition fires for rows that are inserted.</summary>
    internal bool HasTriggers(Table table) => TriggersOf(table).Any();

    /// <summary>The enabled triggers of the table and of its partitions.</summary>
    internal IEnumerable<Trigger> TriggersOf(Table table) =>
        table.Triggers.Where(t => t.IsEnabled)
            .Concat(table.PartitionKey is null ? [] : PartitionsOf(table).SelectMany(TriggersOf));

    /// <summary>The partitions directly below a table, by name.</summary>
    internal IEnumerable<Table> PartitionsOf(Table table) => _partitions.Value[table.Name];

    /// <summary>Whether a foreign key refers to a column.</summary>
    internal bool IsReferenced(Table table, string column) => _referenced.Value.Contains((table.Name, column));

    /// <summary>The relation of that exact name.</summary>
    /// <exception cref="KeyNotFoundException">There is none: the model contradicts itself.</exception>
    public Table Get(QualifiedName name) => _byName[name];
}
