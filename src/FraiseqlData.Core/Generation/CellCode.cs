using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Code of the user's that makes the values of a column: a script, a registered script, or a .NET generator.</summary>
sealed class CellCode
{
    readonly TableContext _table;
    readonly int _column;
    readonly ScriptOverride? _script;
    readonly IValueGenerator? _generator;
    readonly IReadOnlyDictionary<string, object?> _parameters;
    // A .NET generator may run on several threads.
    readonly ThreadLocal<StreamFaker[]> _fakers;
    readonly ulong _streamKey;

    CellCode(TableContext table, int column, ScriptOverride? script, IValueGenerator? generator, IReadOnlyDictionary<string, object?> parameters, string stream)
    {
        (_table, _column, _script, _generator, _parameters) = (table, column, script, generator, parameters);
        var locales = table.RowLocales?.Codes ?? [table.Locale];
        _fakers = new ThreadLocal<StreamFaker[]>(() => [.. locales.Select(l => new StreamFaker(l))]);
        _streamKey = table.StreamKey(stream);
    }

    /// <summary>A script block that stands in the plan.</summary>
    public static CellCode Of(TableContext table, int column, ScriptOverride script) =>
        new(table, column, script, null, new Dictionary<string, object?>(), table.ColumnAt(column).Name) { Name = "script" };

    /// <summary>A generator of the user's with parameters.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The index of the column.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="stream">The name of the stream within the table.</param>
    /// <exception cref="FraiseqlDataException"><c>FqGeneratorUnknown</c>: it has no such parameter.</exception>
    public static CellCode Of(TableContext table, int column, CustomGenerator generator, IReadOnlyDictionary<string, object?> parameters, string stream)
    {
        if (generator.Parameters is { } known && parameters.Keys.FirstOrDefault(p => !known.Contains(p, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw GenerationErrors.ParameterUnknown(table.Table, table.ColumnAt(column), generator.Name, unknown, known);
        return new CellCode(table, column, generator.Script, generator.Generator, parameters, stream) { Name = generator.Name };
    }

    /// <summary>Whether it runs where the user's scripts run, and is no pure function.</summary>
    public bool IsScript => _script is not null;

    /// <summary>The generator's name, or <c>script</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that the code sees.</summary>
    public IReadOnlyList<int> Sees { get; set; } = [];

    /// <summary>Makes the values of some rows.</summary>
    public IReadOnlyList<object?> Evaluate(RowBatch batch, int start, int end, int attempt)
    {
        var contexts = new GeneratorContext[end - start];
        for (var row = start; row < end; row++)
            contexts[row - start] = Context(batch, row, attempt);
        if (_script is null)
            return Array.ConvertAll(contexts, Generate);
        var host = _table.Run.Compiler.Scripts ?? throw GenerationErrors.NoScriptHost(_table.Table, _table.ColumnAt(_column));
        return host.Evaluate(_script, contexts);
    }

    GeneratorContext Context(RowBatch batch, int row, int attempt)
    {
        var random = new CellRandomSource(CellRandom.For(_streamKey, batch.InstanceOf(row), attempt));
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var i in Sees)
            values[_table.ColumnAt(i).Name] = batch.Columns[i]!.GetValue(row);
        var locale = _table.RowLocales?.Of(batch, row) ?? 0;
        return new GeneratorContext(_table.Table.Name, _table.ColumnAt(_column).Name, batch.InstanceOf(row), values, random, () => _fakers.Value![locale].On(random)) { Parameters = _parameters };
    }

    object? Generate(GeneratorContext context)
    {
        try
        {
            return _generator!.Generate(context);
        }
        // Whatever the user's code throws is told with the cell that it was for.
        catch (Exception e) when (e is not (FraiseqlDataException or OperationCanceledException))
        {
            throw GenerationErrors.GeneratorFailed(_table.Table, _table.ColumnAt(_column), context.Instance, e);
        }
    }
}
