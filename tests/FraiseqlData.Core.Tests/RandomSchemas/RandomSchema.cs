using System.Text;

namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>A schema that can be filled, by construction, and how many rows its tables are to get.</summary>
/// <param name="Number">What it was made from.</param>
/// <param name="Before">Statements before the tables: schemas, types, functions, sequences.</param>
/// <param name="Tables">The tables, parents first.</param>
/// <param name="After">Statements after all tables: keys that close circles.</param>
sealed record RandomSchema(int Number, IReadOnlyList<string> Before, IReadOnlyList<RandomTable> Tables, IReadOnlyList<string> After)
{
    /// <summary>The script that makes the schema.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var statement in Before)
            text.Append(statement).Append(";\n");
        foreach (var table in Tables)
        {
            text.Append("CREATE TABLE ").Append(table.Name).Append(" (").AppendJoin(", ", [.. table.Columns.Select(c => c.ToString()), .. table.Constraints]).Append(')').Append(table.Suffix).Append(";\n");
            foreach (var statement in table.After)
                text.Append(statement).Append(";\n");
        }
        foreach (var statement in After)
            text.Append(statement).Append(";\n");
        foreach (var table in Tables)
            text.Append("-- ").Append(table.Name).Append(" gets ").Append(table.Rows).Append('\n');
        return text.ToString();
    }

    /// <summary>At least how many rows the table must hold when so many runs have asked for its rows: a run's children have that run's parents.</summary>
    public static long Least(RandomTable table, int runs)
    {
        if (runs == 0)
            return 0;
        var before = Least(table, runs - 1);
        var added = Math.Min(table.Rows, Limit(table, parent => Least(parent, runs) - Least(parent, runs - 1)));
        return Math.Max(before, Math.Min(before + added, Limit(table, parent => Least(parent, runs))));
    }

    static long Limit(RandomTable table, Func<RandomTable, long> parentRows) => table.Limits.Select(l => l(parentRows)).Append(long.MaxValue).Min();
}

/// <summary>A table of a random schema.</summary>
sealed record RandomTable(string Name)
{
    public List<RandomColumn> Columns { get; init; } = [];

    /// <summary>Table constraints.</summary>
    public List<string> Constraints { get; init; } = [];

    /// <summary>What follows the closing bracket: PARTITION BY, INHERITS.</summary>
    public string Suffix { get; set; } = "";

    /// <summary>Statements of its own: indexes, partitions.</summary>
    public List<string> After { get; init; } = [];

    /// <summary>Keys that foreign keys can refer to.</summary>
    public List<IReadOnlyList<RandomColumn>> Keys { get; init; } = [];

    /// <summary>By unique key: how many rows it allows, given the rows that a parent holds.</summary>
    public List<Func<Func<RandomTable, long>, long>> Limits { get; init; } = [];

    /// <summary>How many rows a run asks for.</summary>
    public long Rows { get; set; }
}

/// <summary>A column of a random table.</summary>
/// <param name="Name">The name, quoted where it has to be.</param>
/// <param name="Type">The type.</param>
/// <param name="Clauses">NOT NULL, DEFAULT, CHECK and the like, one by one.</param>
/// <param name="Room">At least how many different values it can have.</param>
sealed record RandomColumn(string Name, ColumnType Type, IReadOnlyList<string> Clauses, long Room)
{
    /// <summary>Whether NULL is refused.</summary>
    public bool NotNull => Clauses.Contains("NOT NULL");

    /// <summary>The table whose rows the column's values come from, or null.</summary>
    public RandomTable? Parent { get; init; }

    /// <summary>How many different values the column can have, given the rows that a parent holds.</summary>
    public long RoomOf(Func<RandomTable, long> rows) => Parent is null ? Room : Math.Min(Room, rows(Parent));

    public override string ToString() => string.Join(' ', [Name, Type.Sql, .. Clauses]);
}

/// <summary>A type that a column can have.</summary>
/// <param name="Sql">Its name.</param>
/// <param name="Room">At least how many different values it has.</param>
/// <param name="Checks">Conditions on <c>{c}</c>, each with the room that it leaves.</param>
/// <param name="CanKey">Whether it has an order, and so can be a key.</param>
/// <param name="Defaults">Defaults that make sense.</param>
sealed record ColumnType(string Sql, long Room, (string Text, long Room)[] Checks, bool CanKey = false, string[]? Defaults = null)
{
    public const long Plenty = 100_000;
}
