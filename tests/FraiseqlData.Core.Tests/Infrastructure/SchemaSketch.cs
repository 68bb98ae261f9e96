using FraiseqlData.Schema;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>Builds schema models for tests that need no server.</summary>
static class SchemaSketch
{
    public static readonly PgType Int4 = Base("int4", "integer", 'N', 23);
    public static readonly PgType Text = Base("text", "text", 'S', 25);
    public static readonly PgType Uuid = Base("uuid", "uuid", 'U', 2950);

    static uint _nextOid = 16384;

    public static PgType Base(string name, string sql, char category, uint oid) =>
        new() { Oid = oid, Name = new QualifiedName("pg_catalog", name), Kind = PgTypeKind.Base, SqlName = sql, Category = category };

    public static Column Column(string name, PgType type, bool notNull = true) =>
        new() { Name = name, Position = 1, Type = type, SqlType = type.SqlName, NotNull = notNull };

    public static UniqueKey Key(string name, bool primary, params string[] columns) =>
        new() { Name = name, Parts = [.. columns.Select(c => new KeyPart(c, null))], IsPrimary = primary, IsConstraint = true };

    /// <summary>A table with an integer key <c>id</c> and one foreign key column per parent: <c>name</c> is <c>schema.table</c>, <c>parents</c> are names, a trailing <c>?</c> makes the key nullable, <c>~</c> deferrable.</summary>
    public static Table Table(string name, params string[] parents)
    {
        var own = Name(name);
        var keys = parents.Select(p => (Parent: Name(p.TrimEnd('?', '~')), Nullable: p.EndsWith('?'), Deferrable: p.EndsWith('~'))).ToList();
        return new Table
        {
            Oid = _nextOid++,
            Name = own,
            Columns = [Column("id", Int4), .. keys.Select(k => Column("fk_" + k.Parent.Name, Int4, !k.Nullable))],
            UniqueKeys = [Key(own.Name + "_pkey", true, "id")],
            ForeignKeys = [.. keys.Select(k => new ForeignKey
            {
                Name = $"{own.Name}_{k.Parent.Name}_fkey",
                Table = own,
                Columns = ["fk_" + k.Parent.Name],
                ReferencedTable = k.Parent,
                ReferencedColumns = ["id"],
                IsDeferrable = k.Deferrable,
            })],
        };
    }

    public static DatabaseSchema SchemaOf(params Table[] tables) => new("test", 150000, ["public"], tables);

    public static QualifiedName Name(string text) => text.Split('.', 2) is [var schema, var table] ? new(schema, table) : new("public", text);
}
