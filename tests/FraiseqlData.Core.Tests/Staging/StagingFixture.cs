using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Infrastructure;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>A project that stages its rows by hand-written tables and functions, as those that this module is made for do.</summary>
static class StagingFixture
{
    const string Production = """
        CREATE SCHEMA catalog; CREATE SCHEMA tenant;
        CREATE TABLE catalog.tb_manufacturer (pk_manufacturer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
          identifier text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE catalog.tb_model (pk_model int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          name text NOT NULL, fk_manufacturer int NOT NULL REFERENCES catalog.tb_manufacturer, full_label text GENERATED ALWAYS AS (identifier || ' ' || name) STORED);
        CREATE TABLE tenant.tb_location (pk_location int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          name text NOT NULL, fk_parent_location int REFERENCES tenant.tb_location, fk_model int REFERENCES catalog.tb_model);
        """;

    const string Tables = """
        CREATE SCHEMA stg;
        CREATE TABLE stg.tb_manufacturer (id uuid NOT NULL UNIQUE, identifier text NOT NULL, name text NOT NULL);
        CREATE TABLE stg.tb_model (id uuid NOT NULL UNIQUE, identifier text NOT NULL, name text NOT NULL, fk_manufacturer_id uuid);
        CREATE TABLE stg.tb_location (id uuid NOT NULL UNIQUE, identifier text NOT NULL, name text NOT NULL, fk_parent_location_id uuid, fk_model_id uuid);
        """;

    /// <summary>The resolver of manufacturers.</summary>
    public const string Manufacturers = """
        INSERT INTO catalog.tb_manufacturer (id, identifier, name) SELECT id, identifier, name FROM stg.tb_manufacturer ON CONFLICT (id) DO NOTHING;
        """;

    /// <summary>The resolver of models.</summary>
    public const string Models = """
        INSERT INTO catalog.tb_model (id, identifier, name, fk_manufacturer) SELECT s.id, s.identifier, s.name, m.pk_manufacturer
        FROM stg.tb_model s LEFT JOIN catalog.tb_manufacturer m ON m.id = s.fk_manufacturer_id ON CONFLICT (id) DO NOTHING;
        """;

    /// <summary>The resolver of locations: parents may come after their children.</summary>
    public const string Locations = """
        INSERT INTO tenant.tb_location (id, identifier, name, fk_model) SELECT s.id, s.identifier, s.name, m.pk_model
        FROM stg.tb_location s LEFT JOIN catalog.tb_model m ON m.id = s.fk_model_id ON CONFLICT (id) DO NOTHING;
        UPDATE tenant.tb_location t SET fk_parent_location = p.pk_location FROM stg.tb_location s JOIN tenant.tb_location p ON p.id = s.fk_parent_location_id
        WHERE t.id = s.id AND t.fk_parent_location IS DISTINCT FROM p.pk_location;
        """;

    const string Master = """
        CREATE FUNCTION stg.fn_resolve_all_staging() RETURNS void LANGUAGE plpgsql AS $$BEGIN
          PERFORM stg.fn_resolve_tb_manufacturer(); PERFORM stg.fn_resolve_tb_model(); PERFORM stg.fn_resolve_tb_location(); END$$;
        """;

    /// <summary>The whole as SQL.</summary>
    /// <param name="staging">The staging schema's name.</param>
    /// <param name="manufacturers">Other statements for manufacturers.</param>
    /// <param name="models">Other statements for models.</param>
    /// <param name="locations">Other statements for locations.</param>
    /// <param name="hasMaster">Whether one function calls the others.</param>
    public static string Ddl(string staging = "staging", string manufacturers = Manufacturers, string models = Models, string locations = Locations, bool hasMaster = true) =>
        Production + Text(staging, Tables + Function("tb_manufacturer", manufacturers) + Function("tb_model", models) + Function("tb_location", locations) + (hasMaster ? Master : ""));

    /// <summary>Statements about <c>stg</c>, for a schema of another name.</summary>
    public static string Text(string staging, string sql) => sql.Replace("stg", staging, StringComparison.Ordinal);

    public static async Task<EngineScene> CreateAsync(string ddl) => new(await PostgresServer.CreateDatabaseAsync(ddl));

    static string Function(string table, string body) =>
        $"CREATE FUNCTION stg.fn_resolve_{table}() RETURNS void LANGUAGE plpgsql AS $$BEGIN {body} END$$;\n";
}
