using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>Which relations a wildcard passes over; a plan must name these to get them.</summary>
static class WildcardRules
{
    /// <summary>Tables in which migration tools keep their history (the tools' documented defaults).</summary>
    static readonly HashSet<string> MigrationHistories = new(StringComparer.OrdinalIgnoreCase)
    {
        "schema_migrations", "ar_internal_metadata", "flyway_schema_history", "schema_version", "databasechangelog", "databasechangeloglock",
        "__EFMigrationsHistory", "alembic_version", "django_migrations", "knex_migrations", "knex_migrations_lock", "_prisma_migrations",
        "goose_db_version", "gorp_migrations", "migration_versions", "doctrine_migration_versions", "pgmigrations", "SequelizeMeta",
        "typeorm_migrations", "__diesel_schema_migrations", "_sqlx_migrations", "refinery_schema_history", "tb_confiture", "confiture_migrations", "mikro_orm_migrations",
    };

    /// <summary>The reason for passing over a relation, or null.</summary>
    public static string? WhyLeftOut(Table table) => WhyNotData(table) ?? (table.CanInsert ? null : "no INSERT privilege");

    /// <summary>The reason why a table that was meant to be filled gets no row.</summary>
    public static string WhyEmpty(Table table) =>
        table.Partition is { } partition ? $"a partition of {partition.Parent} into which none of the rows falls" : "no parent gets any of its rows";

    /// <summary>The reason why a relation is none that a project keeps its data in, or null.</summary>
    public static string? WhyNotData(Table table) => table switch
    {
        { IsFillable: false } => KindInWords(table.Kind),
        { Partition: not null } => $"a partition of {table.Partition.Parent}",
        { Extension: { } extension } => $"owned by the extension {extension}",
        _ when MigrationHistories.Contains(table.Name.Name) => "a migration history",
        _ when SliceRecord.IsOne(table.Name) => "a record of slices",
        _ when IsReadModel(table) => "a FraiseQL read model",
        _ => null,
    };

    /// <summary>Whether a table is one that FraiseQL's own triggers fill: named so, with the uuid and the document that every such table has.</summary>
    static bool IsReadModel(Table table) =>
        table.Name.Name.StartsWith(TrinityTable.ReadModelPrefix, StringComparison.Ordinal)
        && table.FindColumn("id")?.Type.Underlying.Name.Name == "uuid" && table.FindColumn("data")?.Type.Underlying.Name.Name == "jsonb";

    public static string KindInWords(RelationKind kind) => kind switch
    {
        RelationKind.View => "a view",
        RelationKind.MaterializedView => "a materialized view",
        RelationKind.ForeignTable => "a foreign table",
        RelationKind.PartitionedTable => "a partitioned table",
        _ => "a table",
    };
}
