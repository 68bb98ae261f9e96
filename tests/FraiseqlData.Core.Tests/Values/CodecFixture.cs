using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Values;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>A database with the types of the cases, and one session in it.</summary>
public sealed class CodecFixture : IAsyncLifetime
{
    readonly Dictionary<string, CodecTable> _tables = [];
    TestDatabase? _database;
    NpgsqlConnection? _session;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresServer.CreateDatabaseAsync(TypeCases.Types);
        _session = await _database.OpenAsync();
        await _session.RunAsync(SessionSettings.ForSession);
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    /// <summary>The table of a type; empty, as every form leaves it.</summary>
    internal async Task<CodecTable> TableAsync(string type)
    {
        if (!TypeCases.IsKnown(type, _session!.PostgreSqlVersion.Major))
            await PostgresServer.NeedAsync(15, "scales outside a numeric's precision");
        if (!_tables.TryGetValue(type, out var table))
            _tables[type] = table = await CodecTable.CreateAsync(_session!, $"tb_{_tables.Count}", type);
        return table;
    }
}
