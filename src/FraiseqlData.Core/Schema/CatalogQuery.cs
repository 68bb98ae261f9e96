using Npgsql;

namespace FraiseqlData.Schema;

/// <summary>A SELECT over pg_catalog and how one of its rows is read.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Sql">The statement; every column is bool, int2, int4, int8, oid, float8, text or an array of these.</param>
/// <param name="Map">Reads the row that the reader stands on.</param>
sealed record CatalogQuery<T>(string Sql, Func<NpgsqlDataReader, T> Map);

/// <summary>The statements that <see cref="SchemaReader"/> sends, one file a subject.</summary>
static partial class CatalogQueries
{
    // starts_with and no LIKE: a backslash in a pattern would depend on the session's standard_conforming_strings.
    const string UserSchemas = """
        SELECT oid FROM pg_namespace WHERE NOT starts_with(nspname::text, 'pg_') AND nspname <> 'information_schema'
        """;

    /// <summary>The relations that are read at all, as a list of oids to compare with.</summary>
    const string UserRelations = $"""
        SELECT oid FROM pg_class WHERE relkind IN ('r', 'p', 'f', 'v', 'm') AND relnamespace IN ({UserSchemas})
        """;

    static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    static uint Oid(NpgsqlDataReader reader, int ordinal) => reader.GetFieldValue<uint>(ordinal);

    static T[] Array<T>(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? [] : reader.GetFieldValue<T[]>(ordinal);
}
