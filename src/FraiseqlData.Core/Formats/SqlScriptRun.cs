using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Formats;

/// <summary>One writing of one script.</summary>
sealed class SqlScriptRun
{
    const int RowsWithoutOrder = 10_000;

    readonly ScriptOutput _output;
    readonly SqlScriptOptions _options;
    readonly SequenceTracker _sequences = new();

    /// <summary>Prepares the writing.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqRowsPerInsertOutOfRange</c>.</exception>
    public SqlScriptRun(TextWriter writer, SqlScriptOptions options)
    {
        if (options.RowsPerInsert < 1)
            throw FormatErrors.RowsPerInsertOutOfRange(options.RowsPerInsert);
        (_output, _options) = (new ScriptOutput(writer), options);
    }

    public async Task WriteAsync(SqlScript script, CancellationToken cancellationToken)
    {
        WriteHeader(script);
        foreach (var table in script.Tables)
            await WriteRowsAsync(table, cancellationToken).ConfigureAwait(false);
        foreach (var table in script.Tables)
        {
            foreach (var late in table.Late)
                await WriteLateAsync(table, late, cancellationToken).ConfigureAwait(false);
        }
        foreach (var statement in script.Closing)
        {
            _output.Line();
            _output.Line(statement + ";");
        }
        WriteEnd(script);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    void WriteHeader(SqlScript script)
    {
        var version = typeof(SqlScriptRun).Assembly.GetName().Version!.ToString(3);
        var seed = script.Seed is { } number ? string.Create(CultureInfo.InvariantCulture, $", seed {number}") : "";
        var content = script.Tables.Count == 0 ? "" : $": {Many(script.Tables.Sum(t => t.Count), "row")} in {Many(script.Tables.Count, "table")}";
        _output.Comment($"FraiseqlData {version}{seed}{content}");
        _output.Comment(script.Use);
        // psql would take the rows below a COPY that failed for statements.
        if (_options.Style == SqlScriptStyle.Copy)
            _output.Line("\\set ON_ERROR_STOP on");
        _output.Line("BEGIN;");
        // Names come only after this line, for they may not be ASCII.
        _output.Line("SET LOCAL client_encoding = 'UTF8';");
        _ = _output.Text.Append(SessionSettings.ForTransaction);
        // One table is described where its rows stand.
        foreach (var table in script.Tables.Count == 1 && script.Tables[0].Count > 0 ? [] : script.Tables)
            _output.Comment(Describe(table));
        foreach (var existing in script.Existing)
            _output.Comment($"{existing}: rows refer to it, and are expected to find what they refer to");
        foreach (var partition in script.Partitions)
            _output.Line(partition.ToSql() + ";");
        if (script.DefersConstraints)
            _output.Line("SET CONSTRAINTS ALL DEFERRED;");
    }

    static string Describe(ScriptTable table) => $"{table.Table.Name}: {Many(table.Count, "row")}";

    static string Many(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    async Task WriteRowsAsync(ScriptTable table, CancellationToken cancellationToken)
    {
        if (table.Count == 0)
            return;
        _output.Line();
        _output.Comment(Describe(table));
        var inserts = new InsertStatements(_output, table.Table, RowsPerInsert(table), _sequences);
        RowStatements rows = _options.Style == SqlScriptStyle.Copy && CanCopy(table.Table)
            ? new CopyStatements(_output, table.Table, _sequences)
            : inserts;
        var defaults = new DefaultRows(_output, table.Table);
        await table.ReadAsync(TakeAsync, cancellationToken).ConfigureAwait(false);
        Array.ForEach([rows, inserts, defaults], r => r.End());

        ValueTask TakeAsync(RowBlock block)
        {
            // Only an INSERT can compute.
            var used = block.Expressions.Count > 0 ? inserts : block.Columns.Count > 0 ? rows : defaults;
            Array.ForEach([rows, inserts, defaults], r => (r == used ? null : r)?.End());
            return used.AddAsync(block, cancellationToken);
        }
    }

    int RowsPerInsert(ScriptTable table) => table.ParentsFirst ? _options.RowsPerInsert : Math.Max(_options.RowsPerInsert, RowsWithoutOrder);

    /// <summary>COPY goes past rules and is refused under row-level security.</summary>
    static bool CanCopy(Table table) => table is { Rules.Count: 0, RowSecurityActive: false };

    async Task WriteLateAsync(ScriptTable table, LateReference late, CancellationToken cancellationToken)
    {
        _output.Line();
        _output.Comment($"{table.Table.Name}: references that could not be set at first");
        var updates = new UpdateStatements(_output, table.Table, _options.RowsPerInsert, late);
        await late.ReadAsync(block => updates.AddAsync(block, cancellationToken), cancellationToken).ConfigureAwait(false);
        updates.End();
    }

    void WriteEnd(SqlScript script)
    {
        _output.Line();
        // Here an error still names its table; at COMMIT it would come too late for that.
        if (script.DefersConstraints)
            _output.Line("SET CONSTRAINTS ALL IMMEDIATE;");
        _sequences.Write(_output);
        _output.Line("COMMIT;");
    }
}
