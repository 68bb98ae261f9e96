using System.Diagnostics;
using System.Text.Json;
using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Servers;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Servers;

public sealed class ThrowawayServerTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_run_side_by_side_and_leave_nothing_when_stopped()
    {
        // Skips where there are no programs to start one with.
        _ = await PostgresServer.GetAsync();
        await using var registry = new ServerRegistry();
        var servers = await Task.WhenAll(
            registry.StartAsync(new ThrowawayServerOptions { Database = "my \"shop\"" }, Stop),
            registry.StartAsync(new ThrowawayServerOptions { Settings = new Dictionary<string, string> { ["work_mem"] = "7MB" } }, Stop));

        registry.Servers.ShouldBe(servers, ignoreOrder: true);
        servers[0].Port.ShouldNotBe(servers[1].Port);
        servers[0].DataDirectory.ShouldNotBe(servers[1].DataDirectory);
        (await ScalarAsync(servers[0].Connection, "SELECT current_database()")).ShouldBe("my \"shop\"");
        (await ScalarAsync(servers[1].Connection, "SHOW work_mem")).ShouldBe("7MB");
        (await ScalarAsync(servers[0].Connection, "SHOW data_directory")).ShouldBe(servers[0].DataDirectory);
        (await ScalarAsync(servers[0].Connection, "SHOW server_encoding")).ShouldBe("UTF8");
        (await ScalarAsync(servers[0].Connection, "SHOW listen_addresses")).ShouldBe("127.0.0.1");

        await servers[0].StopAsync(Stop);
        await servers[0].StopAsync(Stop);

        servers[0].IsRunning.ShouldBeFalse();
        ProcessIdentity.Of(servers[0].ProcessId).ShouldBeNull();
        Directory.Exists(Path.GetDirectoryName(servers[0].DataDirectory)).ShouldBeFalse();
        registry.Servers.ShouldBe([servers[1]]);
        servers[1].IsRunning.ShouldBeTrue();
        await registry.DisposeAsync();
        Directory.Exists(servers[1].DataDirectory).ShouldBeFalse();
    }

    [Fact]
    public async Task Server_asks_everybody_for_a_password_and_shows_none()
    {
        var server = await PostgresServer.GetAsync();

        (await ScalarAsync(server.Connection, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).ShouldBe("scram-sha-256");
        server.ToString().ShouldBe($"PostgreSQL {server.Version} at 127.0.0.1:{server.Port}");
        JsonSerializer.Serialize(server).ShouldNotContain("assword");
        Directory.EnumerateFiles(Path.GetDirectoryName(server.DataDirectory)!).Select(Path.GetFileName).ShouldBe(["owner.json"]);
    }

    [Fact]
    public async Task Server_of_an_ended_process_is_swept_and_that_of_a_living_one_is_not()
    {
        _ = await PostgresServer.GetAsync();
        await using var server = await ThrowawayServer.StartAsync(null, Stop);
        var folder = new ServerFolder(Path.GetDirectoryName(server.DataDirectory)!);
        using var owner = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        var marker = folder.Owner().ShouldNotBeNull() with { Owner = ProcessIdentity.Of(owner.Id).ShouldNotBeNull() };
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "owner.json"), JsonSerializer.Serialize(marker), Stop);

        await ServerSweep.RunAsync(ServerAccount.ForCaller(), Stop);
        server.IsRunning.ShouldBeTrue();
        (await ScalarAsync(server.Connection, "SELECT 'alive'")).ShouldBe("alive");

        owner.Kill();
        await owner.WaitForExitAsync(Stop);
        await ServerSweep.RunAsync(ServerAccount.ForCaller(), Stop);
        Directory.Exists(folder.Path).ShouldBeFalse();
        ProcessIdentity.Of(server.ProcessId).ShouldBeNull();
        (await PostgresServer.GetAsync()).IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task Sweep_ends_no_process_that_only_got_the_servers_number()
    {
        var binaries = new ServerBinaries((await PostgresServer.GetAsync()).BinaryDirectory, "");
        var folder = await ServerFolder.CreateAsync(null, binaries, Stop);
        using var stranger = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "postmaster.pid"), $"{stranger.Id}\n{folder.Data}\n", Stop);
        var ended = folder.Owner().ShouldNotBeNull() with { Owner = ProcessIdentity.Current() with { Started = "0" } };
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "owner.json"), JsonSerializer.Serialize(ended), Stop);

        await ServerSweep.RunAsync(ServerAccount.ForCaller(), Stop);

        Directory.Exists(folder.Path).ShouldBeFalse();
        stranger.HasExited.ShouldBeFalse();
        stranger.Kill();
    }

    [Fact]
    public async Task Folder_without_a_marker_or_of_another_container_is_left_alone()
    {
        var binaries = new ServerBinaries("/nowhere", "");
        var bare = await ServerFolder.CreateAsync(null, binaries, Stop);
        var foreign = await ServerFolder.CreateAsync(null, binaries, Stop);
        File.Delete(Path.Combine(bare.Path, "owner.json"));
        var marker = foreign.Owner().ShouldNotBeNull() with { Owner = new ProcessIdentity(1, "0", "another") };
        await File.WriteAllTextAsync(Path.Combine(foreign.Path, "owner.json"), JsonSerializer.Serialize(marker), Stop);

        await ServerSweep.RunAsync(ServerAccount.ForCaller(), Stop);

        Directory.Exists(bare.Path).ShouldBeTrue();
        Directory.Exists(foreign.Path).ShouldBeTrue();
        await bare.DeleteAsync();
        await foreign.DeleteAsync();
    }

    [Fact]
    public async Task Start_that_fails_says_why_and_leaves_no_folder()
    {
        _ = await PostgresServer.GetAsync();
        var options = new ThrowawayServerOptions { Settings = new Dictionary<string, string> { ["shared_buffers"] = "no_such_size" } };

        var error = await Should.ThrowAsync<FraiseqlDataException>(() => ThrowawayServer.StartAsync(options, Stop));

        error.Id.ShouldBe("FqServerStartFailed");
        error.Message.ShouldContain("shared_buffers");
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        // Other processes of this account may be testing the same at this moment.
        var folders = (await ServerFolder.OwnAsync(ServerAccount.ForCaller(), Stop)).Where(f => f.Owner()?.Owner == ProcessIdentity.Current());
        folders.Where(f => File.Exists(f.Log) && File.ReadAllText(f.Log).Contains("no_such_size", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Port_that_is_asked_for_and_taken_is_an_error()
    {
        var taken = await PostgresServer.GetAsync();

        var error = await Should.ThrowAsync<FraiseqlDataException>(() => ThrowawayServer.StartAsync(new ThrowawayServerOptions { Port = taken.Port }, Stop));

        error.Id.ShouldBe("FqServerStartFailed");
        error.Message.ShouldContain("Address already in use");
    }

    [Fact]
    public async Task Folder_without_programs_is_an_error()
    {
        var error = await Should.ThrowAsync<FraiseqlDataException>(
            () => ThrowawayServer.StartAsync(new ThrowawayServerOptions { BinaryDirectory = Path.GetTempPath() }, Stop));

        (error.Id, error.Kind).ShouldBe(("FqServerBinariesNotFound", ErrorKind.NotFound));
        error.RecommendedAction.ShouldNotBeNull().ShouldContain("FQ_PGBIN");
    }

    [Fact]
    public async Task Start_that_is_cancelled_leaves_no_folder()
    {
        _ = await PostgresServer.GetAsync();
        using var stop = new CancellationTokenSource();
        var before = (await ServerFolder.OwnAsync(ServerAccount.ForCaller(), Stop)).ToHashSet();
        var start = ThrowawayServer.StartAsync(null, stop.Token);
        ServerFolder? made = null;
        while (made is null && !start.IsCompleted)
            made = (await ServerFolder.OwnAsync(ServerAccount.ForCaller(), Stop)).FirstOrDefault(f => !before.Contains(f) && f.Owner()?.Owner == ProcessIdentity.Current());

        await stop.CancelAsync();

        _ = await Should.ThrowAsync<OperationCanceledException>(() => start);
        Directory.Exists(made.ShouldNotBeNull().Path).ShouldBeFalse();
    }

    static async Task<string> ScalarAsync(FqConnection connection, string sql)
    {
        await using var session = await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, session);
        return (string)(await command.ExecuteScalarAsync(Stop))!;
    }
}
