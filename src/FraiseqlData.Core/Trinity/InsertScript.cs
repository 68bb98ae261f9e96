using System.Globalization;

namespace FraiseqlData.Trinity;

/// <summary>Takes an SQL file apart and makes sure that it does nothing but insert.</summary>
static class InsertScript
{
    /// <summary>What a WITH of an INSERT could do besides.</summary>
    static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase) { "delete", "merge" };

    /// <summary>The statements of a file, comments around them included.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">What is not an INSERT, with lines.</param>
    public static IReadOnlyList<string> Read(string text, out IReadOnlyList<string> problems)
    {
        var (statements, wrong) = (new List<string>(), new List<string>());
        var (start, words) = (0, new List<(string Word, int At)>());
        for (var i = 0; i < text.Length;)
        {
            var next = Skip(text, i);
            if (next > i)
            {
                i = next;
                continue;
            }
            if (text[i] == ';')
            {
                End(i);
                start = ++i;
                continue;
            }
            if (char.IsLetter(text[i]) || text[i] == '_' || text[i] == '\\')
            {
                var end = i + 1;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$'))
                    end++;
                words.Add((text[i..end], i));
                i = end;
                continue;
            }
            i++;
        }
        End(text.Length);
        problems = wrong;
        return statements;

        void End(int end)
        {
            if (words.Count > 0)
            {
                if (!words[0].Word.Equals("insert", StringComparison.OrdinalIgnoreCase))
                    wrong.Add(Say(words[0].At, $"'{words[0].Word}' begins a statement that is no INSERT."));
                else if (Forbidden() is { } found)
                    wrong.Add(Say(found.At, $"'{found.Word}' has no place in an INSERT of a baseline."));
                statements.Add(text[start..end].Trim());
            }
            words.Clear();
        }

        // ON CONFLICT DO UPDATE is an INSERT's own; an UPDATE in a WITH is none.
        (string Word, int At)? Forbidden()
        {
            for (var w = 1; w < words.Count; w++)
            {
                if (Refused.Contains(words[w].Word) || (words[w].Word.Equals("update", StringComparison.OrdinalIgnoreCase) && !words[w - 1].Word.Equals("do", StringComparison.OrdinalIgnoreCase)))
                    return words[w];
            }
            return null;
        }

        string Say(int at, string what) => string.Create(CultureInfo.InvariantCulture, $"line {text.AsSpan(0, at).Count('\n') + 1}: {what}");
    }

    /// <summary>The place behind a comment, a quoted text or a quoted name that begins here; the same place where none does.</summary>
    static int Skip(string text, int at)
    {
        if (text[at] == '-' && At(text, at + 1) == '-')
            return text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;
        if (text[at] == '/' && At(text, at + 1) == '*')
            return Comment(text, at);
        if (text[at] is '\'' or '"')
            return Quoted(text, at, text[at] == '\'' && at > 0 && text[at - 1] is 'e' or 'E');
        if (text[at] == '$' && (at == 0 || !char.IsLetterOrDigit(text[at - 1])))
        {
            var close = at + 1;
            while (close < text.Length && (char.IsLetterOrDigit(text[close]) || text[close] == '_'))
                close++;
            if (At(text, close) != '$' || char.IsDigit(At(text, at + 1)))
                return at;
            var tag = text[at..(close + 1)];
            return text.IndexOf(tag, close + 1, StringComparison.Ordinal) is >= 0 and var end ? end + tag.Length : text.Length;
        }
        return at;
    }

    static int Comment(string text, int at)
    {
        var depth = 0;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == '/' && At(text, i + 1) == '*')
                (depth, i) = (depth + 1, i + 1);
            else if (text[i] == '*' && At(text, i + 1) == '/' && --depth >= 0 && ++i > 0 && depth == 0)
                return i + 1;
        }
        return text.Length;
    }

    static int Quoted(string text, int at, bool hasEscapes)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (hasEscapes && text[i] == '\\')
                i++;
            else if (text[i] == text[at] && At(text, i + 1) == text[at])
                i++;
            else if (text[i] == text[at])
                return i + 1;
        }
        return text.Length;
    }

    static char At(string text, int at) => at < text.Length ? text[at] : '\0';
}
