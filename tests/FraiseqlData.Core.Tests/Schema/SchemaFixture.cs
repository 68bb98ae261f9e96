using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Schema;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

/// <summary>A database made by a script, and what the reader makes of it.</summary>
public abstract class SchemaFixture(string script) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public DatabaseSchema Schema { get; private set; } = null!;

    public Table this[string name] => this["public", name];

    public Table this[string schema, string name] => Schema.Get(new(schema, name));

    public async ValueTask InitializeAsync()
    {
        Database = await PostgresServer.CreateDatabaseAsync(ScriptFor(await PostgresServer.VersionAsync()));
        Schema = await SchemaReader.ReadAsync(Database.Connection, TestContext.Current.CancellationToken);
    }

    /// <summary>The script for a server of that major version.</summary>
    private protected virtual string ScriptFor(int version) => script;

    public async ValueTask DisposeAsync()
    {
        // There is none where the script failed, and that error is the one to show.
        if (Database is not null)
            await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads in a session in which those statements ran before.</summary>
    public async Task<DatabaseSchema> ReadAfterAsync(string statements)
    {
        await using var session = await Database.OpenAsync();
        await session.RunAsync(statements);
        return await SchemaReader.ReadAsync(session, inTransaction: false, TestContext.Current.CancellationToken);
    }
}

static class SessionExtensions
{
    public static async Task RunAsync(this NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<T> ScalarAsync<T>(this NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
