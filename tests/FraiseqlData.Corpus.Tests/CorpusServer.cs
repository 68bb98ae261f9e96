using FraiseqlData.Corpus.Tests;
using FraiseqlData.Errors;
using FraiseqlData.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(CorpusServer))]

namespace FraiseqlData.Corpus.Tests;

/// <summary>One throwaway server for the whole assembly, started by the first test that asks for it.</summary>
public sealed class CorpusServer : IAsyncDisposable
{
    readonly Lazy<Task<ThrowawayServer>> _started = new(() => ThrowawayServer.StartAsync());
    int _databases;

    /// <summary>The server; skips the test where none can be had, and fails it in CI.</summary>
    public async Task<ThrowawayServer> GetAsync()
    {
        try
        {
            return await _started.Value;
        }
        catch (FraiseqlDataException e) when (e.Id == "FqServerBinariesNotFound" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("No PostgreSQL server: " + e.Message);
            throw;
        }
    }

    /// <summary>The name of a fresh database with these statements run in it.</summary>
    public async Task<string> CreateDatabaseAsync(string sql)
    {
        var server = await GetAsync();
        var name = $"corpus_test_{Interlocked.Increment(ref _databases)}";
        await server.RunScriptAsync($"CREATE DATABASE {name}", TestContext.Current.CancellationToken);
        await using var source = Npgsql.NpgsqlDataSource.Create(ServerAddress.Of(server, name));
        await using var command = source.CreateCommand(sql);
        _ = await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated && _started.Value.IsCompletedSuccessfully)
            await (await _started.Value).DisposeAsync();
    }
}
