namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Foreign keys: single, composite, with shared columns, to itself, in circles.</summary>
static class RandomReferences
{
    /// <summary>Adds foreign keys to tables that are there.</summary>
    public static void Add(Draw draw, RandomTable table, IReadOnlyList<RandomTable> earlier)
    {
        var parents = earlier.Where(t => t.Keys.Count > 0).ToList();
        if (parents.Count == 0)
            return;
        for (var i = draw.Int(0, 3); i > 0; i--)
            AddTo(draw, table, draw.One(parents), nullable: draw.Chance(40), unique: table.Suffix.Length == 0 && draw.Chance(12));
    }

    /// <summary>Makes the table a junction: its primary key is two foreign keys.</summary>
    public static bool AddJunction(Draw draw, RandomTable table, IReadOnlyList<RandomTable> earlier)
    {
        var parents = earlier.Where(t => t.Keys.Exists(k => k.Count == 1)).ToList();
        if (parents.Count == 0)
            return false;
        RandomColumn[] key = [AddSingle(draw, table, draw.One(parents), ["NOT NULL"]), AddSingle(draw, table, draw.One(parents), ["NOT NULL"])];
        RandomKeys.Limit(table, key);
        table.Constraints.Add($"PRIMARY KEY ({RandomKeys.Names(key)})");
        return true;
    }

    /// <summary>Makes the table's primary key a foreign key.</summary>
    public static bool AddOneToOne(Draw draw, RandomTable table, IReadOnlyList<RandomTable> earlier)
    {
        var parents = earlier.Where(t => t.Keys.Exists(k => k.Count == 1)).ToList();
        if (parents.Count == 0)
            return false;
        var column = AddSingle(draw, table, draw.One(parents), ["NOT NULL", "PRIMARY KEY"]);
        RandomKeys.Limit(table, [column]);
        table.Keys.Add([column]);
        return true;
    }

    /// <summary>Adds a foreign key of the table to itself.</summary>
    public static void AddSelf(Draw draw, RandomTable table)
    {
        if (table.Keys.FirstOrDefault(k => k.Count == 1) is not [var key])
            return;
        List<string> clauses = draw.Chance(30) ? ["NOT NULL"] : [];
        // Unique keys over such a column are beyond the engine, so far.
        table.Columns.Add(new RandomColumn("parent_self", Referring(draw, key) with { CanKey = false }, [.. clauses, $"REFERENCES {table.Name} ({key.Name})"], 0));
    }

    /// <summary>A statement that closes a circle: an earlier table refers to a later one that refers to it.</summary>
    public static void AddCircle(Draw draw, IReadOnlyList<RandomTable> tables, List<string> after)
    {
        var pairs = tables.SelectMany(child => child.Columns.Where(c => c.Parent is { } parent && parent != child).Select(c => (Child: child, c.Parent!)))
            .Where(p => p.Child.Keys.Exists(k => k.Count == 1)).Distinct().ToList();
        if (pairs.Count == 0)
            return;
        var (child, parent) = draw.One(pairs);
        var key = child.Keys.First(k => k.Count == 1)[0];
        after.Add($"ALTER TABLE {parent.Name} ADD COLUMN back_{after.Count} {Referring(draw, key).Sql} {draw.One(["", "NOT NULL", "NOT NULL"])} REFERENCES {child.Name} ({key.Name}) {draw.One(["", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED"])}");
    }

    static void AddTo(Draw draw, RandomTable table, RandomTable parent, bool nullable, bool unique)
    {
        var key = draw.One(parent.Keys);
        List<string> clauses = nullable ? [] : ["NOT NULL"];
        if (key.Count == 1)
        {
            var column = AddSingle(draw, table, parent, unique ? [.. clauses, "UNIQUE"] : clauses, key[0]);
            if (unique)
                RandomKeys.Limit(table, [column]);
            return;
        }
        var columns = new List<RandomColumn>();
        foreach (var part in key)
        {
            // Two ways to the same ancestor meet in one column.
            var shared = part.Parent is null ? null : table.Columns.Find(c => c.Parent == part.Parent && c.NotNull && c.Type.Sql == part.Type.Sql && !columns.Contains(c) && c.Clauses.Any(x => x.StartsWith("REFERENCES", StringComparison.Ordinal)));
            // Unique keys over a part of such a key are beyond the engine, so far.
            columns.Add(shared ?? new RandomColumn($"r{table.Columns.Count + columns.Count}", Referring(draw, part) with { CanKey = false }, clauses, 1));
        }
        table.Columns.AddRange(columns.Where(c => !table.Columns.Contains(c)));
        table.Constraints.Add($"FOREIGN KEY ({RandomKeys.Names(columns)}) REFERENCES {parent.Name} ({RandomKeys.Names(key)}){(draw.Chance(25) ? " MATCH FULL" : "")}{(draw.Chance(15) ? " DEFERRABLE" : "")}");
        if (!unique)
            return;
        table.Constraints.Add($"UNIQUE ({RandomKeys.Names(columns)})");
        table.Limits.Add(rows => rows(parent));
    }

    static RandomColumn AddSingle(Draw draw, RandomTable table, RandomTable parent, List<string> clauses, RandomColumn? key = null)
    {
        key ??= parent.Keys.First(k => k.Count == 1)[0];
        var name = draw.Chance(50) && !table.Columns.Exists(c => c.Name == "parent_id") ? "parent_id" : $"fk_{table.Columns.Count}";
        var column = new RandomColumn(name, Referring(draw, key), [.. clauses, $"REFERENCES {parent.Name} ({key.Name})"], ColumnType.Plenty) { Parent = parent };
        table.Columns.Add(column);
        return column;
    }

    /// <summary>The type of a column that refers to a key.</summary>
    static ColumnType Referring(Draw draw, RandomColumn key) => key.Type.Sql switch
    {
        "serial" => key.Type with { Sql = "int", CanKey = true },
        "bigserial" => key.Type with { Sql = "bigint", CanKey = true },
        "int" when draw.Chance(15) => key.Type with { Sql = "bigint", CanKey = true },
        _ => key.Type,
    };
}
