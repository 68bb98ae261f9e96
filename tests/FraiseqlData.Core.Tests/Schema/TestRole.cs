using FraiseqlData.Core.Tests.Infrastructure;

namespace FraiseqlData.Core.Tests.Schema;

/// <summary>A role without any privilege but those granted in a test, taken on with SET ROLE.</summary>
public sealed class TestRole : IAsyncDisposable
{
    readonly TestDatabase _database;

    TestRole(TestDatabase database) => _database = database;

    public string Name { get; } = "fq_role_" + Guid.NewGuid().ToString("n");

    public string SetSql => $"SET ROLE {Name}";

    public static async Task<TestRole> CreateAsync(TestDatabase database)
    {
        var role = new TestRole(database);
        await database.ExecuteAsync($"CREATE ROLE {role.Name}");
        return role;
    }

    public async ValueTask DisposeAsync() => await _database.ExecuteAsync($"DROP OWNED BY {Name}; DROP ROLE {Name}");
}
