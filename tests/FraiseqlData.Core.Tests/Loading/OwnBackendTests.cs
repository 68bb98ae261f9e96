using System.Data.Common;
using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>A backend that is none of the engine's own, written with nothing but its public members.</summary>
public sealed class OwnBackendTests
{
    const string Ddl = """
        CREATE TABLE tb_team (pk_team int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, fk_lead int);
        CREATE TABLE tb_player (pk_player int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE,
          fk_team int NOT NULL REFERENCES tb_team, label text GENERATED ALWAYS AS (upper(identifier)) STORED);
        ALTER TABLE tb_team ADD FOREIGN KEY (fk_lead) REFERENCES tb_player;
        """;

    static SeedPlan Plan(EngineScene scene) => scene.Plan().Add("tb_team", 3).Add("tb_player", 12);

    [Fact]
    public async Task Rows_that_it_writes_are_those_of_the_direct_backend()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        await using var direct = await EngineScene.CreateAsync(Ddl);
        var backend = new InsertingBackend();
        var result = await scene.RunAsync(Plan(scene), new RunOptions { Backend = backend });
        _ = await direct.RunAsync(Plan(direct));

        result.Tables.Select(t => (t.Name.Name, t.Count, t.Path)).ShouldBe([("tb_team", 3, "insert by hand"), ("tb_player", 12, "insert by hand")], ignoreOrder: true);
        backend.Begun.ShouldBe(["public.tb_player", "public.tb_team"], ignoreOrder: true);
        result.Warnings.ShouldContain("Written by hand.");
        foreach (var table in new[] { "tb_team", "tb_player" })
            (await scene.RowsAsync($"SELECT * FROM {table} ORDER BY 1")).ShouldBe(await direct.RowsAsync($"SELECT * FROM {table} ORDER BY 1"));
        (await result.Find("tb_player")!.Rows.ReadAsync(0, 1, TestContext.Current.CancellationToken))[0].Values[0].ShouldBe(1);
    }

    [Fact]
    public async Task What_it_throws_undoes_everything()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        await Should.ThrowAsync<NotSupportedException>(() => scene.RunAsync(Plan(scene), new RunOptions { Backend = new InsertingBackend { FailsAtEnd = true } }));
        (await scene.ScalarAsync<long>("SELECT (SELECT count(*) FROM tb_team) + (SELECT count(*) FROM tb_player)")).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_that_it_adds_before_the_plan_is_resolved_serve_as_parents()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var backend = new InsertingBackend { First = "INSERT INTO tb_team (id, identifier) VALUES ('00000000-0000-4000-8000-000000000001', 'ours')" };
        var result = await scene.RunAsync(scene.Plan().Add("tb_player", 4), new RunOptions { Backend = backend });
        result.Tables.Select(t => t.Name.Name).ShouldBe(["tb_player"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_player JOIN tb_team ON pk_team = fk_team WHERE tb_team.identifier = 'ours'")).ShouldBe(4);
    }

    /// <summary>Writes one row a statement, and asks for reserved keys.</summary>
    sealed class InsertingBackend : ISeedBackend
    {
        public string Name => "inserting";

        public bool FailsAtEnd { get; init; }

        public string? First { get; init; }

        public List<string> Begun { get; } = [];

        public async Task BeginAsync(BackendSession session, PlanScope scope, CancellationToken cancellationToken)
        {
            Begun.AddRange(scope.All.Select(t => t.Name.ToString()));
            if (First is not null)
                await ExecuteAsync(session.Connection, First, cancellationToken);
        }

        public async Task<IReadOnlyList<TableLoad>> WriteAsync(BackendRun run, CancellationToken cancellationToken)
        {
            run.Warn("Written by hand.");
            // Rows hold references that close a circle: the keys wait until all rows are there.
            await ExecuteAsync(run.Connection, "ALTER TABLE tb_team ALTER CONSTRAINT tb_team_fk_lead_fkey DEFERRABLE INITIALLY DEFERRED", cancellationToken);
            var loads = new List<TableLoad>();
            foreach (var table in run.Tables)
            {
                await foreach (var row in table.ReadRowsAsync(cancellationToken))
                {
                    var values = row.Texts.Select(t => t is null ? "NULL" : $"'{t.Replace("'", "''", StringComparison.Ordinal)}'");
                    await ExecuteAsync(
                        run.Connection, $"INSERT INTO {table.Table.Table.Name.ToSql()} ({string.Join(", ", row.Columns)}) OVERRIDING SYSTEM VALUE VALUES ({string.Join(", ", values)})",
                        cancellationToken);
                }
                loads.Add(new TableLoad(table.Table.Count, "insert by hand", TimeSpan.Zero));
            }
            return FailsAtEnd ? throw new NotSupportedException("as the test wants it") : loads;
        }

        static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            _ = await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
