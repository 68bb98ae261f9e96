namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Types, and conditions on one column that can be met.</summary>
static class RandomTypes
{
    const long Plenty = ColumnType.Plenty;

    static readonly ColumnType[] Keys =
    [
        new("int", Plenty, [("{c} > 0", Plenty), ("{c} BETWEEN -5 AND 400", 406), ("{c} IN (1, 2, 3, 5, 8)", 5), ("{c} % 5 = 0", 1000), ("{c} <> 0", Plenty), ("abs({c}) < 1000", 1999), ("{c} < -100 OR {c} > 5000", Plenty), ("NOT ({c} >= 10 AND {c} <= 20)", Plenty)], true, ["7", "-1"]),
        new("bigint", Plenty, [("{c} >= 0", Plenty), ("{c} > 3000000000", Plenty), ("{c} = ANY (ARRAY[10, 20, 30])", 3)], true, ["0"]),
        new("smallint", 30_000, [("{c} BETWEEN 1 AND 12", 12), ("{c} >= 32000", 700)], true, ["1"]),
        new("numeric(8,2)", Plenty, [("{c} >= 0", Plenty), ("{c} > 0 AND {c} < 100", 9000), ("{c} BETWEEN 0.5 AND 0.75", 26), ("{c} <> 0", Plenty)], true, ["0", "1.50"]),
        new("numeric", Plenty, [("{c} < 0", Plenty), ("{c} > 0 AND {c} <= 1", Plenty), ("round({c}, 1) = {c}", 1000)], true),
        new("text", Plenty, [("length({c}) <= 10", 1000), ("char_length({c}) >= 3", Plenty), ("{c} ~ '^[a-z]{3}[0-9]{2}$'", Plenty), ("{c} IN ('red', 'green', 'it''s')", 3), ("{c} LIKE 'ab%'", 1000), ("{c} = lower({c})", 1000), ("{c} = upper({c}) AND length({c}) = 4", 1000), ("{c} <> ''", Plenty), ("btrim({c}) <> ''", Plenty), ("POSITION('@' IN {c}) > 1", 1000), ("{c} !~ '\\s'", 1000), ("{c} ~* '^x[a-f]+$'", 500)], true, ["'new'"]),
        new("varchar(12)", Plenty, [("length({c}) = 8", 1000), ("{c} ~ '^[[:upper:]]{2}-[[:digit:]]+$'", 500), ("{c} NOT LIKE '%z%'", 1000)], true, ["'a'"]),
        new("char(5)", Plenty, [("{c} ~ '^[A-Z]{5}$'", Plenty), ("{c} IN ('EUR', 'USD')", 2)], true),
        new("date", 400, [("{c} >= '2020-01-01'", 400), ("{c} < '1999-01-01'", 400), ("{c} BETWEEN '2024-02-01' AND '2024-02-29'", 29), ("EXTRACT(year FROM {c}) >= 2000", 200), ("{c} > '2010-06-15' AND {c} <> '2025-01-01'", 400)], true, ["CURRENT_DATE", "'2020-02-29'"]),
        new("timestamptz", Plenty, [("{c} > '2001-01-01Z'", Plenty), ("{c} <= now()", Plenty), ("{c} >= '1999-01-01Z' AND {c} < '1999-02-01Z'", 1000)], true, ["now()"]),
        new("timestamp(0)", 1000, [("{c} > '2001-01-01'", 1000)], true, ["LOCALTIMESTAMP"]),
        new("time", 1000, [("{c} >= '08:00' AND {c} < '18:00'", 500)], true),
        new("uuid", Plenty, [("{c} <> '00000000-0000-0000-0000-000000000000'", Plenty)], true, ["gen_random_uuid()"]),
        new("bool", 2, [("{c}", 1), ("{c} IS NOT NULL", 2)], true, ["true"]),
        new("inet", 200, [("family({c}) = 4", 200)], true),
        new("bytea", 1000, [("octet_length({c}) <= 20", 200), ("octet_length({c}) = 16", 1000)], true),
        new("double precision", Plenty, [("{c} >= 0 AND {c} < 1", 1000), ("{c} > 1e6", 1000)], true, ["0.5"]),
        new("interval", 200, [("{c} > '0'", 200), ("{c} <= '30 days'", 200)], true, ["'1 day'"]),
    ];

    static readonly ColumnType[] Others =
    [
        new("real", 1, [("{c} >= 0 AND {c} <= 1", 1), ("{c} <> 'NaN'", 1)]),
        new("jsonb", 1, [("jsonb_typeof({c}) = 'object'", 1), ("jsonb_typeof({c}) = 'array'", 1), ("{c} ? 'name'", 1), ("{c} <> '{}'", 1)], false, ["'{}'"]),
        new("json", 1, [("json_typeof({c}) = 'object'", 1)]),
        new("int[]", 1, [("cardinality({c}) > 0", 1), ("array_length({c}, 1) BETWEEN 1 AND 3", 1), ("0 < ALL ({c})", 1), ("array_position({c}, NULL) IS NULL", 1)], false, ["'{}'"]),
        new("text[]", 1, [("{c} <@ ARRAY['a', 'b', 'c']", 1), ("array_ndims({c}) = 1", 1), ("NOT ('' = ANY ({c}))", 1)]),
        new("date[]", 1, []), new("numeric(5,2)[]", 1, []), new("uuid[][]", 1, []), new("bool[]", 1, []),
        new("int4range", 1, [("NOT isempty({c})", 1), ("lower({c}) >= 0", 1), ("upper({c}) - lower({c}) <= 10", 1), ("lower_inc({c}) AND NOT upper_inf({c})", 1)]),
        new("daterange", 1, [("lower({c}) IS NOT NULL AND upper({c}) IS NOT NULL", 1), ("lower({c}) >= '2020-01-01'", 1)]),
        new("tstzrange", 1, [("NOT isempty({c})", 1)]), new("numrange", 1, []), new("int8multirange", 1, []), new("datemultirange", 1, []),
        new("money", 1, [("{c} > 0::money", 1)]), new("bit(6)", 1, []), new("varbit(9)", 1, []), new("xml", 1, []), new("cidr", 1, []), new("macaddr", 1, []), new("macaddr8", 1, []),
        new("point", 1, []), new("circle", 1, []), new("polygon", 1, []), new("box", 1, []), new("tsvector", 1, []), new("tsquery", 1, []), new("pg_lsn", 1, []), new("oid", 1, []),
        new("timetz", 1, []), new("name", 1, []), new("regclass", 1, []), new("\"char\"", 1, []),
    ];

    /// <summary>A type that can be a key.</summary>
    public static ColumnType Key(Draw draw) => draw.One(Keys);

    /// <summary>Any type but the schema's own.</summary>
    public static ColumnType Any(Draw draw) => draw.Chance(60) ? Key(draw) : draw.One(Others);

    /// <summary>Types of the schema's own; the statements that make them go into a list.</summary>
    public static List<ColumnType> Own(Draw draw, List<string> statements)
    {
        var own = new List<ColumnType>();
        string Name() => RandomNames.Qualified(draw, "type" + own.Count);
        for (var i = draw.Int(0, 2); i > 0; i--)
        {
            string[] labels = [.. draw.Some(["new", "in progress", "done", "it's", "Ünï", "x,y"], draw.Int(2, 6))];
            var literals = labels.Select(l => "'" + l.Replace("'", "''", StringComparison.Ordinal) + "'").ToList();
            var name = Name();
            statements.Add($"CREATE TYPE {name} AS ENUM ({string.Join(", ", literals)})");
            own.Add(new ColumnType(name, labels.Length, [($"{{c}} <> {literals[0]}", labels.Length - 1), ($"{{c}} IN ({literals[0]}, {literals[^1]})", 2)], true, [literals[1]]));
        }
        for (var i = draw.Int(0, 3); i > 0; i--)
        {
            var basis = own.Count > 0 && draw.Chance(20) ? draw.One(own) : draw.Chance(75) ? Key(draw) : draw.One(Others);
            var name = Name();
            var check = basis.Checks.Length > 0 && draw.Chance(75) ? draw.One(basis.Checks) : (Text: "", basis.Room);
            statements.Add($"CREATE DOMAIN {name} AS {basis.Sql}{(draw.Chance(25) ? " NOT NULL" : "")}{(check.Text.Length > 0 ? $" CHECK ({check.Text.Replace("{c}", "VALUE", StringComparison.Ordinal)})" : "")}");
            own.Add(new ColumnType(name, check.Room, [], basis.CanKey));
        }
        for (var i = draw.Int(0, 1); i > 0; i--)
        {
            var name = Name();
            var parts = Enumerable.Range(0, draw.Int(1, 3)).Select(p => $"f{p} {(own.Count > 0 && draw.Chance(30) ? draw.One(own) : Any(draw)).Sql}");
            statements.Add($"CREATE TYPE {name} AS ({string.Join(", ", parts)})");
            own.Add(new ColumnType(name, 1, []));
        }
        if (own.Count > 0 && draw.Chance(40))
            own.Add(new ColumnType(draw.One(own).Sql + "[]", 1, []));
        return own;
    }
}
