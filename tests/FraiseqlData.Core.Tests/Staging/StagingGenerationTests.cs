using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Staging;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>Staging schemas that are generated from production.</summary>
public sealed class StagingGenerationTests
{
    internal static readonly PlanOptions Staged = new() { Backend = BackendChoice.Staging };

    internal static Task<IReadOnlyList<StagingChange>> SyncAsync(EngineScene scene, StagingOptions? options = null) =>
        SeedEngine.SyncStagingAsync(scene.Database.Connection, options, cancellationToken: TestContext.Current.CancellationToken);

    internal static Task<StagingReport> ReviewAsync(EngineScene scene, StagingOptions? options = null) =>
        SeedEngine.ReviewStagingAsync(scene.Database.Connection, options, TestContext.Current.CancellationToken);

    /// <summary>The rows of all production tables, with the ids of parents in place of their numbers.</summary>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ContentsAsync(EngineScene scene, string staging = "staging")
    {
        var schema = await SeedEngine.ReadSchemaAsync(scene.Database.Connection, TestContext.Current.CancellationToken);
        var contents = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var table in schema.Tables.Where(t => t.IsFillable && t.Partition is null && t.Name.Schema != staging))
        {
            var numbers = table.Columns.Where(c => c.Sequence is not null).Select(c => c.Name).ToList();
            var parents = table.ForeignKeys.SelectMany(k => k.Columns.Zip(k.ReferencedColumns, (own, other) => (Own: own, Parent: schema.Get(k.ReferencedTable), Other: other)))
                .Where(p => p.Parent.FindColumn("id") is not null && p.Parent.GetColumn(p.Other).Sequence is not null).DistinctBy(p => p.Own).ToList();
            var hidden = numbers.Concat(table.Columns.Where(c => table.ForeignKeys.Any(k => k.Columns.Contains(c.Name)) && c.Type.Name.Name is "int4" or "int8").Select(c => c.Name)).Distinct();
            var names = string.Concat(parents.Select(p => $" || jsonb_build_object('{p.Own}', (SELECT p.id FROM {p.Parent.Name.ToSql()} p WHERE p.{QualifiedName.Quote(p.Other)} = t.{QualifiedName.Quote(p.Own)}))"));
            contents[table.Name.ToString()] = await scene.RowsAsync($"SELECT x FROM (SELECT to_jsonb(t){string.Concat(hidden.Select(h => $" - '{h}'"))}{names} AS x FROM {table.RowsOnly()} t) y ORDER BY x::text");
        }
        return contents;
    }

    [Fact]
    public async Task Large_schema_is_filled_by_way_of_staging_as_it_is_directly()
    {
        var ddl = LargeSample.Ddl();
        await using var scene = await StagingFixture.CreateAsync(ddl);
        await using var direct = await StagingFixture.CreateAsync(ddl);
        // Numbers of another kind: nothing may depend on them.
        await scene.Database.ExecuteAsync("DO $$DECLARE s regclass; BEGIN FOR s IN SELECT oid FROM pg_class WHERE relkind = 'S' LOOP PERFORM setval(s, 1000 + s::oid::int % 1000); END LOOP; END$$");
        var changes = await SyncAsync(scene);
        changes.Count(c => c.Action == "Create" && c.Target.StartsWith("table ", StringComparison.Ordinal)).ShouldBe(LargeSample.TableCount + 13);
        (await SyncAsync(scene)).ShouldBeEmpty();
        (await ReviewAsync(scene)).Findings.ShouldBeEmpty();

        var plan = scene.Plan(Staged).Add("tb_*", 100).Add("tl_*", 100);
        var result = await scene.RunAsync(plan);
        result.Warnings.ShouldBeEmpty();
        _ = await direct.RunAsync(direct.Plan().Add("tb_*", 100).Add("tl_*", 100));

        var (found, wanted) = (await ContentsAsync(scene), await ContentsAsync(direct));
        found.Keys.ShouldBe(wanted.Keys, ignoreOrder: true);
        foreach (var (table, rows) in wanted)
            found[table].ShouldBe(rows, table);
        found.Count.ShouldBe(LargeSample.TableCount + 13);
        found.Where(f => f.Key.Contains(".tb_", StringComparison.Ordinal)).ShouldAllBe(f => f.Value.Count == 100);

        await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()");
        foreach (var (table, rows) in await ContentsAsync(scene))
            rows.ShouldBe(found[table], table);
    }
}

static class TableSql
{
    public static string RowsOnly(this Table table) => (table.Kind == RelationKind.PartitionedTable ? "" : "ONLY ") + table.Name.ToSql();
}
