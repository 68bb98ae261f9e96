using System.Globalization;
using System.Text;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>A large schema as such projects have it: 150 Trinity tables in four schemas, and translations beside some.</summary>
static class LargeSample
{
    public const int TableCount = 150;

    static readonly string[] Schemas = ["core", "sales", "stock", "crm"];

    /// <summary>The table of a number, as SQL; two in different schemas are named alike.</summary>
    public static string Table(int number) => $"{Schemas[number % 4]}.tb_{Entity(number)}";

    static string Entity(int number) => number is 140 or 141 ? "note" : string.Create(CultureInfo.InvariantCulture, $"e{number:d3}");

    /// <summary>The whole as SQL.</summary>
    public static string Ddl()
    {
        var sql = new StringBuilder();
        foreach (var schema in Schemas)
            _ = sql.Append(CultureInfo.InvariantCulture, $"CREATE SCHEMA {schema};\n");
        _ = sql.Append("CREATE TYPE core.state AS ENUM ('new', 'open', 'done'); CREATE DOMAIN core.price AS numeric(10, 2) CHECK (VALUE >= 0);\n");
        for (var number = 0; number < TableCount; number++)
            AppendTable(sql, number);
        for (var number = 0; number < TableCount; number++)
            AppendCircles(sql, number);
        return sql.ToString();
    }

    static void AppendTable(StringBuilder sql, int number)
    {
        var (entity, table) = (Entity(number), Table(number));
        var columns = new List<string>
        {
            $"pk_{entity} {(number % 3 == 0 ? "bigint" : "int")} GENERATED {(number % 2 == 0 ? "ALWAYS" : "BY DEFAULT")} AS IDENTITY PRIMARY KEY",
            "id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE", "identifier text NOT NULL UNIQUE", "name text NOT NULL", "status core.state NOT NULL DEFAULT 'new'",
            "price core.price", "starts_on date", "tags text[]", "created_at timestamptz NOT NULL DEFAULT now()",
        };
        if (number % 7 == 0)
            columns.Add("label text GENERATED ALWAYS AS (identifier || ': ' || name) STORED");
        if (number > 0)
            columns.Add($"fk_{Entity(number / 2)} {(number / 2 % 3 == 0 ? "bigint" : "int")} NOT NULL REFERENCES {Table(number / 2)}");
        if (number > 10)
            columns.Add($"fk_other {((number - 7) % 3 == 0 ? "bigint" : "int")} REFERENCES {Table(number - 7)}");
        if (number % 5 == 0)
            columns.Add($"fk_parent {(number % 3 == 0 ? "bigint" : "int")} REFERENCES {table}");
        // The composite key: an owner and one of its things, which others refer to together.
        if (number % 15 == 1)
            columns.Add($"UNIQUE (pk_{entity}, fk_{Entity(number / 2)})");
        _ = sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE {table} ({string.Join(", ", columns)});\n");
        if (number % 15 == 2)
        {
            var (thing, owner) = (Entity(number - 1), Entity((number - 1) / 2));
            _ = sql.Append(CultureInfo.InvariantCulture, $"ALTER TABLE {table} ADD fk_thing {((number - 1) % 3 == 0 ? "bigint" : "int")} NOT NULL, ADD fk_owner {((number - 1) / 2 % 3 == 0 ? "bigint" : "int")} NOT NULL, ADD CONSTRAINT {table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..]}_thing FOREIGN KEY (fk_thing, fk_owner) REFERENCES {Table(number - 1)} (pk_{thing}, fk_{owner});\n");
        }
        if (number % 12 == 3)
            _ = sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE {table.Replace("tb_", "tl_", StringComparison.Ordinal)} (fk_{entity} {(number % 3 == 0 ? "bigint" : "int")} NOT NULL REFERENCES {table}, locale varchar(5) NOT NULL CHECK (locale IN ('en', 'fr', 'de')), name text NOT NULL, PRIMARY KEY (fk_{entity}, locale));\n");
    }

    /// <summary>Keys that close circles: a nullable one, one that takes no NULL and waits, and one that takes none and does not wait.</summary>
    static void AppendCircles(StringBuilder sql, int number)
    {
        var how = number switch { 20 or 40 or 60 => "", 70 => "NOT NULL DEFERRABLE", 45 => "NOT NULL", _ => null };
        if (how is null)
            return;
        // The child two steps down refers to it already.
        var child = 2 * number;
        var deferrable = how.EndsWith("DEFERRABLE", StringComparison.Ordinal) ? " DEFERRABLE INITIALLY IMMEDIATE" : "";
        _ = sql.Append(CultureInfo.InvariantCulture, $"ALTER TABLE {Table(number)} ADD fk_favourite {(child % 3 == 0 ? "bigint" : "int")} {(how.Length > 0 ? "NOT NULL" : "")}, ADD FOREIGN KEY (fk_favourite) REFERENCES {Table(child)}{deferrable};\n");
    }
}
