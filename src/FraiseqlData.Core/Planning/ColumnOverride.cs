namespace FraiseqlData.Planning;

/// <summary>What the user says a column gets instead of a generated value.</summary>
public abstract record ColumnOverride;

/// <summary>The same value in every row.</summary>
/// <param name="Value">
/// The value as the user gave it (any .NET object), or null for NULL. A list is one value for a column that takes lists (arrays, json,
/// ranges, composites); for any other column it is the same as <see cref="ListOverride"/>.
/// </param>
public sealed record ConstantOverride(object? Value) : ColumnOverride;

/// <summary>A list of values, taken in turn: the first row gets the first.</summary>
/// <param name="Values">The values as the user gave them; at least one.</param>
public sealed record ListOverride(IReadOnlyList<object?> Values) : ColumnOverride;

/// <summary>Code of the user's that is called for each row; how is the host's affair (<see cref="IScriptHost"/>).</summary>
/// <param name="Script">The host's own representation.</param>
/// <param name="Text">The code as text, for people.</param>
public sealed record ScriptOverride(object Script, string Text) : ColumnOverride;

/// <summary>A generator by name.</summary>
/// <param name="Name">The generator's name.</param>
/// <param name="Parameters">Its parameters, by name.</param>
public sealed record GeneratorOverride(string Name, IReadOnlyDictionary<string, object?> Parameters) : ColumnOverride;

/// <summary>The column's own default, evaluated by the server.</summary>
public sealed record DefaultOverride : ColumnOverride;

/// <summary>Calls the user's code. Implemented by the host (the cmdlets run it on the pipeline thread).</summary>
public interface IScriptHost
{
    /// <summary>Evaluates a script for several rows and gives one value for each, in order. Called from a worker thread; may block.</summary>
    /// <param name="script">The override.</param>
    /// <param name="rows">The rows so far.</param>
    /// <exception cref="Errors.FraiseqlDataException">The code failed or did not give exactly one value.</exception>
    IReadOnlyList<object?> Evaluate(ScriptOverride script, IReadOnlyList<ScriptRow> rows);
}

/// <summary>What a script may use of its row.</summary>
/// <param name="Table">The table, for messages.</param>
/// <param name="Column">The column, for messages.</param>
/// <param name="Instance">The row's instance number.</param>
/// <param name="Values">The columns that have a value already, by name in table order.</param>
/// <param name="Random">The cell's random stream.</param>
/// <param name="Faker">Gives a Bogus <c>Faker</c> on the cell's stream, in the plan's locale; it belongs to the row until the next row's is asked for.</param>
public sealed record ScriptRow(
    Schema.QualifiedName Table, string Column, long Instance, IReadOnlyDictionary<string, object?> Values, Random Random, Func<object> Faker);
