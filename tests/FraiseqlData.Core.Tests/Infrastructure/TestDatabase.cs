using FraiseqlData.Connections;
using FraiseqlData.Corpus;
using FraiseqlData.Servers;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>A database of one test; it is dropped at the test's end.</summary>
public sealed class TestDatabase(ThrowawayServer server, string name) : IAsyncDisposable
{
    /// <summary>The connection to it, as superuser.</summary>
    public FqConnection Connection { get; } = server.Connection.WithDatabase(name);

    /// <summary>The database in the driver's own form, for what must not go through the engine.</summary>
    public string Address { get; } = ServerAddress.Of(server, name);

    /// <summary>Runs one or more statements.</summary>
    public Task ExecuteAsync(string sql) => ServerDatabases.ExecuteAsync(Connection, sql, TestContext.Current.CancellationToken);

    /// <summary>The first column of the first row.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var session = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>A session of its own.</summary>
    internal ValueTask<NpgsqlConnection> OpenAsync() => Connection.OpenAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await ServerDatabases.DropAsync(server.Connection, name);
    }
}
