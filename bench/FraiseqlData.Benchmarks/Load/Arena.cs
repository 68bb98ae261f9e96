using System.Diagnostics;
using FraiseqlData.Corpus;
using FraiseqlData.Servers;
using Npgsql;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>A throwaway server that keeps its promises (fsync) and is not disturbed by its own housekeeping, with one subject in it.</summary>
sealed class Arena : IAsyncDisposable
{
    readonly ThrowawayServer _server;

    Arena(ThrowawayServer server, Subject subject, NpgsqlConnection session) => (_server, Subject, Session) = (server, subject, session);

    public Subject Subject { get; }

    /// <summary>A session for what the server does by itself.</summary>
    public NpgsqlConnection Session { get; }

    public FraiseqlData.Connections.FqConnection Connection => _server.Connection;

    public string Uri => _server.GetUri();

    public string Version => _server.Version;

    /// <summary>The subject's rows, a file for each table; the server reads and writes them itself.</summary>
    public string FileOf(string table, string order) => Path.Combine(_server.DataDirectory, $"bench-{table}-{order}.bin");

    public static async Task<Arena> OpenAsync(Subject subject)
    {
        var server = await ThrowawayServer.StartAsync(new ThrowawayServerOptions
        {
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "on",
                ["synchronous_commit"] = "on",
                ["full_page_writes"] = "on",
                ["autovacuum"] = "off",
                ["max_wal_size"] = "8GB",
                ["checkpoint_timeout"] = "30min",
            },
        });
        await server.RunScriptAsync(subject.Ddl);
        if (subject.Before is { } before)
            await server.RunScriptAsync(before);
        var session = new NpgsqlConnection(ServerAddress.Of(server, "postgres") + ";Command Timeout=0;Pooling=false");
        await session.OpenAsync();
        var arena = new Arena(server, subject, session);
        await arena.KeepRowsAsync();
        return arena;
    }

    /// <summary>Has the engine make the rows once, and keeps them for those who only copy them.</summary>
    async Task KeepRowsAsync()
    {
        // Out of the sight of peers that fill whatever they find.
        await ExecuteAsync("CREATE SCHEMA bench");
        await ResetAsync();
        _ = await SeedEngine.InvokeAsync(Subject.Plan(Planning.SeedPlan.Create(Connection)));
        foreach (var (table, _) in Subject.Tables)
        {
            var columns = await ColumnsAsync(table);
            await ExecuteAsync($"CREATE UNLOGGED TABLE bench.\"kept {table}\" AS SELECT {columns} FROM {table}");
            await ExecuteAsync($"COPY (SELECT {columns} FROM {table}) TO '{FileOf(table, "ordered")}' (FORMAT binary)");
            // The same rows in an order that no key has.
            await ExecuteAsync($"COPY (SELECT {columns} FROM {table} AS t ORDER BY md5(t::text)) TO '{FileOf(table, "random")}' (FORMAT binary)");
        }
    }

    /// <summary>Empties the subject's tables, and lets the server write out what it has put off.</summary>
    public async Task ResetAsync()
    {
        await ExecuteAsync($"TRUNCATE {string.Join(", ", Subject.Tables.Select(t => t.Table))} RESTART IDENTITY CASCADE");
        await ExecuteAsync("CHECKPOINT");
    }

    /// <summary>The columns that can be written, with commas between.</summary>
    public Task<string> ColumnsAsync(string table) => ScalarAsync<string>(
        $"SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Session);
        _ = await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Session);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Measures a piece of work.</summary>
    /// <param name="contestant">Whose it is.</param>
    /// <param name="rows">How many rows it writes.</param>
    /// <param name="client">The client's process, or 0 where the server works alone.</param>
    /// <param name="work">The work.</param>
    public async Task<Sample> MeasureAsync(string contestant, long rows, int client, Func<Task> work)
    {
        var (server, cpu, clock) = (ProcessMeter.ServerCpu(_server.ProcessId), client == 0 ? TimeSpan.Zero : ProcessMeter.Cpu(client), Stopwatch.StartNew());
        await work();
        var time = clock.Elapsed;
        return new Sample(
            contestant, rows, time, client == 0 ? TimeSpan.Zero : ProcessMeter.Cpu(client) - cpu, ProcessMeter.ServerCpu(_server.ProcessId) - server, client == 0 ? 0 : ProcessMeter.Peak(client));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _server.DisposeAsync();
    }
}
