using FraiseqlData.Generation;
using FraiseqlData.Generation.Distributions;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>
/// A run in memory, of two small tables such as many databases have: the runtime compiles generic code over the engine's types when it is first called,
/// and that is most of what a process's first run takes.
/// </summary>
static class WarmUp
{
    const int Rows = 10;

    /// <summary>The process's one run.</summary>
    public static Lazy<Task> Once { get; } = new(() => Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    static void Run()
    {
        var plan = SeedPlan.Create().Add(new PlanEntry { Pattern = "tb_*", Count = Rows });
        var resolved = PlanResolver.OfEmpty(plan, Schema(), CountDraws.For(plan.Options.Seed)).Resolve(new Unfilled(null));
        var compiler = new RunCompiler(resolved, scripts: null, samples: new Dictionary<string, IReadOnlyList<string>>());
        var keys = new KeyBlocks(compiler);
        var data = new ResolvedPlanData(resolved.Tables.ToDictionary(t => t.Table.Name, keys.DataOf), new Dictionary<string, IReadOnlyList<string?[]>>());
        var buffer = new CopyBuffer();
        foreach (var segment in compiler.Compile(resolved, data).SelectMany(p => p.Segments))
        {
            var (encoder, batch) = (RowEncoder.Create(segment.Written, segment.Codecs), segment.CreateBatch(Rows));
            segment.Fill(batch, segment.Segment.FirstOrdinal, Rows);
            encoder.Begin(buffer);
            for (var row = 0; row < Rows; row++)
                encoder.Encode(batch, row, buffer);
            encoder.End(buffer);
        }
    }

    static DatabaseSchema Schema()
    {
        var (bigint, text, uuid) = (Type("int8", "bigint", 'N', 20), Type("text", "text", 'S', 25), Type("uuid", "uuid", 'U', 2950));
        var (numeric, moment, date) = (Type("numeric", "numeric", 'N', 1700), Type("timestamptz", "timestamp with time zone", 'D', 1184), Type("date", "date", 'D', 1082));
        var boolean = Type("bool", "boolean", 'B', 16);
        var customer = Table("customer", [
            ("first_name", text), ("last_name", text), ("email", text), ("city", text), ("country_code", text), ("is_active", boolean), ("created_at", moment), ("updated_at", moment)]);
        var order = Table("order", [
            ("fk_customer", bigint), ("status", text), ("total", numeric), ("quantity", bigint), ("ordered_on", date), ("description", text), ("created_at", moment)], customer);
        return new DatabaseSchema("", serverVersion: 150000, ["public"], [customer, order]);

        Table Table(string entity, (string Name, PgType Type)[] columns, Table? parent = null)
        {
            var name = new QualifiedName("public", "tb_" + entity);
            (string Name, PgType Type)[] all = [("pk_" + entity, bigint), ("id", uuid), ("identifier", text), .. columns];
            return new Table
            {
                Oid = 0,
                Name = name,
                Columns = [.. all.Select((c, i) => new Column
                {
                    Name = c.Name,
                    Position = i + 1,
                    Type = c.Type,
                    SqlType = c.Type.SqlName,
                    NotNull = true,
                    Identity = i == 0 ? IdentityKind.ByDefault : IdentityKind.None,
                    Sequence = i == 0 ? new Sequence { Name = new QualifiedName("public", name.Name + "_seq") } : null,
                })],
                UniqueKeys = [.. all.Take(3).Select((c, i) => new UniqueKey { Name = c.Name, Parts = [new KeyPart(c.Name, null)], IsPrimary = i == 0, IsConstraint = true })],
                Checks = [.. columns.Where(c => c.Name == "status").Select(c => new CheckConstraint { Name = c.Name, Expression = "(status = ANY (ARRAY['new'::text, 'paid'::text, 'shipped'::text]))", Columns = [c.Name] })],
                ForeignKeys = parent is null ? []
                    : [new ForeignKey { Name = entity, Table = name, Columns = [columns[0].Name], ReferencedTable = parent.Name, ReferencedColumns = [parent.Columns[0].Name] }],
            };
        }
    }

    static PgType Type(string name, string sql, char category, uint oid) =>
        new() { Oid = oid, Name = new QualifiedName("pg_catalog", name), Kind = PgTypeKind.Base, SqlName = sql, Category = category };
}
