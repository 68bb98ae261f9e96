using System.Text;

namespace FraiseqlData.Connections;

/// <summary>libpq's connection string: <c>host=db.example.com password='it\'s'</c>.</summary>
static class KeywordString
{
    /// <summary>The settings, or null and what is wrong with the text.</summary>
    public static ConnectionSettings? Parse(string text, out string error)
    {
        var settings = new ConnectionSettings();
        var at = 0;
        for (var number = 1; SkipSpace(text, ref at); number++)
        {
            var start = at;
            while (at < text.Length && text[at] != '=' && !char.IsWhiteSpace(text[at]))
                at++;
            var key = text[start..at];
            if (!SkipSpace(text, ref at) || text[at] != '=')
                return Fail($"keyword {number} has no value", out error);
            at++;
            if (Value(text, ref at) is not { } value)
                return Fail($"the quoted value of keyword {number} does not end", out error);
            if (!LibpqKeyword.ByName.ContainsKey(key))
                return Fail(Unknown(number, key), out error);
            _ = settings.With(key, value);
        }
        error = "";
        return settings;
    }

    /// <summary>Says which keyword is unknown by its place and its nearest known word, never by its text: it may be the tail of a password.</summary>
    public static string Unknown(int number, string key)
    {
        var near = LibpqKeyword.ByName.Keys.Concat(LibpqKeyword.ByNpgsqlKey.Keys)
            .Select(k => (Key: k, Distance: Distance(k, key)))
            .Where(k => k.Distance <= 2 && k.Distance <= k.Key.Length / 2)
            .OrderBy(k => k.Distance).ThenBy(k => k.Key, StringComparer.Ordinal)
            .Select(k => k.Key).FirstOrDefault();
        return $"keyword {number} is unknown" + (near is null ? "" : $"; did you mean {near}?");
    }

    static string? Value(string text, ref int at)
    {
        _ = SkipSpace(text, ref at);
        var value = new StringBuilder();
        var quoted = at < text.Length && text[at] == '\'';
        if (quoted)
            at++;
        for (; at < text.Length; at++)
        {
            if (quoted ? text[at] == '\'' : char.IsWhiteSpace(text[at]))
                break;
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            _ = value.Append(text[at]);
        }
        if (!quoted)
            return value.ToString();
        return at++ < text.Length ? value.ToString() : null;
    }

    static bool SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length;
    }

    static ConnectionSettings? Fail(string reason, out string error)
    {
        error = reason;
        return null;
    }

    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
