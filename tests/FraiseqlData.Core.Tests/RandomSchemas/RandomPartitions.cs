namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Partitioned tables and their partitions, one or two levels.</summary>
static class RandomPartitions
{
    static readonly ColumnType Text = new("text", 3, [], true);
    static readonly ColumnType Date = new("date", 60, [], true);
    static readonly ColumnType Int = new("int", 400, [], true);

    /// <summary>Makes the table a partitioned one.</summary>
    /// <returns>The column by which it is partitioned.</returns>
    public static RandomColumn Add(Draw draw, RandomTable table)
    {
        var (column, method) = draw.Int(0, 3) switch
        {
            0 => (new RandomColumn("region", Text, ["NOT NULL"], 3), "LIST"),
            1 => (new RandomColumn("taken", Date, ["NOT NULL"], 60), "RANGE"),
            2 => (new RandomColumn("bucket", Int, ["NOT NULL"], 400), "RANGE"),
            _ => (new RandomColumn("spread", Int, ["NOT NULL"], 400), "HASH"),
        };
        table.Columns.Add(column);
        table.Suffix = $" PARTITION BY {method} ({column.Name})";
        string[] bounds = (method, column.Name) switch
        {
            ("LIST", _) => ["IN ('eu', 'us')", "IN ('asia', NULL)"],
            ("RANGE", "taken") => ["FROM ('2021-01-01') TO ('2021-02-01')", "FROM ('2021-03-01') TO ('2021-04-01')"],
            ("RANGE", _) => ["FROM (MINVALUE) TO (-500)", "FROM (100) TO (700)"],
            _ => ["WITH (MODULUS 2, REMAINDER 0)", "WITH (MODULUS 2, REMAINDER 1)"],
        };
        for (var i = 0; i < bounds.Length; i++)
        {
            var name = Partition(table, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var divided = method == "LIST" && i == 0 && draw.Chance(40);
            table.After.Add($"CREATE TABLE {name} PARTITION OF {table.Name} FOR VALUES {bounds[i]}{(divided ? $" PARTITION BY HASH ({column.Name})" : "")}");
            if (divided)
                table.After.AddRange(Enumerable.Range(0, 3).Select(r => $"CREATE TABLE {Partition(table, $"0_{r}")} PARTITION OF {name} FOR VALUES WITH (MODULUS 3, REMAINDER {r})"));
        }
        if (method != "HASH" && draw.Chance(30))
            table.After.Add($"CREATE TABLE {Partition(table, "rest")} PARTITION OF {table.Name} DEFAULT");
        return column;
    }

    static string Partition(RandomTable table, string suffix) => table.Name.EndsWith('"') ? $"{table.Name[..^1]}_{suffix}\"" : $"{table.Name}_{suffix}";
}
