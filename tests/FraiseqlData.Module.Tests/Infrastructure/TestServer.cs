using System.Management.Automation;
using FraiseqlData.Module.Tests.Infrastructure;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace FraiseqlData.Module.Tests.Infrastructure;

/// <summary>One throwaway server for the whole assembly, started by the module itself when the first test asks for it.</summary>
public sealed class TestServer : IDisposable
{
    readonly Lazy<(ModuleHost Host, string Uri)> _started = new(Start);
    int _databases;

    /// <summary>The address of a fresh database that these statements were run in; skips the test where there is no server, and fails it in CI.</summary>
    public string CreateDatabase(string sql = "")
    {
        string server;
        try
        {
            server = _started.Value.Uri;
        }
        catch (RuntimeException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("No PostgreSQL server: " + e.Message);
            throw;
        }
        var name = $"module_{Interlocked.Increment(ref _databases)}";
        Execute(server, $"CREATE DATABASE {name}");
        var uri = server[..(server.LastIndexOf('/') + 1)] + name;
        if (sql.Length > 0)
            Execute(uri, sql);
        return uri;
    }

    /// <summary>A fresh database with the FraiseQL sample.</summary>
    public string CreateSample() => CreateDatabase(File.ReadAllText(PackagedModule.Sample));

    /// <summary>Runs statements with the tests' own Npgsql.</summary>
    public static void Execute(string uri, string sql)
    {
        using var connection = Open(uri);
        using var command = new NpgsqlCommand(sql, connection);
        _ = command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row.</summary>
    public static T Scalar<T>(string uri, string sql)
    {
        using var connection = Open(uri);
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        if (!_started.IsValueCreated)
            return;
        _ = _started.Value.Host.Invoke("Stop-FqPostgres");
        _started.Value.Host.Dispose();
    }

    static NpgsqlConnection Open(string uri)
    {
        var parts = new Uri(uri);
        var user = parts.UserInfo.Split(':');
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = parts.Host,
            Port = parts.Port,
            Username = user[0],
            Password = user[1],
            Database = parts.AbsolutePath[1..],
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    static (ModuleHost, string) Start()
    {
        var host = new ModuleHost();
        return (host, (string)host.Invoke("(Start-FqPostgres).GetUri()").Single().BaseObject);
    }
}
