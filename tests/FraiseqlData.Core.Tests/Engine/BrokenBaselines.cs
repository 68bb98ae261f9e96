using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Baselines that are refused, and what is said of each.</summary>
static class BrokenBaselines
{
    public const string Ddl = """
        CREATE TYPE size AS ENUM ('s', 'm');
        CREATE TABLE tb_country (pk_country int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, name text NOT NULL,
            code char(2) UNIQUE, size size, area numeric(6, 2), founded date, big boolean, twice int GENERATED ALWAYS AS (1) STORED, UNIQUE (name, founded));
        CREATE TABLE tb_city (pk_city int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE,
            fk_country int NOT NULL REFERENCES tb_country, fk_twin_city int REFERENCES tb_city);
        CREATE TABLE lookup (code int PRIMARY KEY);
        CREATE VIEW v_city AS SELECT * FROM tb_city;
        """;

    const string Country = "tb_country:\n  - { identifier: fr, name: France }\n";

    /// <summary>What YAML or JSON says, and a part of what is said of it.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        // The form.
        { "- 1", "line 1: the file is no map of tables." },
        { "hello", "line 1: the file is no map of tables." },
        { "tb_country: [", "line " },
        { "{ \"tb_country\": [ } ]", "line " },
        { "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "anchors, aliases and tags are not read" },
        { "tb_country: !!python/object:uuid.UUID []", "anchors, aliases and tags are not read" },
        { Country + "---\n" + Country, "a second document begins" },
        { "tb_country: " + new string('[', 40) + new string(']', 40), "nested too deeply" },
        { Country + Country, "'tb_country' is there twice" },
        { "baseline: 5", "'baseline' takes a map of tables and counts." },
        { "baseline: { tb_country: many }", "the count of tb_country is no whole number" },
        { "baseline: { tb_country: 1.5 }", "the count of tb_country is no whole number" },
        { "baseline: { tb_country: -1 }", "-1 rows of tb_country are too few" },
        { "baseline: { tb_country: 1001 }", "1001 rows of tb_country are too many" },
        { "tb_country: 5", "tb_country takes a list of rows; counts stand below 'baseline'" },
        { "tb_country: { fr: France }", "tb_country takes a list of rows" },
        { "tb_country: [France]", "row 1 of tb_country is no map of columns and values" },
        { "tb_country: [{}]", "row 1 of tb_country is no map of columns and values" },
        { "tb_country: [" + string.Join(',', Enumerable.Range(0, 1001).Select(i => $"{{name: n{i}}}")) + "]", "1001 rows of tb_country are too many" },
        { "baseline: { tb_country: 2 }\n" + Country, "tb_country is there twice" },
        // The tables.
        { "baseline: { tb_contry: 2 }", "There is no table 'tb_contry'. Did you mean 'tb_country'" },
        { "baseline: { 'tb_*': 2 }", "There is no table 'tb_*'" },
        { "baseline: { v_city: 2 }", "public.v_city cannot be filled: it is a view" },
        { "baseline: { lookup: 2 }", "public.lookup has no uuid key" },
        { "baseline: { tb_country: 2, public.tb_country: 3 }", "public.tb_country is the same table as tb_country" },
        // The columns and values.
        { "tb_country: [{ identifier: fr, nam: France }]", "row 1 of public.tb_country: there is no column 'nam'. Did you mean 'name'?" },
        { "tb_country: [{ identifier: fr }]", "row 1 of public.tb_country: name has no value and no default" },
        { "tb_country: [{ identifier: fr, name: null }]", "name is NULL but must not be" },
        { "tb_country: [{ identifier: fr, name: F, pk_country: 1 }]", "pk_country gets its value from the server" },
        { "tb_country: [{ identifier: fr, name: F, twice: 1 }]", "twice gets its value from the server" },
        { "tb_country: [{ identifier: fr, name: F, id: 5 }]", "id follows from the row's place" },
        { "tb_country: [{ identifier: fr, name: F, code: FRA }]", "row 1 of public.tb_country: code: " },
        { "tb_country: [{ identifier: fr, name: F, size: huge }]", "size: " },
        { "tb_country: [{ identifier: fr, name: F, area: 12345.6 }]", "area: " },
        { "tb_country: [{ identifier: fr, name: F, founded: 2024-02-30 }]", "founded: " },
        { "tb_country: [{ identifier: fr, name: F, big: perhaps }]", "big: " },
        // Unique keys.
        { "tb_country: [{ identifier: fr, name: A }, { identifier: fr, name: B }]", "row 2 of public.tb_country: identifier is the same as in row 1" },
        { "tb_country: [{ identifier: a, name: A, founded: 2024-01-01 }, { identifier: b, name: A, founded: 2024-01-01 }]", "name, founded is the same as in row 1" },
        // References.
        { Country + "tb_city: [{ identifier: paris, fk_country: 2 }]", "fk_country refers to row 2 of public.tb_country, which has 1" },
        { Country + "tb_city: [{ identifier: paris, fk_country: 0 }]", "fk_country refers to row 0 of public.tb_country" },
        { Country + "tb_city: [{ identifier: paris, fk_country: de }]", "no row of public.tb_country has that identifier" },
        { Country + "tb_city: [{ identifier: paris, fk_country: true }]", "fk_country takes the number of a row of public.tb_country" },
        { Country + "tb_city: [{ identifier: paris, fk_country: [1] }]", "fk_country takes the number of a row" },
        { Country + "tb_city: [{ identifier: paris, fk_country: null }]", "fk_country is NULL but must not be" },
        { "tb_city: [{ identifier: paris, fk_country: 1 }]", "fk_country refers to public.tb_country, which is not in the baseline" },
        { "baseline: { tb_country: 3 }\ntb_city: [{ identifier: paris, fk_country: fr }]", "only the number of rows is given, so refer to them by number" },
        { Country + "tb_city: [{ identifier: paris, fk_country: 1, fk_twin_city: rome }]", "no row of public.tb_city has that identifier" },
    };

    /// <summary>What a file of SQL says, and a part of what is said of it.</summary>
    public static TheoryData<string, string> Scripts => new()
    {
        { "DELETE FROM tb_country", "line 1: 'DELETE' begins a statement that is no INSERT." },
        { "INSERT INTO tb_country DEFAULT VALUES;\n\nDROP TABLE tb_city;", "line 3: 'DROP' begins a statement" },
        { "-- INSERT\n/* INSERT /* nested */ */ UPDATE tb_country SET name = ''", "line 2: 'UPDATE' begins" },
        { "INSERT INTO lookup WITH gone AS (DELETE FROM tb_country RETURNING 1) SELECT 1 FROM gone", "'DELETE' has no place" },
        { "INSERT INTO lookup WITH gone AS (UPDATE tb_country SET name = '' RETURNING 1) SELECT 1 FROM gone", "'UPDATE' has no place" },
        { "\\copy tb_country from x", "'\\copy' begins" },
        { "BEGIN; INSERT INTO lookup VALUES (1); COMMIT;", "'BEGIN' begins" },
        { "SET search_path = ''", "'SET' begins" },
        { "DO $$ BEGIN DELETE FROM tb_country; END $$", "'DO' begins" },
    };
}
