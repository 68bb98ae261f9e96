using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Formats;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Formats;

/// <summary>Writes scripts of rows that the test gives, and reads tables back.</summary>
sealed class ScriptBuilder(DatabaseSchema schema)
{
    readonly List<ResolvedTable> _tables = [];
    readonly List<TableProgram> _programs = [];

    public static async Task<ScriptBuilder> CreateAsync(TestDatabase database) =>
        new(await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken));

    public DatabaseSchema Schema => schema;

    /// <summary>The program of the table that was added last.</summary>
    public TableProgram Last => _programs[^1];

    /// <summary>Adds a table whose columns get these values in turn; each pair of further arguments is a column's name and its values.</summary>
    public ScriptBuilder Add(string table, long count, params (string Column, object?[] Values)[] columns)
    {
        var resolved = Resolve(table, count);
        Add(resolved, Segment(resolved, 0, count, columns));
        return this;
    }

    public ResolvedTable Resolve(string table, long count, params ResolvedReference[] references) => new()
    {
        Table = Find(table),
        Count = count,
        Order = _tables.Count + 1,
        Reason = "asked for",
        Segments = [new RowSegment(0, count, new Dictionary<string, ColumnOverride>(), null)],
        References = references,
        State = TableState.Empty,
    };

    public static SegmentProgram Segment(ResolvedTable table, long first, long count, params (string Column, object?[] Values)[] columns)
    {
        TypeCodec[] codecs = [.. table.Table.Columns.Select(TypeCodecs.For)];
        var steps = columns.Select(c => new OverrideStep(table.Table, table.IndexOf(c.Column), codecs[table.IndexOf(c.Column)], c.Values, first));
        return new SegmentProgram(new RowSegment(first, count, new Dictionary<string, ColumnOverride>(), null), codecs, [.. steps], verifier: null, tableFirstInstance: 1);
    }

    public void Add(ResolvedTable table, params SegmentProgram[] segments) => Add(new TableProgram(table, segments, [], []));

    public void Add(TableProgram program)
    {
        _tables.Add(program.Table);
        _programs.Add(program);
    }

    public Table Find(string table) => schema.Tables.Single(t => t.Name.Name == table);

    public Task<string> WriteAsync(SqlScriptStyle style = SqlScriptStyle.Insert, int rowsPerInsert = 100)
    {
        var plan = new ResolvedPlan { Plan = SeedPlan.Create(), Schema = schema, Tables = _tables, LeftOut = [] };
        return TextAsync(w => SqlScriptWriter.WriteAsync(w, plan, _programs, Options(style, rowsPerInsert), TestContext.Current.CancellationToken));
    }

    /// <summary>The script of rows that a database holds, as a run's result has them.</summary>
    public async Task<string> WriteResultAsync(TestDatabase database, SqlScriptStyle style, params string[] tables)
    {
        var seeded = new List<SeededTable>();
        foreach (var table in tables.Select(Find))
        {
            var rows = await ReadAsync(database, table);
            seeded.Add(new SeededTable
            {
                Name = table.Name,
                Count = rows.Count,
                Columns = [.. table.Columns.Select(c => c.Name)],
                Rows = new PipedRows(rows),
                Path = "insert",
                Duration = TimeSpan.Zero,
            });
        }
        var result = new SeedResult { Tables = seeded, Seed = 7, Duration = TimeSpan.FromSeconds(1), Target = "secret.example/db" };
        return await TextAsync(w => SqlScriptWriter.WriteAsync(w, schema, result, Options(style, 100), TestContext.Current.CancellationToken));
    }

    public Task<string> WriteRowsAsync(IReadOnlyList<(QualifiedName, SeededRow)> rows, SqlScriptStyle style = SqlScriptStyle.Insert) =>
        TextAsync(w => SqlScriptWriter.WriteAsync(w, schema, rows, Options(style, 100), TestContext.Current.CancellationToken));

    /// <summary>A table's rows as text, ordered by the first column.</summary>
    public static async Task<IReadOnlyList<SeededRow>> ReadAsync(TestDatabase database, Table table)
    {
        await using var session = await database.OpenAsync();
        await session.RunAsync(SessionSettings.ForSession);
        var texts = table.Columns.Select(c => QualifiedName.Quote(c.Name)).Select(c => $"CASE num_nulls({c}) WHEN 0 THEN format('%s', {c}) END");
        await using var command = new NpgsqlCommand($"SELECT {string.Join(", ", texts)} FROM {table.Name.ToSql()} ORDER BY {QualifiedName.Quote(table.Columns[0].Name)}", session);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        string[] names = [.. table.Columns.Select(c => c.Name)];
        var rows = new List<SeededRow>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(new SeededRow(names, new object?[names.Length], [.. names.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetString(i))]));
        return rows;
    }

    /// <summary>A table's rows in one text, for comparisons.</summary>
    public static async Task<string> ShowAsync(TestDatabase database, Table table) =>
        string.Join('\n', (await ReadAsync(database, table)).Select(r => string.Join(" | ", r.Texts.Select(t => t ?? "NULL"))));

    static SqlScriptOptions Options(SqlScriptStyle style, int rowsPerInsert) => new() { Style = style, RowsPerInsert = rowsPerInsert };

    static async Task<string> TextAsync(Func<TextWriter, Task> write)
    {
        var writer = new StringWriter();
        await write(writer);
        return writer.ToString();
    }
}
