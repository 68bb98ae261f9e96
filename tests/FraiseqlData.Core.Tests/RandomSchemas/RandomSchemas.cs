namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Makes a schema of a number.</summary>
static class RandomSchemas
{
    /// <summary>The schema of that number.</summary>
    public static RandomSchema Of(int number)
    {
        var draw = new Draw(number);
        List<string> before = [RandomNames.Schemas, RandomChecks.Function];
        List<string> after = [];
        var own = RandomTypes.Own(draw, before);
        var tables = new List<RandomTable>();
        foreach (var name in RandomNames.OfTables(draw, draw.One([1, 1, 2, 3, 4, 5])))
            tables.Add(Table(draw, name, tables, own, before));
        if (draw.Chance(15))
            RandomReferences.AddCircle(draw, tables, after);
        var counts = draw.Some([1, 2, 5, 10, 20, 40, 150], 2);
        foreach (var table in tables)
            table.Rows = draw.One(counts);
        return new RandomSchema(number, before, tables, after);
    }

    static RandomTable Table(Draw draw, string name, List<RandomTable> earlier, List<ColumnType> own, List<string> before)
    {
        var table = new RandomTable(name);
        if (draw.Chance(10) && earlier.Where(t => t.Suffix.Length == 0).ToList() is { Count: > 0 } plain)
        {
            table.Suffix = $" INHERITS ({draw.One(plain).Name})";
            table.Columns.Add(RandomColumns.Make(draw, "more", RandomTypes.Any(draw), draw.Chance(50)));
            return table;
        }
        var partition = draw.Chance(12) ? RandomPartitions.Add(draw, table) : null;
        var isJunction = partition is null && draw.Chance(12) && RandomReferences.AddJunction(draw, table, earlier);
        var isExtension = !isJunction && partition is null && draw.Chance(10) && RandomReferences.AddOneToOne(draw, table, earlier);
        if (!isJunction && !isExtension)
            RandomKeys.AddPrimary(draw, table, own, partition);
        RandomReferences.Add(draw, table, earlier);
        RandomColumns.Add(draw, table, own);
        if (draw.Chance(30))
            RandomChecks.Add(draw, table);
        if (draw.Chance(15))
            RandomReferences.AddSelf(draw, table);
        if (partition is null)
        {
            if (draw.Chance(40))
                RandomKeys.AddUnique(draw, table);
            if (draw.Chance(8))
                RandomKeys.AddExclusion(draw, table, before);
        }
        if (table.Columns.Count == 0)
            table.Columns.Add(RandomColumns.Make(draw, "sole", RandomTypes.Key(draw), true));
        return table;
    }
}
