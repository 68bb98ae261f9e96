using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Staging;

/// <summary>A production table with the table that stands for it in the staging schema as it is.</summary>
/// <param name="Ideal">What would be generated.</param>
/// <param name="Table">The staging table, or null where there is none.</param>
/// <param name="Actual">How rows are staged there, with the names that it has; null where there is none.</param>
/// <param name="Findings">What does not fit.</param>
sealed record StagingTwin(StagedTable Ideal, Table? Table, StagedTable? Actual, IReadOnlyList<StagingFinding> Findings)
{
    /// <summary>Whether the staging table was generated.</summary>
    public bool IsGenerated => Table?.Comment == StagingSchemas.MarkOf(Ideal.Table);

    /// <summary>Whether rows can be put into the staging table.</summary>
    public bool IsComplete => Findings.All(f => f.Severity != StagingSeverity.Error);

    /// <summary>Finds the twins of all tables, and what does not fit.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="staging">The staging schema.</param>
    /// <param name="staged">How the tables should stand in it.</param>
    public static IReadOnlyList<StagingTwin> All(DatabaseSchema schema, string staging, StagedSchema staged)
    {
        var tables = schema.Tables.Where(t => t.Name.Schema == staging && t.IsFillable).ToList();
        return [.. staged.Tables.Select(t => Of(t, tables, staged))];
    }

    static StagingTwin Of(StagedTable ideal, List<Table> tables, StagedSchema staged)
    {
        var production = ideal.Table;
        var table = tables.Find(t => t.Comment == StagingSchemas.MarkOf(production)) ?? tables.Find(t => t.Name == ideal.Name && !IsOthers(t));
        if (table is null && tables.Find(t => t.Name.Name == production.Name.Name && !IsOthers(t)) is { } bare)
        {
            var others = staged.Tables.Where(t => t.Table.Name.Name == production.Name.Name).Select(t => t.Table.Name);
            return new StagingTwin(ideal, null, null, [Finding(production.Name, null, "TableAmbiguous", $"{bare.Name} may stand for any of {string.Join(", ", others)}; {ideal.Name} would be clear.")]);
        }
        if (table is null)
            return new StagingTwin(ideal, null, null, [Finding(production.Name, null, "TableMissing", $"{production.Name} has no table {ideal.Name}.")]);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reference in ideal.References.Where(r => r is { Provided: [var own], Finders: [var finder] } && table.FindColumn(finder.Column) is null && table.FindColumn(own) is { } same && TrinityTable.IsUuid(same)))
            names[reference.Finders[0].Column] = reference.Provided[0];
        // A key that holds the parent's uuid itself may bear the name of one that stands for it.
        foreach (var column in ideal.Columns.Where(c => c.Reference is null && table.FindColumn(c.Name) is null && TrinityTable.IsUuid(c.Origin) && production.ForeignKeys.Any(k => k.Columns is [var only] && only == c.Name)))
        {
            if (table.FindColumn(column.Name + "_id") is { } other && TrinityTable.IsUuid(other))
                names[column.Name] = other.Name;
        }
        var actual = ideal.As(table.Name, names, c => table.FindColumn(c.Name) is { } own && own.SqlType != c.SqlType);
        return new StagingTwin(ideal, table, actual, [.. Compare(actual, table, table.Comment == StagingSchemas.MarkOf(production))]);

        bool IsOthers(Table table) => staged.Tables.Any(t => t.Table != production && table.Comment == StagingSchemas.MarkOf(t.Table));
    }

    static IEnumerable<StagingFinding> Compare(StagedTable staged, Table table, bool isGenerated)
    {
        var production = staged.Table.Name;
        foreach (var column in staged.Columns)
        {
            if (table.FindColumn(column.Name) is not { } found)
                yield return Finding(production, column.Name, "ColumnMissing", $"{table.Name} has no column {column.Name} ({column.SqlType}){(column.Reference is { } key ? $", the key of {key.ReferencedTable}" : "")}.");
            else if (found.SqlType != column.SqlType)
                yield return Finding(production, column.Name, "TypeDiffers", $"{table.Name}.{column.Name} is {found.SqlType}, but {column.SqlType} in production.", isGenerated ? StagingSeverity.Error : StagingSeverity.Information);
        }
        foreach (var extra in table.Columns.Where(c => !staged.Columns.Any(s => s.Name == c.Name)))
        {
            if (extra is { NotNull: true, Default: null, IsGenerated: false, Identity: IdentityKind.None })
                yield return Finding(production, extra.Name, "ColumnRequired", $"{table.Name}.{extra.Name} is NOT NULL, and {production} has nothing to put there.");
            else if (isGenerated)
                yield return Finding(production, extra.Name, "ColumnObsolete", $"{table.Name}.{extra.Name} has nothing in {production} to stand for any more.");
        }
        if (isGenerated && staged.KeyColumns.Count > 0 && !HasKey(staged, table))
            yield return Finding(production, null, "KeyMissing", $"{table.Name} has no primary key ({string.Join(", ", staged.KeyColumns)}).");
        if (!table.CanInsert || !table.CanSelect)
            yield return Finding(production, null, "PrivilegeMissing", $"The role may not {(table.CanInsert ? "read" : "insert into")} {table.Name}.");
    }

    /// <summary>Whether the staging table's primary key is the staging key.</summary>
    public static bool HasKey(StagedTable staged, Table table) => table.PrimaryKey?.Columns.SequenceEqual(staged.KeyColumns) == true;

    internal static StagingFinding Finding(QualifiedName? table, string? column, string rule, string message, StagingSeverity severity = StagingSeverity.Error) =>
        new() { Table = table, Column = column, Rule = rule, Severity = severity, Message = message };
}
