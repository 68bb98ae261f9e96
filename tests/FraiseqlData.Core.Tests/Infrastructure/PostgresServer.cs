using System.Globalization;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>One throwaway server for the whole assembly, started by the first test that asks for it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    static readonly Lazy<Task<ThrowawayServer>> Started = new(() => ThrowawayServer.StartAsync());
    static int _databases;

    /// <summary>The server; skips the test where none can be had, and fails it in CI.</summary>
    public static async Task<ThrowawayServer> GetAsync()
    {
        try
        {
            return await Started.Value;
        }
        catch (FraiseqlDataException e) when (e.Id == "FqServerBinariesNotFound" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("No PostgreSQL server: " + e.Message);
            throw;
        }
    }

    /// <summary>The server's major version.</summary>
    public static async Task<int> VersionAsync() => int.Parse((await GetAsync()).Version.Split('.', 'b', 'r', 'd')[0], CultureInfo.InvariantCulture);

    /// <summary>Skips the test on a server that is too old for it.</summary>
    public static async Task NeedAsync(int version, string feature) =>
        Assert.SkipWhen(await VersionAsync() < version, $"The server is older than PostgreSQL {version}, which brought {feature}.");

    /// <summary>A fresh database, with these statements run in it.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(string sql = "")
    {
        var server = await GetAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ServerDatabases.CreateAsync(server.Connection, name, TestContext.Current.CancellationToken);
        var database = new TestDatabase(server, name);
        if (sql.Length > 0)
            await database.ExecuteAsync(sql);
        return database;
    }

    /// <summary>A fresh database with one of the real schemas in it; skips the test where the schema or an extension that it needs is not at hand.</summary>
    public static async Task<TestDatabase> CreateFromSchemaAsync(string name)
    {
        var sql = RealSchemas.Read(name);
        if (sql.Contains("UNLOGGED SEQUENCE", StringComparison.OrdinalIgnoreCase))
            await NeedAsync(15, "unlogged sequences");
        var database = await CreateDatabaseAsync();
        foreach (var extension in RealSchemas.Extensions(sql))
        {
            if (await database.ScalarAsync<long>($"SELECT count(*) FROM pg_available_extensions WHERE name = '{extension}'") > 0)
                continue;
            await database.DisposeAsync();
            Assert.Skip($"The schema '{name}' needs the extension '{extension}', which the server does not have.");
        }
        await database.ExecuteAsync(sql);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully)
            await (await Started.Value).DisposeAsync();
    }
}
