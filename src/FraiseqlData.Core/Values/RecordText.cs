using System.Text;

namespace FraiseqlData.Values;

/// <summary>The text form of composites, <c>(1,"a b",)</c>, and the quoting that ranges share with it.</summary>
static class RecordText
{
    const string FieldSpecial = "\"\\()," + ArrayText.Spaces;
    const string BoundSpecial = "[]" + FieldSpecial;

    /// <summary>Appends a range's bound in quotes where the form needs them.</summary>
    public static void AppendBound(StringBuilder text, string bound) => AppendPart(text, bound, BoundSpecial);

    static void AppendPart(StringBuilder text, string part, string special)
    {
        if (part.Length > 0 && !part.AsSpan().ContainsAny(special))
        {
            _ = text.Append(part);
            return;
        }
        _ = text.Append('"');
        foreach (var character in part)
        {
            if (character is '"' or '\\')
                _ = text.Append(character);
            _ = text.Append(character);
        }
        _ = text.Append('"');
    }

    /// <summary>Reads a field or bound up to (not over) an unquoted comma or closing bracket; null for nothing at all.</summary>
    public static bool TryReadPart(string text, ref int position, ReadOnlySpan<char> closing, out string? part)
    {
        var content = new StringBuilder();
        var isQuoted = false;
        var isNull = true;
        part = null;
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (!isQuoted && (character == ',' || closing.Contains(character)))
            {
                part = isNull ? null : content.ToString();
                return true;
            }
            isNull = false;
            if (character == '\\' && position + 1 < text.Length)
                _ = content.Append(text[++position]);
            else if (character == '"' && isQuoted && position + 1 < text.Length && text[position + 1] == '"')
                _ = content.Append(text[++position]);
            else if (character == '"')
                isQuoted = !isQuoted;
            else
                _ = content.Append(character);
        }
        return false;
    }

    /// <summary>Reads a composite into the texts of its fields, null for NULL.</summary>
    public static bool TryRead(string text, out List<string?> fields)
    {
        fields = [];
        text = text.Trim();
        if (text is "()")
            return true;
        if (!text.StartsWith('('))
            return false;
        for (var position = 1; TryReadPart(text, ref position, ")", out var field); position++)
        {
            fields.Add(field);
            if (text[position] == ')')
                return position == text.Length - 1;
        }
        return false;
    }

    public static string Write(IEnumerable<string?> fields)
    {
        var text = new StringBuilder("(");
        var isFirst = true;
        foreach (var field in fields)
        {
            if (!isFirst)
                _ = text.Append(',');
            isFirst = false;
            if (field is not null)
                AppendPart(text, field, FieldSpecial);
        }
        return text.Append(')').ToString();
    }
}
