using System.Text.RegularExpressions;
using FraiseqlData.Errors;

namespace FraiseqlData.Planning;

/// <summary>What a column of a parent says of its children: their number, or the sum of one of their columns.</summary>
/// <param name="Function">How the children are summed up.</param>
/// <param name="Target">The children's table, with or without schema, and a dot and the column that is summed up; for a count the table alone will do.</param>
public sealed partial record Rollup(RollupFunction Function, string Target)
{
    /// <summary>The foreign key that leads from the children to the parent, where there are several: one of its columns, or its name. Null where there is one.</summary>
    public string? Via { get; init; }

    /// <summary>Reads a roll-up as people write it: <c>sum(tb_line.amount)</c>, <c>count(tb_line via fk_order)</c>.</summary>
    /// <param name="column">The column that it is for, for messages.</param>
    /// <param name="text">The roll-up.</param>
    /// <exception cref="FraiseqlDataException"><c>FqRollupInvalid</c>: it has no meaning.</exception>
    public static Rollup Parse(string column, string text)
    {
        var names = Enum.GetNames<RollupFunction>();
        var match = Form().Match(text);
        if (!match.Success)
            throw Invalid(column, $"'{text}' cannot be read", "Use sum(tb_line.amount), count(tb_line), min, max or avg; 'via fk_order' inside the parentheses names the foreign key.");
        var name = match.Groups["function"].Value;
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw Invalid(
                column, $"there is no function '{name}'.{NearestNames.DidYouMean(NearestNames.Of(name, names.Select(n => n.ToLowerInvariant())))}".TrimEnd('.'),
                $"Use one of {string.Join(", ", names.Select(n => n.ToLowerInvariant()))}.");
        }
        return new Rollup(Enum.Parse<RollupFunction>(name, ignoreCase: true), match.Groups["target"].Value) { Via = match.Groups["via"] is { Success: true } via ? via.Value.Trim('"') : null };
    }

    /// <summary>The roll-up as people write it.</summary>
    public override string ToString() => $"{Function.ToString().ToLowerInvariant()}({Target}{(Via is null ? "" : $" via {Via}")})";

    internal static FraiseqlDataException Invalid(string column, string why, string action) =>
        new("FqRollupInvalid", ErrorKind.InvalidArgument, $"The roll-up of '{column}' cannot be carried out: {why}{(why.EndsWith('?') ? "" : ".")}", action, column);

    [GeneratedRegex("""^\s*(?<function>\w+)\s*\(\s*(?<target>(?:"[^"]+"|[^\s()"])+)(?:\s+via\s+(?<via>"[^"]+"|[^\s()]+))?\s*\)\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>How children are summed up.</summary>
public enum RollupFunction
{
    /// <summary>The sum; 0 where there are no children.</summary>
    Sum,
    /// <summary>The number of children, or of those whose column is not NULL.</summary>
    Count,
    /// <summary>The least value; NULL where there are no children.</summary>
    Min,
    /// <summary>The greatest value; NULL where there are no children.</summary>
    Max,
    /// <summary>The mean; NULL where there are no children.</summary>
    Avg,
}
