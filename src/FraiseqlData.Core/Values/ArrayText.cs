using System.Text;

namespace FraiseqlData.Values;

/// <summary>The text form of arrays: <c>{1,NULL,"a b"}</c>, nested for further dimensions.</summary>
static class ArrayText
{
    const int MaxDimensions = 6;

    /// <summary>What PostgreSQL takes for space in its text forms; further spaces of Unicode are content.</summary>
    public const string Spaces = " \t\n\v\f\r";

    /// <summary>Appends one element in quotes where the form needs them.</summary>
    public static void AppendElement(StringBuilder text, StringBuilder element, char delimiter)
    {
        if (!NeedsQuotes(element, delimiter))
        {
            _ = text.Append(element);
            return;
        }
        _ = text.Append('"');
        foreach (var chunk in element.GetChunks())
        {
            foreach (var character in chunk.Span)
            {
                if (character is '"' or '\\')
                    _ = text.Append('\\');
                _ = text.Append(character);
            }
        }
        _ = text.Append('"');
    }

    /// <summary>Reads the form into nested lists of strings and nulls. Fails for what is malformed or has lower bounds other than 1.</summary>
    public static bool TryRead(string text, char delimiter, out object?[] value)
    {
        var position = 0;
        return TryReadList(text, delimiter, 1, ref position, out value) && SkipSpace(text, ref position) == text.Length;
    }

    static bool TryReadList(string text, char delimiter, int depth, ref int position, out object?[] value)
    {
        value = [];
        if (depth > MaxDimensions || SkipSpace(text, ref position) == text.Length || text[position++] != '{')
            return false;
        if (SkipSpace(text, ref position) < text.Length && text[position] == '}')
        {
            position++;
            return true;
        }
        var items = new List<object?>();
        while (SkipSpace(text, ref position) < text.Length)
        {
            if (text[position] == '{')
            {
                if (!TryReadList(text, delimiter, depth + 1, ref position, out var inner))
                    return false;
                items.Add(inner);
            }
            else if (TryReadElement(text, delimiter, ref position, out var element))
            {
                items.Add(element);
            }
            else
            {
                return false;
            }
            if (SkipSpace(text, ref position) == text.Length)
                return false;
            var next = text[position++];
            if (next == '}')
            {
                value = [.. items];
                return true;
            }
            if (next != delimiter)
                return false;
        }
        return false;
    }

    static bool TryReadElement(string text, char delimiter, ref int position, out string? element)
    {
        var content = new StringBuilder();
        var isQuoted = text[position] == '"';
        var isEscaped = false;
        element = null;
        if (isQuoted)
            position++;
        while (position < text.Length)
        {
            var character = text[position];
            if (isQuoted ? character == '"' : character == delimiter || character is '{' or '}' or '"')
                break;
            if (character == '\\')
            {
                isEscaped = true;
                if (++position == text.Length)
                    return false;
            }
            _ = content.Append(text[position++]);
        }
        if (position == text.Length)
            return false;
        if (isQuoted)
        {
            position++;
            element = content.ToString();
            return true;
        }
        element = content.ToString().AsSpan().TrimEnd(Spaces).ToString();
        var isNull = !isEscaped && element.Equals("NULL", StringComparison.OrdinalIgnoreCase);
        var isAnything = element.Length > 0;
        if (isNull)
            element = null;
        return isAnything;
    }

    static bool NeedsQuotes(StringBuilder element, char delimiter)
    {
        if (element.Length == 0 || (element.Length == 4 && element.ToString().Equals("NULL", StringComparison.OrdinalIgnoreCase)))
            return true;
        foreach (var chunk in element.GetChunks())
        {
            foreach (var character in chunk.Span)
            {
                if (character == delimiter || character is '{' or '}' or '"' or '\\' || IsSpace(character))
                    return true;
            }
        }
        return false;
    }

    static bool IsSpace(char character) => Spaces.Contains(character, StringComparison.Ordinal);

    static int SkipSpace(string text, ref int position)
    {
        while (position < text.Length && IsSpace(text[position]))
            position++;
        return position;
    }
}
