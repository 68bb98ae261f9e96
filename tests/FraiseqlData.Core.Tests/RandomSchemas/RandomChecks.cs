namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Conditions over several columns, on columns of their own: no other condition can contradict them.</summary>
static class RandomChecks
{
    static readonly (string Columns, string Check)[] Shapes =
    [
        ("{a} date NOT NULL, {b} date NOT NULL", "{b} >= {a}"),
        ("{a} timestamptz, {b} timestamptz", "{a} < {b}"),
        ("{a} int NOT NULL, {b} int NOT NULL", "{a} < {b}"),
        ("{a} int NOT NULL, {b} int NOT NULL", "{a} <> {b}"),
        ("{a} numeric(8,2) NOT NULL, {b} numeric(8,2) NOT NULL, {c} numeric(8,2) NOT NULL", "{a} = {b} + {c}"),
        ("{a} int NOT NULL, {b} int NOT NULL", "{a} + {b} <= 1000 AND {a} >= 0 AND {b} >= 0"),
        ("{a} text, {b} text", "({a} IS NULL) = ({b} IS NULL)"),
        ("{a} text, {b} int, {c} date", "num_nonnulls({a}, {b}, {c}) = 1"),
        ("{a} text, {b} int", "{a} IS NOT NULL OR {b} IS NOT NULL"),
        ("{a} int, {b} text", "({a} IS NULL AND {b} IS NULL) OR ({a} IS NOT NULL AND {b} IS NOT NULL)"),
        ("{a} text NOT NULL, {b} text", "{a} IN ('card', 'cash') AND ({a} <> 'card' OR {b} IS NOT NULL)"),
        ("{a} text NOT NULL, {b} int NOT NULL", "({a} = 'low' AND {b} BETWEEN 1 AND 10) OR ({a} = 'high' AND {b} > 100)"),
        ("{a} bool NOT NULL, {b} timestamptz", "NOT {a} OR {b} IS NOT NULL"),
        ("{a} bool NOT NULL, {b} int NOT NULL", "CASE WHEN {a} THEN {b} > 0 ELSE {b} = 0 END"),
        ("{a} int NOT NULL, {b} int NOT NULL, {c} int NOT NULL", "{a} <= {b} AND {b} <= {c}"),
        ("{a} int, {b} int NOT NULL", "coalesce({a}, 0) <= {b}"),
        ("{a} date NOT NULL, {b} date", "{b} IS NULL OR {b} > {a}"),
        ("{a} date NOT NULL, {b} date NOT NULL", "{b} - {a} BETWEEN 1 AND 30"),
        ("{a} timestamptz NOT NULL, {b} timestamptz NOT NULL", "{b} <= {a} + interval '1 day' AND {b} >= {a}"),
        ("{a} text NOT NULL, {b} text NOT NULL", "{a} <> {b}"),
        ("{a} numeric NOT NULL, {b} numeric NOT NULL", "{b} >= {a} * 2"),
        ("{a} int NOT NULL, {b} int NOT NULL", "greatest({a}, {b}) < 500"),
        ("{a} text, {b} text, {c} text", "coalesce({a}, {b}, {c}) IS NOT NULL"),
        ("{a} text NOT NULL", "{a} = btrim({a}) AND length({a}) > 2 AND {a} = lower({a})"),
        ("{a} int NOT NULL", "public.is_even({a})"),
        ("{a} int NOT NULL, {b} int NOT NULL", "public.is_even({a} + {b})"),
        ("{a} daterange NOT NULL, {b} date NOT NULL", "{b} <@ {a}"),
    ];

    /// <summary>The function that some of the conditions call.</summary>
    public const string Function = "CREATE FUNCTION public.is_even(n int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT n % 2 = 0'";

    /// <summary>Adds columns with a condition between them.</summary>
    public static void Add(Draw draw, RandomTable table)
    {
        var (columns, check) = draw.One(Shapes);
        foreach (var place in (string[])["{a}", "{b}", "{c}"])
        {
            if (!columns.Contains(place, StringComparison.Ordinal))
                continue;
            var name = draw.Chance(50) ? RandomNames.OfColumn(draw, table) : $"x{table.Columns.Count}";
            columns = columns.Replace(place, name, StringComparison.Ordinal);
            check = check.Replace(place, name, StringComparison.Ordinal);
            var definition = columns.Split(", ").First(c => c.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];
            var type = definition.Replace(" NOT NULL", "", StringComparison.Ordinal);
            table.Columns.Add(new RandomColumn(name, new ColumnType(type, 1, []), definition == type ? [] : ["NOT NULL"], 1));
        }
        table.Constraints.Add($"CHECK ({check})");
    }
}
