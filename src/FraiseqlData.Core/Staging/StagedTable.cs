using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>A column of a staging table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">The column whose type it has: the table's own, or one of a parent's key.</param>
/// <param name="Reference">The foreign key that it stands for, or null where it holds a value of the table's own.</param>
sealed record StagedColumn(string Name, Column Origin, ForeignKey? Reference = null)
{
    /// <summary>Whether the staging table of a project's own has another type there.</summary>
    public bool IsCast { get; init; }

    /// <summary>The type. A parent's key may be missing, which its domain need not allow.</summary>
    public PgType Type => Reference is null ? Origin.Type : Origin.Type.Underlying;

    /// <summary>The type as SQL.</summary>
    public string SqlType => Type == Origin.Type ? Origin.SqlType : Type.SqlName;

    /// <summary>The default, which is the production column's; a parent's key has none.</summary>
    public string? Default => Reference is null && Origin.Sequence is null ? Origin.Default : null;
}

/// <summary>A foreign key whose numbers only the server knows: staging holds the parent's key instead.</summary>
/// <param name="Key">The foreign key.</param>
/// <param name="Parent">The parent.</param>
/// <param name="Provided">The columns of the table that get their values from the parent's row.</param>
/// <param name="Finders">The staging columns that find the parent, with the column of the parent's own staging key that each stands for.</param>
sealed record StagedReference(ForeignKey Key, StagedTable Parent, IReadOnlyList<string> Provided, IReadOnlyList<(string Column, string ParentColumn)> Finders)
{
    /// <summary>The parent's column that a column of the table refers to.</summary>
    public string ParentColumnOf(string column) => Key.ReferencedColumns[Key.Columns.ToList().IndexOf(column)];
}

/// <summary>
/// How the rows of a table stand in staging: without what the server numbers and computes, and with the key of the parent in place of its number.
/// </summary>
sealed class StagedTable
{
    /// <summary>The production table.</summary>
    public required Table Table { get; init; }

    /// <summary>The production table's own rows, as SQL: without those of tables that inherit from it, which keys do not see.</summary>
    public required string Rows { get; init; }

    /// <summary>The staging table's name.</summary>
    public required QualifiedName Name { get; init; }

    /// <summary>The columns, in the order of the production table's.</summary>
    public required IReadOnlyList<StagedColumn> Columns { get; init; }

    /// <summary>The production columns of the unique key by which rows are found again; empty where there is none.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Whether the key's check may wait, so that it cannot arbitrate an ON CONFLICT.</summary>
    public bool IsKeyDeferrable { get; init; }

    /// <summary>The staging columns that stand for the key.</summary>
    public required IReadOnlyList<string> KeyColumns { get; init; }

    /// <summary>The columns that the server numbers; they are not staged.</summary>
    public required IReadOnlySet<string> Numbered { get; init; }

    /// <summary>The foreign keys that are staged as their parents' keys.</summary>
    public IReadOnlyList<StagedReference> References { get; internal set; } = [];

    /// <summary>The reference that gives a production column its value, or null where staging holds it.</summary>
    public StagedReference? ProviderOf(string column) => References.FirstOrDefault(r => r.Provided.Contains(column));

    /// <summary>The value of a staging column, in production's type; staged rows bear the alias <c>s</c>.</summary>
    public string ValueOf(string column) => $"s.{QualifiedName.Quote(column)}{(Columns.FirstOrDefault(c => c.Name == column) is { IsCast: true } cast ? $"::{cast.SqlType}" : "")}";

    /// <summary>The name under which staging holds a production column.</summary>
    public string NameOf(string column) => Columns.FirstOrDefault(c => c.Reference is null && c.Origin.Name == column)?.Name ?? column;

    /// <summary>The production columns that rows from staging fill.</summary>
    public IEnumerable<Column> Filled => Table.Columns.Where(c => !c.IsGenerated && !Numbered.Contains(c.Name));

    /// <summary>The staging column of that name.</summary>
    public StagedColumn GetColumn(string name) => Columns.First(c => c.Name == name);

    /// <summary>The staging table as the engine's own model of it.</summary>
    public Table ToTable() => new()
    {
        Oid = 0,
        Name = Name,
        Columns = [.. Columns.Select((c, i) => new Column
        {
            Name = c.Name,
            Position = i + 1,
            Type = c.Type,
            TypeModifier = c.Type == c.Origin.Type ? c.Origin.TypeModifier : -1,
            SqlType = c.SqlType,
            Dimensions = c.Origin.Dimensions,
            Default = c.Default,
            Collation = c.Origin.Collation,
        })],
    };

    /// <summary>The same with other names for the staging table and some of its columns, as a project of its own has them.</summary>
    /// <param name="name">The staging table's name.</param>
    /// <param name="columns">Other names, by the names that columns would have.</param>
    /// <param name="isCast">Whether a column of that name has another type there.</param>
    public StagedTable As(QualifiedName name, IReadOnlyDictionary<string, string> columns, Func<StagedColumn, bool>? isCast = null) => new()
    {
        Table = Table,
        Rows = Rows,
        Name = name,
        Columns = [.. Columns.Select(c => c with { Name = columns.GetValueOrDefault(c.Name, c.Name) }).Select(c => c with { IsCast = isCast?.Invoke(c) == true })],
        Key = Key,
        IsKeyDeferrable = IsKeyDeferrable,
        KeyColumns = [.. KeyColumns.Select(c => columns.GetValueOrDefault(c, c))],
        Numbered = Numbered,
        References = [.. References.Select(r => r with { Finders = [.. r.Finders.Select(f => (columns.GetValueOrDefault(f.Column, f.Column), f.ParentColumn))] })],
    };

    /// <summary>The table's name for people.</summary>
    public override string ToString() => Name.ToString();
}
