namespace FraiseqlData.Planning;

/// <summary>What the user says a column gets instead of a generated value.</summary>
public abstract record ColumnOverride
{
    /// <summary>The share of rows, from 0 to 1, that are NULL instead; null for what is usual.</summary>
    public double? NullRatio { get; init; }

    /// <summary>What said it where the user gave no override: a comment, or a rule of a file. It gives way where it does not suit. Null for an override.</summary>
    internal string? From { get; init; }
}

/// <summary>The same value in every row.</summary>
/// <param name="Value">
/// The value as the user gave it (any .NET object), or null for NULL. A list is one value for a column that takes lists (arrays, json,
/// ranges, composites); for any other column it is the same as <see cref="ListOverride"/>.
/// </param>
public sealed record ConstantOverride(object? Value) : ColumnOverride;

/// <summary>A list of values, taken in turn: the first row gets the first. Or drawn, where <see cref="IsSampled"/> says so.</summary>
/// <param name="Values">The values as the user gave them; at least one.</param>
public sealed record ListOverride(IReadOnlyList<object?> Values) : ColumnOverride
{
    /// <summary>Whether each row draws one of the values, instead of the values being taken in turn.</summary>
    public bool IsSampled { get; init; }

    /// <summary>
    /// How often each value is drawn, relative to the others; one finite number of at least 0 for each value, not all 0. Null for equally often.
    /// Only for a list that <see cref="IsSampled"/>.
    /// </summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>
    /// A name that lists of several columns share: a row draws the same place from each of them, so that their values stay together as records.
    /// Null for a list of its own.
    /// </summary>
    public string? Together { get; init; }
}

/// <summary>Code of the user's that is called for each row; how is the host's affair (<see cref="IScriptHost"/>).</summary>
/// <param name="Script">The host's own representation.</param>
/// <param name="Text">The code as text, for people.</param>
public sealed record ScriptOverride(object Script, string Text) : ColumnOverride;

/// <summary>
/// A text made for each row: <c>{column}</c> stands for another column of the row, <c>{instance:d5}</c> for the row's instance, <c>{city}</c>
/// for a value of a generator, <c>&lt;a|b&gt;</c> for one of these words, <c>&lt;1..20&gt;</c> for a number; doubled braces for braces.
/// </summary>
/// <param name="Template">The template.</param>
public sealed record TemplateOverride(string Template) : ColumnOverride;

/// <summary>A generator by name.</summary>
/// <param name="Name">The generator's name.</param>
/// <param name="Parameters">Its parameters, by name.</param>
public sealed record GeneratorOverride(string Name, IReadOnlyDictionary<string, object?> Parameters) : ColumnOverride;

/// <summary>
/// An SQL expression that the server evaluates for each row. It may name other columns of the row that get a value here. Its value is not known
/// before the row is written.
/// </summary>
/// <param name="Expression">The expression, as it stands in a SELECT list.</param>
public sealed record SqlOverride(string Expression) : ColumnOverride;

/// <summary>The column's own default, evaluated by the server.</summary>
public sealed record DefaultOverride : ColumnOverride;

/// <summary>Calls the user's code. Implemented by the host (the cmdlets run it on the pipeline thread).</summary>
public interface IScriptHost
{
    /// <summary>Evaluates a script for several rows and gives one value for each, in order. Called from a worker thread; may block.</summary>
    /// <param name="script">The override.</param>
    /// <param name="rows">The rows so far.</param>
    /// <exception cref="Errors.FraiseqlDataException">The code failed or did not give exactly one value.</exception>
    IReadOnlyList<object?> Evaluate(ScriptOverride script, IReadOnlyList<GeneratorContext> rows);
}

/// <summary>What the user's code may use of its row: a script, or an <see cref="IValueGenerator"/>.</summary>
/// <param name="Table">The table, for messages.</param>
/// <param name="Column">The column, for messages.</param>
/// <param name="Instance">The row's instance number.</param>
/// <param name="Values">The columns that have a value already, by name in table order.</param>
/// <param name="Random">The cell's random stream.</param>
/// <param name="Faker">Gives a Bogus <c>Faker</c> on the cell's stream, in the row's locale; it belongs to the row until the next row's is asked for.</param>
public sealed record GeneratorContext(
    Schema.QualifiedName Table, string Column, long Instance, IReadOnlyDictionary<string, object?> Values, Random Random, Func<object> Faker)
{
    /// <summary>The parameters of a generator that was asked for by name, by names in lower case.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, object?>.Empty;
}
