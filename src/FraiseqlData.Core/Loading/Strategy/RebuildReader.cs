using FraiseqlData.Schema;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Loading;

/// <summary>Reads <see cref="RebuildFacts"/>, in one round trip.</summary>
static class RebuildReader
{
    // Names are deparsed in full, so that the statements mean the same under any search_path.
    const string Start = "SAVEPOINT fq_rebuild_read; SET LOCAL search_path = pg_catalog";
    const string End = "ROLLBACK TO SAVEPOINT fq_rebuild_read; RELEASE SAVEPOINT fq_rebuild_read";

    const string Session =
        """
        SELECT EXISTS (SELECT FROM pg_event_trigger WHERE evtenabled <> 'D'),
            EXISTS (SELECT FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database()),
            current_setting('default_tablespace'), current_setting('lock_timeout')
        """;

    /// <param name="connection">The session, in a transaction.</param>
    /// <param name="tables">The tables of the plan.</param>
    /// <param name="majorVersion">The server's.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<RebuildFacts> ReadAsync(NpgsqlConnection connection, IEnumerable<Table> tables, int majorVersion, CancellationToken cancellationToken)
    {
        var oids = tables.Select(t => t.Oid).Distinct().ToArray();
        using var batch = new NpgsqlBatch(connection);
        foreach (var sql in Start.Split("; ").Concat([Session, Tables(majorVersion), Indexes(majorVersion), Keys(majorVersion)]).Concat(End.Split("; ")))
        {
            var command = new NpgsqlBatchCommand(sql);
            if (sql.Contains("$1", StringComparison.Ordinal))
                _ = command.Parameters.Add(new NpgsqlParameter { Value = oids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid });
            batch.BatchCommands.Add(command);
        }
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (eventTriggers, slots, tablespace, timeout) = (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetString(2), reader.GetString(3));
        _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var found = await AllAsync(reader, Table, cancellationToken).ConfigureAwait(false);
        var indexes = await AllAsync(reader, Index, cancellationToken).ConfigureAwait(false);
        var keys = await AllAsync(reader, Key, cancellationToken).ConfigureAwait(false);
        return new RebuildFacts(eventTriggers, slots, tablespace, timeout, found.ToDictionary(t => t.Oid), indexes, keys);
    }

    static async Task<List<T>> AllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(map(reader));
        _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }

    // Where no statistics were ever taken, a page counts as full of narrow rows.
    static string Tables(int majorVersion) =>
        $"""
        SELECT c.oid, EXISTS (SELECT FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)),
            EXISTS (SELECT FROM pg_publication WHERE puballtables) OR EXISTS (SELECT FROM pg_publication_rel WHERE prrelid = c.oid)
                {(majorVersion >= 15 ? "OR EXISTS (SELECT FROM pg_publication_namespace WHERE pnnspid = c.relnamespace)" : "")},
            has_schema_privilege(c.relnamespace, 'CREATE'),
            CASE WHEN c.relkind <> 'r' THEN 0 ELSE greatest(c.reltuples, pg_relation_size(c.oid) / 8192 * 100) END::float8
        FROM pg_class AS c WHERE c.oid = ANY ($1)
        """;

    static TableFacts Table(NpgsqlDataReader r) => new(r.GetFieldValue<uint>(0), r.GetBoolean(1), r.GetBoolean(2), r.GetBoolean(3), r.GetDouble(4));

    // A function of the user's may find what it names only under another search_path, in which it was never called.
    static string Indexes(int majorVersion) =>
        $"""
        SELECT i.indexrelid, i.indrelid, x.relname::text, pg_get_indexdef(i.indexrelid), k.contype::text, coalesce(k.condeferrable, false),
            coalesce(k.condeferred, false), i.indisclustered, i.indisreplident, s.spcname::text, obj_description(i.indexrelid, 'pg_class'),
            obj_description(k.oid, 'pg_constraint'), t.columns, t.targets,
            CASE
                WHEN NOT (i.indisvalid AND i.indisready AND i.indislive) THEN 'it is invalid'
                WHEN i.indisexclusion {(majorVersion >= 18 ? "OR k.conperiod" : "")} THEN 'it is an exclusion constraint'
                WHEN EXISTS (SELECT FROM pg_inherits WHERE inhrelid = i.indexrelid) THEN 'it is part of a partitioned index'
                WHEN EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refclassid = 'pg_extension'::regclass)
                    THEN 'it depends on an extension'
                WHEN EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                        AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass) AND d.refobjid >= 16384)
                    THEN 'it calls a function of the database''s own'
                WHEN EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL) THEN 'its columns have options'
                WHEN EXISTS (SELECT FROM pg_depend AS d
                        WHERE (d.refclassid, d.refobjid) IN (('pg_class'::regclass, i.indexrelid), ('pg_constraint'::regclass, k.oid))
                        AND (d.classid, d.objid) NOT IN (('pg_class'::regclass, i.indexrelid), ('pg_constraint'::regclass, coalesce(k.oid, 0)))
                        AND NOT (d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint AS f WHERE f.oid = d.objid AND f.contype = 'f'))
                        AND NOT (d.classid = 'pg_trigger'::regclass AND d.deptype = 'i'))
                    THEN 'something depends on it'
                WHEN s.oid IS NOT NULL AND NOT has_tablespace_privilege(s.oid, 'CREATE') THEN 'the role may not use its tablespace'
            END
        FROM pg_index AS i
        JOIN pg_class AS x ON x.oid = i.indexrelid
        LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
        LEFT JOIN pg_tablespace AS s ON s.oid = x.reltablespace
        CROSS JOIN LATERAL (SELECT array_agg(a.attnum ORDER BY a.attnum) AS columns, array_agg(a.attstattarget::int4 ORDER BY a.attnum) AS targets
            FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) AS t
        WHERE i.indrelid = ANY ($1)
        ORDER BY i.indexrelid
        """;

    static IndexFacts Index(NpgsqlDataReader r) => new(r.GetFieldValue<uint>(0), r.GetFieldValue<uint>(1), r.GetString(2), r.GetString(3))
    {
        Constraint = Text(r, 4)?[0],
        IsDeferrable = r.GetBoolean(5),
        IsInitiallyDeferred = r.GetBoolean(6),
        IsClustered = r.GetBoolean(7),
        IsReplicaIdentity = r.GetBoolean(8),
        Tablespace = Text(r, 9),
        Comment = Text(r, 10),
        ConstraintComment = Text(r, 11),
        StatisticsTargets = r.IsDBNull(12) ? [] : [.. r.GetFieldValue<short[]>(12).Zip(r.GetFieldValue<int[]>(13), (c, t) => ((int)c, t))],
        Obstacle = Text(r, 14),
    };

    static string Keys(int majorVersion) =>
        $"""
        SELECT k.oid, k.conname::text, k.conrelid, cn.nspname::text, c.relname::text, k.confrelid, pn.nspname::text, p.relname::text, k.conindid,
            pg_get_constraintdef(k.oid), k.condeferrable, {(majorVersion >= 18 ? "k.conenforced" : "true")}, obj_description(k.oid, 'pg_constraint'),
            CASE
                WHEN NOT k.convalidated THEN 'it is not validated'
                {(majorVersion >= 18 ? "WHEN NOT k.conenforced THEN 'it is not enforced' WHEN k.conperiod THEN 'it is over a period'" : "")}
                WHEN c.relkind <> 'r' OR c.relispartition OR p.relkind <> 'r' OR p.relispartition OR k.conparentid <> 0 THEN 'it belongs to a partitioned table'
                WHEN NOT pg_has_role(c.relowner, 'USAGE') THEN 'the role does not own its table'
                WHEN NOT has_table_privilege(p.oid, 'REFERENCES') THEN 'the role may not refer to its parent'
                WHEN NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(p.oid, 'SELECT')) THEN 'the role may not read its tables'
                WHEN EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgconstraint = k.oid AND t.tgenabled <> 'O') THEN 'its triggers are not as they were made'
                WHEN EXISTS (SELECT FROM pg_depend AS d WHERE d.refclassid = 'pg_constraint'::regclass AND d.refobjid = k.oid
                        AND NOT (d.classid = 'pg_trigger'::regclass AND d.deptype = 'i'))
                    THEN 'something depends on it'
            END
        FROM pg_constraint AS k
        JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS cn ON cn.oid = c.relnamespace
        JOIN pg_class AS p ON p.oid = k.confrelid JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
        WHERE k.contype = 'f' AND (k.conrelid = ANY ($1) OR k.confrelid = ANY ($1))
        ORDER BY k.oid
        """;

    static KeyFacts Key(NpgsqlDataReader r) => new(
        r.GetFieldValue<uint>(0), r.GetString(1), r.GetFieldValue<uint>(2), new QualifiedName(r.GetString(3), r.GetString(4)), r.GetFieldValue<uint>(5),
        new QualifiedName(r.GetString(6), r.GetString(7)), r.GetFieldValue<uint>(8), r.GetString(9))
    {
        IsDeferrable = r.GetBoolean(10),
        IsEnforced = r.GetBoolean(11),
        Comment = Text(r, 12),
        Obstacle = Text(r, 13),
    };

    static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
