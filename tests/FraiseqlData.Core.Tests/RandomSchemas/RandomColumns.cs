namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Columns that belong to no key between tables.</summary>
static class RandomColumns
{
    /// <summary>Adds plain columns, some with a check or a default.</summary>
    public static void Add(Draw draw, RandomTable table, IReadOnlyList<ColumnType> own)
    {
        for (var i = draw.Int(0, 6); i > 0; i--)
        {
            var type = own.Count > 0 && draw.Chance(25) ? draw.One(own) : RandomTypes.Any(draw);
            table.Columns.Add(Make(draw, RandomNames.OfColumn(draw, table), type, notNull: draw.Chance(55)));
        }
        if (draw.Chance(15))
            AddGenerated(draw, table);
    }

    /// <summary>A column of a type, perhaps with a check and a default.</summary>
    public static RandomColumn Make(Draw draw, string name, ColumnType type, bool notNull, bool plain = false)
    {
        List<string> clauses = notNull ? ["NOT NULL"] : [];
        var room = type.Room;
        if (!plain && type.Checks.Length > 0 && draw.Chance(45))
        {
            (var check, room) = draw.One(type.Checks);
            clauses.Add($"CHECK ({check.Replace("{c}", name, StringComparison.Ordinal)})");
        }
        else if (!plain && type.Defaults is { } defaults && draw.Chance(25))
        {
            clauses.Add($"DEFAULT {draw.One(defaults)}");
        }
        return new RandomColumn(name, type, clauses, room);
    }

    static void AddGenerated(Draw draw, RandomTable table)
    {
        var name = $"g{table.Columns.Count}";
        string[] expressions = [.. table.Columns.Where(c => c.Type.Sql is "int" or "smallint" && c.Parent is null).Select(c => $"{c.Name}::bigint * 2"), .. table.Columns.Where(c => c.Type.Sql == "text").Select(c => $"length({c.Name})"), .. table.Columns.Select(c => $"CASE WHEN {c.Name} IS NULL THEN 1 ELSE 0 END")];
        if (expressions.Length > 0)
            table.Columns.Add(new RandomColumn(name, new ColumnType("bigint", 1, []), [$"GENERATED ALWAYS AS ({draw.One(expressions)}) STORED"], 1));
    }
}
