using FraiseqlData.Planning;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>Tables that are filled, and how each contestant is told to.</summary>
/// <param name="Name">The subject's name, for people.</param>
/// <param name="Ddl">Makes the tables, and the parents that are there before.</param>
/// <param name="Tables">The tables that get rows, parents first, with their counts.</param>
sealed record Subject(string Name, string Ddl, IReadOnlyList<(string Table, long Rows)> Tables)
{
    /// <summary>What the server can make of itself; null where it takes the rows from a table of its own.</summary>
    public IReadOnlyList<string>? InsertSelect { get; init; }

    /// <summary>The name under which the script of the peers knows the tables, or null.</summary>
    public string? Peers { get; init; }

    /// <summary>Rows that were there before and stay; made once.</summary>
    public string? Before { get; init; }

    public long Rows => Tables.Sum(t => t.Rows);

    public SeedPlan Plan(SeedPlan empty) => Tables.Aggregate(empty, (plan, t) => plan.Add(t.Table, t.Rows));

    /// <summary>All subjects; the first number is the rows of the large ones.</summary>
    public static IReadOnlyList<Subject> All(long rows, string sample) => [User(rows), Hierarchy, Child(rows), Wide(Math.Max(rows / 10, 1000)), Sample(sample)];

    static Subject User(long rows) => new("tb_user", UserTable.Ddl, [("tb_user", rows)])
    {
        Peers = "user",
        InsertSelect = [FormattableString.Invariant($"""
            INSERT INTO tb_user (id, identifier, email, first_name, last_name, created_at)
            SELECT gen_random_uuid(), 'user-' || i, 'user' || i || '@example.com', 'First' || i % 1000, 'Last' || i % 5000, now() - i * interval '1 second' FROM generate_series(1, {rows}) AS i
            """)],
    };

    const string Makers = """
        CREATE TABLE tb_manufacturer (pk_manufacturer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          name text NOT NULL, country text NOT NULL);
        CREATE TABLE tb_model (pk_model int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          fk_manufacturer int NOT NULL REFERENCES tb_manufacturer, name text NOT NULL, price numeric(10,2) NOT NULL);
        CREATE TABLE tb_variant (pk_variant int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          fk_model int NOT NULL REFERENCES tb_model, sku text NOT NULL, stock int NOT NULL);
        """;

    static string MakeManufacturers(long rows) => FormattableString.Invariant($"""
        INSERT INTO tb_manufacturer (id, identifier, name, country)
        SELECT gen_random_uuid(), 'manufacturer-' || i, 'Maker ' || i, (ARRAY['FR', 'DE', 'US', 'JP'])[i % 4 + 1] FROM generate_series(1, {rows}) AS i
        """);

    static string MakeModels(long rows) => FormattableString.Invariant($"""
        INSERT INTO tb_model (id, identifier, fk_manufacturer, name, price)
        SELECT gen_random_uuid(), 'model-' || i, (SELECT min(pk_manufacturer) FROM tb_manufacturer) + i % (SELECT count(*) FROM tb_manufacturer)::int, 'Model ' || i, (i % 90000) / 100.0 FROM generate_series(1, {rows}) AS i
        """);

    static string MakeVariants(long rows) => FormattableString.Invariant($"""
        INSERT INTO tb_variant (id, identifier, fk_model, sku, stock)
        SELECT gen_random_uuid(), 'variant-' || i, (SELECT min(pk_model) FROM tb_model) + i % (SELECT count(*) FROM tb_model)::int, 'SKU-' || md5(i::text), i % 500 FROM generate_series(1, {rows}) AS i
        """);

    static readonly Subject Hierarchy = new("hierarchy of 111,000 rows", Makers, [("tb_manufacturer", 1_000), ("tb_model", 10_000), ("tb_variant", 100_000)])
    {
        Peers = "hierarchy",
        InsertSelect = [MakeManufacturers(1_000), MakeModels(10_000), MakeVariants(100_000)],
    };

    static Subject Child(long rows) => new("children with a foreign key", Makers, [("tb_variant", rows)])
    {
        Before = $"{MakeManufacturers(1_000)}; {MakeModels(10_000)}",
        InsertSelect = [MakeVariants(rows)],
    };

    static Subject Wide(long rows) => new("wide rows of 40 columns", """
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
        CREATE TABLE tb_wide (pk_wide bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          s1 smallint NOT NULL, s2 smallint, i1 int NOT NULL, i2 int, b1 bigint NOT NULL, b2 bigint, r1 real NOT NULL, d1 double precision NOT NULL, n1 numeric NOT NULL, n2 numeric(12,2) NOT NULL,
          f1 boolean NOT NULL, f2 boolean, t1 text NOT NULL, t2 text, v1 varchar(40) NOT NULL, v2 varchar(200), c1 char(3) NOT NULL, e1 mood NOT NULL, e2 mood,
          day date NOT NULL, time1 time NOT NULL, ts1 timestamp NOT NULL, tz1 timestamptz NOT NULL, span interval NOT NULL, u1 uuid NOT NULL, j1 jsonb NOT NULL, j2 json, bin bytea NOT NULL,
          ip inet NOT NULL, net cidr NOT NULL, mac macaddr NOT NULL, bits bit(8) NOT NULL, pt point NOT NULL, a1 int[] NOT NULL, a2 text[] NOT NULL, rg int4range NOT NULL, cost money NOT NULL);
        """, [("tb_wide", rows)]);

    static Subject Sample(string script) => new("FraiseQL sample", script,
        [("catalog.tb_manufacturer", 100), ("catalog.tb_model", 2_000), ("catalog.tb_machine", 20_000), ("tenant.tb_organization", 200), ("tenant.tb_location", 5_000), ("tenant.tb_allocation", 50_000)]);
}
