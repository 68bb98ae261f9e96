namespace FraiseqlData.Schema;

/// <summary>Splits a list of deparsed expressions, which the server can only give as one text.</summary>
static class ExpressionList
{
    /// <summary>The expressions between the commas that stand outside of brackets and quotes.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            switch (list[i])
            {
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']':
                    depth--;
                    break;
                case '\'' or '"':
                    i = EndOfQuoted(list, i);
                    break;
                case ',' when depth == 0:
                    parts.Add(list[start..i].Trim());
                    start = i + 1;
                    break;
            }
        }

        parts.Add(list[start..].Trim());
        return parts;
    }

    // A doubled quote reads as two quoted pieces side by side; a backslash escapes only in an E'' literal, where it is always doubled.
    static int EndOfQuoted(string text, int start)
    {
        var end = text.IndexOf(text[start], start + 1);
        return end < 0 ? text.Length : end;
    }
}
