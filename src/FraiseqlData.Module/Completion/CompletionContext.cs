using System.Collections;
using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>What the command line says so far to a completer.</summary>
sealed class CompletionContext(IDictionary bound)
{
    /// <summary>The connection that the command would use, or null where that cannot be said.</summary>
    public FqConnection? Connection()
    {
        try
        {
            return bound["Connection"] is { } given
                ? new ConnectionTransformationAttribute().Transform(null!, given) switch
                {
                    ConnectionArgument one => one.Get(),
                    object[] and [ConnectionArgument first, ..] => first.Get(),
                    _ => null,
                }
                : RunspaceState.Current.Default ?? RunspaceState.Current.Known(FqConnection.FromEnvironment());
        }
        catch (FraiseqlDataException)
        {
            return null;
        }
    }

    /// <summary>Whether a schema is among those of <c>-Schema</c>, or none were given.</summary>
    public bool IsInSchemas(string schema) =>
        Strings("Schema") is not { Count: > 0 } patterns || patterns.Any(p => new WildcardPattern(p, WildcardOptions.IgnoreCase).IsMatch(schema));

    /// <summary>The tables that the command names so far; all where it names none.</summary>
    public IEnumerable<Table> Tables(DatabaseSchema schema)
    {
        var patterns = Strings("Table").Select(p => new WildcardPattern(p, WildcardOptions.IgnoreCase)).ToList();
        return schema.Tables.Where(t => t.IsFillable && (patterns.Count == 0 || patterns.Exists(p => p.IsMatch(t.Name.Name) || p.IsMatch(t.Name.ToString()))));
    }

    /// <summary>The strings of a parameter that takes one or several.</summary>
    public IReadOnlyList<string> Strings(string parameter) => bound[parameter] switch
    {
        string one => [one],
        IEnumerable several => [.. several.Cast<object?>().Select(x => x?.ToString() ?? "")],
        _ => [],
    };
}
