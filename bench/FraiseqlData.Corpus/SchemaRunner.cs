using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Corpus.Confirming;
using FraiseqlData.Corpus.Filling;
using FraiseqlData.Corpus.Reporting;
using FraiseqlData.Schema;
using FraiseqlData.Servers;
using Npgsql;

namespace FraiseqlData.Corpus;

/// <summary>Runs one script after the other: each in a database of its own, filled, confirmed, dropped.</summary>
public sealed class SchemaRunner(ThrowawayServer server, CorpusOptions options)
{
    /// <summary>Loads a script, fills its tables and lets the server confirm them.</summary>
    public async Task<SchemaReport> RunAsync(string script)
    {
        var name = Path.GetFileNameWithoutExtension(script);
        var database = QualifiedName.Quote(name);
        await server.RunScriptAsync($"CREATE DATABASE {database}");
        try
        {
            var errors = await new ScriptLoader(server).LoadAsync(script, name);
            await using var connection = server.Connection.WithDatabase(name);
            return await RunAsync(connection, name) with { ScriptErrors = errors };
        }
        finally
        {
            await server.RunScriptAsync($"DROP DATABASE {database} WITH (FORCE)");
        }
    }

    async Task<SchemaReport> RunAsync(FqConnection connection, string name)
    {
        await using var source = NpgsqlDataSource.Create(ServerAddress.Of(server, name));
        var schema = await SeedEngine.ReadSchemaAsync(connection);
        var before = await RowCounts.ReadAsync(source, schema);

        var clock = Stopwatch.StartNew();
        var filling = await new SchemaFiller(connection, schema, options).FillAsync();
        var filled = clock.Elapsed;

        var after = await RowCounts.ReadAsync(source, schema);
        var confirmed = new List<TableReport>();
        var confirmation = new Confirmation(source, connection, filling, options.Patience);
        foreach (var table in filling.Tables)
            confirmed.Add(await confirmation.ConfirmAsync(table, after.Of(table.Table) - before.Of(table.Table)));
        return new SchemaReport(name, confirmed, [], filling.Notes, filled.TotalSeconds, clock.Elapsed.TotalSeconds - filled.TotalSeconds);
    }
}
