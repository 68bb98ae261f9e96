using FraiseqlData.Core.Tests.Formats;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine.Types;

/// <summary>A database with tables of every type of a list, filled, and two copies that the scripts of that run filled.</summary>
public abstract class TypeMatrixFixture : IAsyncLifetime
{
    public const int Rows = 50;

    readonly Dictionary<string, string> _failures = [];
    TestDatabase? _source;
    TestDatabase[] _copies = [];

    /// <summary>Why a table could not be filled or replayed, by the table's name.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>By table: how it was loaded.</summary>
    public Dictionary<string, string> Paths { get; } = [];

    /// <summary>The types that this server has.</summary>
    internal IReadOnlyList<TypeCase> Present { get; private set; } = [];

    internal abstract IReadOnlyList<TypeCase> Cases { get; }

    public TestDatabase Source => _source!;

    public async ValueTask InitializeAsync()
    {
        _source = await PostgresServer.CreateDatabaseAsync();
        int version;
        HashSet<string> available;
        await using (var session = await _source.OpenAsync())
        {
            version = session.PostgreSqlVersion.Major;
            available = [.. (await session.ScalarAsync<string[]>("SELECT array_agg(name::text) FROM pg_available_extensions"))];
        }
        Present = [.. Cases.Where(c => c.MinServer <= version && (c.Extension is null || available.Contains(c.Extension)))];
        var ddl = string.Concat(Present.Select(c => c.Extension).OfType<string>().Distinct().Select(e => $"CREATE EXTENSION {e};\n"))
            + TypeMatrix.Preparation + string.Concat(Present.Select(c => c.Ddl(NumberOf(c))));
        await _source.ExecuteAsync(ddl);
        _copies = [await PostgresServer.CreateDatabaseAsync(ddl), await PostgresServer.CreateDatabaseAsync(ddl)];
        await FillAsync("", "in_*", "key_*");
        if (_failures.Count > 0)
        {
            // One type must not hide the others.
            _failures.Clear();
            foreach (var table in Present.SelectMany(c => new[] { $"in_{NumberOf(c)}", $"key_{NumberOf(c)}" }))
                await FillAsync(table, "?" + table[1..]);
        }
    }

    internal int NumberOf(TypeCase one) => Cases.TakeWhile(c => c != one).Count();

    async Task FillAsync(string name, params string[] patterns)
    {
        try
        {
            var plan = patterns.Aggregate(SeedPlan.Create(Source.Connection, new PlanOptions { Schemas = ["public"] }), (p, pattern) => p.Add(pattern, Rows));
            var result = await SeedEngine.InvokeAsync(plan, cancellationToken: TestContext.Current.CancellationToken);
            foreach (var table in result.Tables)
                Paths[table.Name.Name] = table.Path;
            await ReplayAsync(result, SqlScriptStyle.Insert, _copies[0]);
            await ReplayAsync(result, SqlScriptStyle.Copy, _copies[1]);
        }
        catch (Exception e) when (e is FraiseqlDataException or InvalidOperationException)
        {
            _failures[name] = e.Message;
        }
    }

    async Task ReplayAsync(SeedResult result, SqlScriptStyle style, TestDatabase copy)
    {
        var script = new StringWriter();
        await SeedEngine.ExportAsync(result, Source.Connection, script, new SqlScriptOptions { Style = style }, TestContext.Current.CancellationToken);
        var (exitCode, output) = await Psql.RunAsync(copy, script.ToString(), "--set", "ON_ERROR_STOP=1");
        if (exitCode != 0)
            throw new InvalidOperationException($"{style}: {output}");
    }

    /// <summary>The rows of a table as text, in the source and in the copies.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> RowsAsync(string table)
    {
        var all = new List<IReadOnlyList<string>>();
        foreach (var database in (TestDatabase[])[Source, .. _copies])
        {
            await using var session = await database.OpenAsync();
            await using var command = new NpgsqlCommand($"SELECT t::text FROM {table} t ORDER BY z", session);
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var rows = new List<string>();
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                rows.Add(reader.GetString(0));
            all.Add(rows);
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in (TestDatabase?[])[_source, .. _copies])
        {
            if (database is not null)
                await database.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }
}

public sealed class BuiltInTypes : TypeMatrixFixture
{
    internal override IReadOnlyList<TypeCase> Cases => TypeMatrix.BuiltIn;
}

public sealed class ExtensionTypes : TypeMatrixFixture
{
    internal override IReadOnlyList<TypeCase> Cases => TypeMatrix.Extensions;
}
