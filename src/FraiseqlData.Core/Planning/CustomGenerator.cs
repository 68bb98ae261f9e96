namespace FraiseqlData.Planning;

/// <summary>
/// Makes values in code of the user's. It has to be a pure function of its context, and safe on any thread: a value may be asked for more than once,
/// out of order, and side by side with others.
/// </summary>
public interface IValueGenerator
{
    /// <summary>The names of the parameters that it takes, in lower case; null for any.</summary>
    IReadOnlyList<string>? Parameters => null;

    /// <summary>Makes the value of one cell.</summary>
    /// <param name="context">The row and the cell's random stream; draw from nothing else, so that the same seed gives the same values.</param>
    /// <returns>The value as an override would give it: any .NET object that suits the column, null for NULL.</returns>
    object? Generate(GeneratorContext context);
}

/// <summary>A generator of the user's that a plan knows by name.</summary>
/// <param name="Name">The name: letters, digits and underscores; no built-in generator's.</param>
public sealed record CustomGenerator(string Name)
{
    /// <summary>The code, or null where a script makes the values.</summary>
    public IValueGenerator? Generator { get; init; }

    /// <summary>The script that makes the values, or null where code does.</summary>
    public ScriptOverride? Script { get; init; }

    /// <summary>The names of the parameters that it takes, in lower case; null for any.</summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>Where it comes from, for people: a type's name or a script's text.</summary>
    public string Source { get; init; } = "";
}
