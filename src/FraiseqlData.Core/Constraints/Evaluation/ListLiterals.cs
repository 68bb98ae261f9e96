using System.Text;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Reads the text forms of arrays, ranges and composites.</summary>
static class ListLiterals
{
    /// <summary>An array of one dimension; unknown for more, or for bounds that are not 1.</summary>
    public static object ReadArray(SqlType type, string text)
    {
        text = text.Trim();
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
            return NoValue.Unknown;
        var items = new List<object?>();
        foreach (var (part, isQuoted) in Split(text[1..^1]) ?? [("{", false)])
        {
            if (!isQuoted && (part.Length == 0 || part[0] == '{'))
                return NoValue.Unknown;
            var item = !isQuoted && part.Equals("NULL", StringComparison.OrdinalIgnoreCase) ? null
                : LiteralReader.Read(type.Element!, part);
            if (item is NoValue)
                return item;
            items.Add(item);
        }
        return new SqlArray(items);
    }

    public static object ReadRange(SqlType type, string text)
    {
        text = text.Trim();
        if (text.Equals(SqlRange.EmptyText, StringComparison.OrdinalIgnoreCase))
            return SqlRange.Empty;
        if (text.Length < 3 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')') || Split(text[1..^1]) is not { Count: 2 } parts)
            return NoValue.Unknown;
        var bounds = parts.ConvertAll(p => p.Text.Length == 0 && !p.IsQuoted ? null : LiteralReader.Read(type.Element!, p.Text));
        return bounds.Find(b => b is NoValue)
            ?? SqlRange.Create(bounds[0], bounds[1], text[0] == '[', text[^1] == ']', type.Element!)
            ?? NoValue.Unknown;
    }

    public static object ReadComposite(SqlType type, string text)
    {
        text = text.Trim();
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')' || Split(text[1..^1], keepEmpty: true) is not { } parts
            || parts.Count != type.Fields.Count)
            return NoValue.Unknown;
        var fields = new object?[parts.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = parts[i].Text.Length == 0 && !parts[i].IsQuoted ? null : LiteralReader.Read(type.Fields[i], parts[i].Text);
            if (fields[i] is NoValue none)
                return none;
        }
        return fields;
    }

    /// <summary>The parts between commas with their quotes taken off; null where quotes do not match.</summary>
    static List<(string Text, bool IsQuoted)>? Split(string text, bool keepEmpty = false)
    {
        var parts = new List<(string, bool)>();
        if (text.Length == 0 && !keepEmpty)
            return parts;
        var part = new StringBuilder();
        var (inside, isQuoted) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length)
            {
                _ = part.Append(text[++i]);
            }
            else if (c == '"' && inside && i + 1 < text.Length && text[i + 1] == '"')
            {
                _ = part.Append(text[++i]);
            }
            else if (c == '"')
            {
                inside = !inside;
                isQuoted = true;
            }
            else if (c == ',' && !inside)
            {
                parts.Add((part.ToString(), isQuoted));
                _ = part.Clear();
                isQuoted = false;
            }
            else
            {
                _ = part.Append(c);
            }
        }
        parts.Add((part.ToString(), isQuoted));
        return inside ? null : parts;
    }
}
