using System.Net;
using System.Net.Sockets;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class UnitOfWorkTests
{
    static async Task RunAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        _ = await command.ExecuteNonQueryAsync(LoadScene.Cancel);
    }

    static async Task<object?> ScalarAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync(LoadScene.Cancel);
    }

    [Fact]
    public async Task Work_that_is_not_committed_is_rolled_back_and_the_session_is_as_before()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int)");
        await using var session = await scene.Database.OpenAsync();
        await RunAsync(session, "SET TimeZone = 'Asia/Tokyo'");
        await using (var unit = await UnitOfWork.BeginAsync(session, scene.Database.Connection, LoadScene.Cancel))
        {
            await unit.ExecuteAsync("INSERT INTO t VALUES (1)", LoadScene.Cancel);
            (await unit.ScalarAsync<string>("SHOW TimeZone", LoadScene.Cancel)).ShouldBe("UTC");
        }
        (await ScalarAsync(session, "SELECT count(*) FROM t")).ShouldBe(0L);
        (await ScalarAsync(session, "SHOW TimeZone")).ShouldBe("Asia/Tokyo");
    }

    [Fact]
    public async Task Work_is_read_committed_whatever_the_database_s_default()
    {
        await using var scene = await LoadScene.CreateAsync("");
        await using var session = await scene.Database.OpenAsync();
        await RunAsync(session, "SET default_transaction_isolation = 'serializable'");
        await using var unit = await UnitOfWork.BeginAsync(session, scene.Database.Connection, LoadScene.Cancel);
        (await unit.ScalarAsync<string>("SHOW transaction_isolation", LoadScene.Cancel)).ShouldBe("read committed");
    }

    [Fact]
    public async Task Nested_work_is_a_savepoint_that_keeps_the_callers_settings()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int)");
        await using var session = await scene.Database.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync(LoadScene.Cancel);
        await RunAsync(session, "INSERT INTO t VALUES (0); SET LOCAL DateStyle = 'German'");

        await using (var undone = await UnitOfWork.NestAsync(session, scene.Database.Connection, LoadScene.Cancel))
            _ = await Should.ThrowAsync<PostgresException>(() => undone.ExecuteAsync("INSERT INTO t VALUES (1); SELECT 1 / 0", LoadScene.Cancel));
        await using (var kept = await UnitOfWork.NestAsync(session, scene.Database.Connection, LoadScene.Cancel))
        {
            await kept.ExecuteAsync("INSERT INTO t VALUES (2)", LoadScene.Cancel);
            await kept.CommitAsync(LoadScene.Cancel);
        }
        (await ScalarAsync(session, "SELECT string_agg(n::text, ',' ORDER BY n) FROM t")).ShouldBe("0,2");
        ((string)(await ScalarAsync(session, "SHOW DateStyle"))!).ShouldStartWith("German");
        await transaction.RollbackAsync(LoadScene.Cancel);
        (await ScalarAsync(session, "SELECT count(*) FROM t")).ShouldBe(0L);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row_version_is_that_of_the_rows_written_here(bool nested)
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int)");
        await using var session = await scene.Database.OpenAsync();
        if (nested)
            await RunAsync(session, "BEGIN; INSERT INTO t VALUES (0)");
        await using var unit = nested
            ? await UnitOfWork.NestAsync(session, scene.Database.Connection, LoadScene.Cancel)
            : await UnitOfWork.BeginAsync(session, scene.Database.Connection, LoadScene.Cancel);
        await unit.ExecuteAsync("INSERT INTO t VALUES (1)", LoadScene.Cancel);

        var version = await unit.RowVersionAsync(LoadScene.Cancel);
        (await unit.ScalarAsync<string>($"SELECT string_agg(n::text, ',') FROM t WHERE xmin = '{version}'::xid", LoadScene.Cancel)).ShouldBe("1");
    }

    [Fact]
    public async Task Session_lost_at_the_commit_is_said_to_be_of_unknown_outcome()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int); CREATE ROLE committer LOGIN PASSWORD 'secret'; GRANT ALL ON t TO committer");
        await using var line = new LineCutAtCommit(scene.Database.Connection.Port);
        await using var target = FqConnection.Create("127.0.0.1", line.Port, scene.Database.Connection.Database, "committer", "secret", sslMode: "disable");
        await using var session = await target.OpenAsync(LoadScene.Cancel);
        await using var unit = await UnitOfWork.BeginAsync(session, target, LoadScene.Cancel);
        await unit.ExecuteAsync("INSERT INTO t VALUES (1)", LoadScene.Cancel);

        var error = await Should.ThrowAsync<FraiseqlDataException>(() => unit.CommitAsync(LoadScene.Cancel));
        error.Id.ShouldBe("FqCommitUnknown");
        error.Message.ShouldNotContain("secret");
    }

    /// <summary>Passes bytes on to a server until the client says COMMIT, which still arrives, but the answer does not.</summary>
    sealed class LineCutAtCommit : IAsyncDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        readonly Task _passing;

        public LineCutAtCommit(int serverPort)
        {
            _listener.Start();
            _passing = PassAsync(serverPort);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        async Task PassAsync(int serverPort)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, serverPort);
            var answers = server.GetStream().CopyToAsync(client.GetStream());
            var bytes = new byte[8192];
            for (int read; (read = await client.GetStream().ReadAsync(bytes)) > 0;)
            {
                var isCommit = bytes.AsSpan(0, read).IndexOf("COMMIT\0"u8) >= 0;
                if (isCommit)
                    client.Close();
                await server.GetStream().WriteAsync(bytes.AsMemory(0, read));
                if (isCommit)
                    break;
            }
            server.Close();
            await answers.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _passing;
        }
    }
}
