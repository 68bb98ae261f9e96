using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Staging;

/// <summary>
/// The staging schema that fits a database. A table is found again by its staging key: the uuid <c>id</c> where it is unique, else another unique key
/// that people can write. What the server numbers is not staged, and references to it become <c>&lt;column&gt;_&lt;key column of the parent&gt;</c>, so
/// <c>fk_model</c> becomes <c>fk_model_id</c>. A table without such a key keeps its numbers.
/// </summary>
sealed class StagedSchema
{
    readonly DatabaseSchema _schema;
    readonly string _staging;
    readonly HashSet<string> _shared;
    readonly Dictionary<QualifiedName, UniqueKey?> _keys = [];
    readonly HashSet<QualifiedName> _searching = [];
    readonly Dictionary<(QualifiedName, string), bool> _opaque = [];
    readonly Dictionary<QualifiedName, StagedTable> _tables = [];

    StagedSchema(DatabaseSchema schema, string staging, IEnumerable<Table> tables)
    {
        (_schema, _staging) = (schema, staging);
        Tables = [];
        var all = tables.ToList();
        _shared = [.. all.GroupBy(t => t.Name.Name).Where(g => g.Count() > 1).Select(g => g.Key)];
        Tables = [.. all.Select(Of)];
        var done = new HashSet<StagedTable>();
        while (_tables.Values.FirstOrDefault(done.Add) is { } table)
            table.References = References(table.Table);
    }

    /// <summary>The tables, by name.</summary>
    public IReadOnlyList<StagedTable> Tables { get; }

    /// <summary>Finds out how the tables of a database stand in staging.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="staging">The staging schema's name.</param>
    /// <param name="schemas">The production schemas; empty for all.</param>
    public static StagedSchema Of(DatabaseSchema schema, string staging, IReadOnlyList<string> schemas)
    {
        var outside = StagingSchemas.Of(schema, staging);
        return new StagedSchema(schema, staging, schema.Tables.Where(t => t.IsFillable && !outside.Contains(t.Name.Schema)
            && (schemas.Count == 0 || schemas.Contains(t.Name.Schema)) && WildcardRules.WhyNotData(t) is null));
    }

    /// <summary>How a table stands in staging; a partition as the table that it is part of.</summary>
    public StagedTable? Find(QualifiedName name) => _schema.Find(name) is { } table ? _tables.GetValueOrDefault(Root(table).Name) : null;

    /// <summary>
    /// The staging table's name: the table's own, with its schema before it where several schemas have a table of that name, as <c>crm__tb_note</c>.
    /// </summary>
    QualifiedName NameOf(Table table) =>
        new(_staging, Identifiers.Fit(_shared.Contains(table.Name.Name) ? $"{table.Name.Schema}__{table.Name.Name}" : table.Name.Name));

    Table Root(Table table) => table.Partition is { } partition && _schema.Find(partition.Parent) is { } parent ? Root(parent) : table;

    StagedTable Of(Table table)
    {
        if (_tables.TryGetValue(table.Name, out var known))
            return known;
        var key = KeyOf(table);
        return _tables[table.Name] = new StagedTable
        {
            Table = table,
            Rows = _schema.Tables.Any(t => t.Inherits.Contains(table.Name)) ? table.RowsSql : table.Name.ToSql(),
            Name = NameOf(table),
            Columns = Columns(table),
            Key = key?.Columns ?? [],
            // Of several keys over the same columns an ON CONFLICT takes all.
            IsKeyDeferrable = key is not null && table.UniqueKeys.Any(k => k is { IsDeferrable: true, IsPlain: true } && k.Columns.ToHashSet().SetEquals(key.Columns)),
            KeyColumns = [.. KeyColumns(table).Select(c => c.Name)],
            Numbered = table.Columns.Where(c => IsNumbered(table, c)).Select(c => c.Name).ToHashSet(),
        };
    }

    /// <summary>The unique key by which rows of a table are found again, whatever numbers the server gives them; null for none.</summary>
    UniqueKey? KeyOf(Table table)
    {
        if (_keys.TryGetValue(table.Name, out var known))
            return known;
        // A key that is part of itself, by way of its parents, tells nothing.
        if (!_searching.Add(table.Name))
            return null;
        var candidates = table.UniqueKeys.Where(k => k is { IsPlain: true, WithoutOverlaps: false, Columns.Count: > 0 }).ToList();
        var ordered = candidates.OrderBy(k => k.Columns is [var only] && TrinityTable.IsUuid(table.GetColumn(only)) ? only == "id" ? 0 : 1 : 2)
            .ThenBy(k => k.IsDeferrable).ThenByDescending(k => k.IsPrimary).ThenBy(k => k.Columns.Count).ThenBy(k => k.Name, StringComparer.Ordinal).ToList();
        // Where there is none that people can write the numbers themselves stand in staging.
        var key = ordered.Find(k => k.Columns.All(c => CanFind(table, table.GetColumn(c), allowsNumber: false)))
            ?? ordered.Find(k => k.Columns.All(c => CanFind(table, table.GetColumn(c), allowsNumber: true)));
        _ = _searching.Remove(table.Name);
        return _keys[table.Name] = key;
    }

    bool CanFind(Table table, Column column, bool allowsNumber) =>
        column is { NotNull: true, IsGenerated: false } && (allowsNumber || !IsFed(table, column))
        && KeysOver(table, column.Name).All(k => _schema.Find(k.ReferencedTable) is { } parent && !_searching.Contains(Root(parent).Name));

    /// <summary>Whether the server numbers a column, and staging does without the number.</summary>
    bool IsNumbered(Table table, Column column) =>
        IsFed(table, column)
        && (KeyOf(table) is { } key ? !key.Columns.Any(c => IsFed(table, table.GetColumn(c))) : !table.UniqueKeys.Any(k => k.Columns.Contains(column.Name)));

    /// <summary>Whether a sequence gives a column its values; a parent's key comes first.</summary>
    static bool IsFed(Table table, Column column) => column.Sequence is not null && !KeysOver(table, column.Name).Any(k => !k.IsSelfReference);

    static IEnumerable<ForeignKey> KeysOver(Table table, string column) => table.ForeignKeys.Where(k => k.IsEnforced && k.Columns.Contains(column));

    /// <summary>Whether only the server knows a column's values: it numbers them, or those that they refer to.</summary>
    bool IsOpaque(Table table, string column)
    {
        if (_opaque.TryGetValue((table.Name, column), out var known))
            return known;
        _opaque[(table.Name, column)] = false;
        return _opaque[(table.Name, column)] = IsNumbered(table, table.GetColumn(column)) || table.ForeignKeys.Any(k => IsOpaque(table, column, k));
    }

    bool IsOpaque(Table table, string column, ForeignKey key) =>
        key.IsEnforced && key.Columns.ToList().IndexOf(column) is >= 0 and var at && _schema.Find(key.ReferencedTable) is { } parent
        && (parent != table || key.ReferencedColumns[at] != column) && IsOpaque(Root(parent), key.ReferencedColumns[at]);

    /// <summary>The foreign keys that give opaque columns their values, each column by one: the narrowest.</summary>
    IEnumerable<(ForeignKey Key, List<string> Provided)> Providers(Table table)
    {
        var opaque = table.Columns.Where(c => !IsNumbered(table, c) && IsOpaque(table, c.Name)).Select(c => c.Name);
        return opaque
            .Select(c => (Column: c, Key: table.ForeignKeys.Where(k => IsOpaque(table, c, k)).OrderBy(k => k.Columns.Count).ThenBy(k => k.Name, StringComparer.Ordinal).First()))
            .GroupBy(x => x.Key, x => x.Column).Select(g => (g.Key, g.ToList()));
    }

    List<StagedColumn> Columns(Table table)
    {
        var (columns, references) = (new List<StagedColumn>(), Providers(table).ToList());
        foreach (var column in table.Columns.Where(c => !c.IsGenerated && !IsNumbered(table, c)))
        {
            if (!IsOpaque(table, column.Name))
                columns.Add(new StagedColumn(column.Name, column));
            else if (references.FirstOrDefault(r => r.Provided[0] == column.Name) is { Key: { } key, Provided: var provided })
                columns.AddRange(ReferenceColumns(table, key, provided).Where(r => r.Own is null).Select(r => r.Column));
        }
        return columns;
    }

    /// <summary>The staging columns that find a reference's parent: those that stand for it, and columns of the table's own that the key shares.</summary>
    List<(StagedColumn Column, string? Own, string ParentColumn)> ReferenceColumns(Table table, ForeignKey key, List<string> provided)
    {
        var parent = Root(_schema.Get(key.ReferencedTable));
        var found = new List<(StagedColumn, string?, string)>();
        foreach (var column in KeyColumns(parent))
        {
            var own = column.Reference is null && key.ReferencedColumns.ToList().IndexOf(column.Name) is >= 0 and var at && !IsOpaque(table, key.Columns[at]) ? key.Columns[at] : null;
            var name = Identifiers.Fit($"{string.Join("_", provided)}_{column.Name}");
            while (own is null && table.FindColumn(name) is not null)
                name = Identifiers.Fit(name + "_ref");
            found.Add((own is null ? new StagedColumn(name, column.Origin, key) : new StagedColumn(own, table.GetColumn(own)), own, column.Name));
        }
        return found;
    }

    /// <summary>The columns that stand in staging for a table's key.</summary>
    List<StagedColumn> KeyColumns(Table table)
    {
        var (columns, key) = (new List<StagedColumn>(), KeyOf(table)?.Columns ?? []);
        var references = Providers(table).Where(r => r.Provided.Any(key.Contains)).ToList();
        foreach (var column in key)
        {
            if (references.FirstOrDefault(r => r.Provided.Contains(column)) is not { Key: { } reference, Provided: var provided })
                columns.Add(new StagedColumn(column, table.GetColumn(column)));
            else if (provided.First(key.Contains) == column)
                columns.AddRange(ReferenceColumns(table, reference, provided).Select(r => r.Column));
        }
        return [.. columns.DistinctBy(c => c.Name)];
    }

    List<StagedReference> References(Table table) =>
        [.. Providers(table).Select(r => new StagedReference(
            r.Key, Of(Root(_schema.Get(r.Key.ReferencedTable))), r.Provided,
            [.. ReferenceColumns(table, r.Key, r.Provided).Select(c => (c.Column.Name, c.ParentColumn))]))];
}

/// <summary>Names that PostgreSQL does not cut.</summary>
static class Identifiers
{
    const int MaxBytes = 63;
    const int HashDigits = 8;
    const int HashBytes = HashDigits / 2;

    /// <summary>The name, or where it is too long its beginning and a hash of the whole.</summary>
    public static string Fit(string name)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        var hash = string.Concat(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).Take(HashBytes).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        var start = name;
        while (System.Text.Encoding.UTF8.GetByteCount(start) > MaxBytes - HashDigits - 1)
            start = start[..^(char.IsLowSurrogate(start[^1]) ? 2 : 1)];
        return $"{start}_{hash}";
    }
}
