using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// Reads what a column's comment says of its data: <c>COMMENT ON COLUMN t.c IS 'Price. seed: generator decimal min=10 max=500'</c>.
/// Whoever may write comments is not whoever seeds, so neither SQL nor scripts are read from them.
/// </summary>
static class ColumnComment
{
    const string Mark = "seed:";

    /// <summary>What the comment says, or null where it says nothing of data.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static ColumnOverride? Read(Column column)
    {
        if (TextOf(column.Comment) is not { } text)
            return null;
        var space = text.AsSpan().IndexOfAny(' ', '\t');
        var (kind, rest) = space < 0 ? (text, "") : (text[..space], text[space..].Trim());
        try
        {
            return kind.ToLowerInvariant() switch
            {
                "null" when rest.Length == 0 => new ConstantOverride(null),
                "default" when rest.Length == 0 => new DefaultOverride(),
                "value" => new ConstantOverride(ParameterText.Unquoted(Given(rest))),
                "values" => Values(column, Given(rest)),
                "template" => new TemplateOverride(Given(rest)),
                "generator" => Generator(column, Given(rest)),
                _ => throw new FormatException($"'{text}' begins with none of generator, values, value, template, null and default{NearestNames.DidYouMean(NearestNames.Of(kind, ["generator", "values", "value", "template", "null", "default"]))}"),
            };
        }
        catch (FraiseqlDataException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    static string? TextOf(string? comment)
    {
        var at = comment?.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0 || (at > 0 && char.IsLetterOrDigit(comment![at - 1])))
            return null;
        var line = comment![(at + Mark.Length)..];
        var end = line.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? line : line[..end]).Trim();
    }

    static string Given(string rest) => rest.Length > 0 ? rest : throw new FormatException("something is missing behind its first word");

    static ColumnOverride Values(Column column, string text)
    {
        var parts = new Dictionary<string, object?>();
        var semicolon = ParameterText.IndexOf(text, ';');
        parts["values"] = ParameterText.List(semicolon < 0 ? text : text[..semicolon]);
        if (semicolon >= 0)
        {
            const string weights = "weights ";
            var further = text[(semicolon + 1)..].Trim();
            if (!further.StartsWith(weights, StringComparison.OrdinalIgnoreCase))
                throw new FormatException($"'{further}' behind the semicolon is not 'weights 3, 1'");
            parts["weights"] = ParameterText.List(further[weights.Length..]);
        }
        return OverrideInstruction.Read(column.Name, parts);
    }

    static ColumnOverride Generator(Column column, string text)
    {
        var (name, parameters) = ParameterText.Read(text);
        return OverrideInstruction.Read(column.Name, new Dictionary<string, object?>(parameters) { ["generator"] = name });
    }
}
