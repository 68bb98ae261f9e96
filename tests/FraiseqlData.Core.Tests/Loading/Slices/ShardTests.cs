using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Corpus;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Servers;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>A table whose partitions lie on other servers is filled by slices at the same time.</summary>
public sealed class ShardTests
{
    const int Shards = 3;
    const int Slices = 4;

    [Fact]
    public async Task Slices_fill_partitions_on_three_servers_with_the_rows_of_one_run()
    {
        const string table = "CREATE SEQUENCE ids; CREATE TABLE person (id bigint NOT NULL DEFAULT nextval('ids'), email text NOT NULL, born date NOT NULL)";
        await using var whole = await EngineScene.CreateAsync(table);
        await using var scene = await EngineScene.CreateAsync(table + " PARTITION BY HASH (id)");
        if (await scene.ScalarAsync<long>("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'") == 0)
            Assert.Skip("The server has no postgres_fdw.");
        await scene.Database.ExecuteAsync("CREATE EXTENSION postgres_fdw");
        var servers = await Task.WhenAll(Enumerable.Range(0, Shards).Select(_ => ThrowawayServer.StartAsync(cancellation: TestContext.Current.CancellationToken)));
        try
        {
            for (var i = 0; i < Shards; i++)
            {
                await servers[i].RunScriptAsync("CREATE TABLE person (id bigint NOT NULL, email text NOT NULL, born date NOT NULL)", TestContext.Current.CancellationToken);
                await scene.Database.ExecuteAsync($"""
                    CREATE SERVER shard{i} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{servers[i].Host}', port '{servers[i].Port}', dbname 'postgres', batch_size '1000');
                    CREATE USER MAPPING FOR CURRENT_USER SERVER shard{i} OPTIONS (user '{servers[i].Connection.User}', password '{ServerAddress.Password(servers[i])}');
                    CREATE FOREIGN TABLE person{i} PARTITION OF person FOR VALUES WITH (MODULUS {Shards}, REMAINDER {i}) SERVER shard{i} OPTIONS (table_name 'person');
                    """);
            }
            await FillAsync(scene.Plan().Add("person", 3_000));
            _ = await whole.RunAsync(whole.Plan().Add("person", 3_000));

            (await scene.RowsAsync("SELECT * FROM person ORDER BY id")).ShouldBe(await whole.RowsAsync("SELECT * FROM person ORDER BY id"));
            foreach (var server in servers)
                (await CountAsync(server)).ShouldBeGreaterThan(800);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    static async Task FillAsync(SeedPlan plan)
    {
        var cancel = TestContext.Current.CancellationToken;
        var data = await SeedEngine.SettleAsync(plan, cancellationToken: cancel);
        _ = await Task.WhenAll(Enumerable.Range(1, Slices).Select(i => SeedEngine.InvokeSliceAsync(plan, data, new PlanSlice(i, Slices), level: 1, cancellationToken: cancel)));
    }

    static async Task<long> CountAsync(ThrowawayServer server)
    {
        await using var session = new NpgsqlConnection(ServerAddress.Of(server, "postgres"));
        await session.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM person", session);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
