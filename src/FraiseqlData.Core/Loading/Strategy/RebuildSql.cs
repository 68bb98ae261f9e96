using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>The statements that drop indexes and foreign keys and make them as they were.</summary>
static class RebuildSql
{
    const long SmallestSort = 64L << 20;
    const long GreatestSort = 256L << 20;
    const long BytesOfAnEntry = 128;

    /// <summary>Makes the indexes of a table, each in its own tablespace.</summary>
    /// <param name="table">The table.</param>
    /// <param name="indexes">The indexes.</param>
    /// <param name="tablespace">The session's default tablespace, which is put back.</param>
    public static IEnumerable<string> Make(Table table, IReadOnlyList<IndexFacts> indexes, string tablespace)
    {
        var current = tablespace;
        foreach (var index in indexes)
        {
            if ((index.Tablespace ?? "") is var wanted && wanted != current)
                yield return InTablespace(current = wanted);
            foreach (var sql in Make(table, index))
                yield return sql;
        }
        if (current != tablespace)
            yield return InTablespace(tablespace);
    }

    public static string Drop(KeyFacts key) => $"ALTER TABLE ONLY {key.TableName.ToSql()} DROP CONSTRAINT {QualifiedName.Quote(key.Name)}";

    public static string Drop(Table table, IndexFacts index) => index.Constraint is null
        ? $"DROP INDEX {IndexName(table, index)}"
        : $"ALTER TABLE ONLY {table.Name.ToSql()} DROP CONSTRAINT {QualifiedName.Quote(index.Name)}";

    /// <summary>
    /// What sorting may take before it spills: so much that the server's parallel workers (32 MB each) are not held back, at the most 256 MB.
    /// A greater setting of the server's own stays.
    /// </summary>
    public static string SortMemory(long rows) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT pg_catalog.set_config('maintenance_work_mem', greatest(pg_catalog.pg_size_bytes(pg_catalog.current_setting('maintenance_work_mem')) / 1024, {Math.Clamp(rows * BytesOfAnEntry, SmallestSort, GreatestSort) >> 10})::text || 'kB', true)");

    /// <summary>
    /// Makes an index, the constraint on it and all that is noted with them. The constraint is put on a finished index, since its own definition
    /// lacks storage options and tablespace.
    /// </summary>
    static IEnumerable<string> Make(Table table, IndexFacts index)
    {
        var (only, name) = ($"ALTER TABLE ONLY {table.Name.ToSql()}", IndexName(table, index));
        yield return index.Definition;
        if (index.Constraint is { } kind)
            yield return $"{only} ADD CONSTRAINT {QualifiedName.Quote(index.Name)} {(kind == 'p' ? "PRIMARY KEY" : "UNIQUE")} USING INDEX {QualifiedName.Quote(index.Name)}{Deferrable(index)}";
        foreach (var (column, target) in index.StatisticsTargets)
            yield return string.Create(CultureInfo.InvariantCulture, $"ALTER INDEX {name} ALTER COLUMN {column} SET STATISTICS {target}");
        if (index.Comment is { } comment)
            yield return $"COMMENT ON INDEX {name} IS {SqlLiteral.Quote(comment)}";
        if (index.ConstraintComment is { } about)
            yield return $"COMMENT ON CONSTRAINT {QualifiedName.Quote(index.Name)} ON {table.Name.ToSql()} IS {SqlLiteral.Quote(about)}";
        if (index.IsClustered)
            yield return $"{only} CLUSTER ON {QualifiedName.Quote(index.Name)}";
        if (index.IsReplicaIdentity)
            yield return $"{only} REPLICA IDENTITY USING INDEX {QualifiedName.Quote(index.Name)}";
    }

    /// <summary>Makes a foreign key, which checks all rows of its table in one go.</summary>
    public static IEnumerable<string> Make(KeyFacts key)
    {
        yield return $"ALTER TABLE ONLY {key.TableName.ToSql()} ADD CONSTRAINT {QualifiedName.Quote(key.Name)} {key.Definition}";
        if (key.Comment is { } comment)
            yield return $"COMMENT ON CONSTRAINT {QualifiedName.Quote(key.Name)} ON {key.TableName.ToSql()} IS {SqlLiteral.Quote(comment)}";
    }

    static string InTablespace(string name) => $"SET LOCAL default_tablespace = {SqlLiteral.Quote(name)}";

    static string IndexName(Table table, IndexFacts index) => new QualifiedName(table.Name.Schema, index.Name).ToSql();

    static string Deferrable(IndexFacts index) => !index.IsDeferrable ? "" : index.IsInitiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}
