using FraiseqlData.Errors;

namespace FraiseqlData.Connections;

/// <summary>Reads a connection written as one text: a URI, libpq's keywords and values, or an ADO.NET connection string.</summary>
static class ConnectionText
{
    static readonly string[] Shown = ["host", "hostaddr", "port", "dbname", "user", "service", "servicefile"];

    /// <summary>The settings that the text names. No error repeats any part of the text, since every part may be a password.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqConnectionInvalid</c>: the text cannot be read.</exception>
    public static ConnectionSettings Parse(string text)
    {
        text = text.Trim();
        if (ConnectionUri.IsUri(text))
            return ConnectionUri.Parse(text);
        if (text.Contains("://", StringComparison.Ordinal) && text.IndexOf("://", StringComparison.Ordinal) < KeyEnd(text))
            throw Invalid("it is a URI of another scheme than postgresql://");
        if (!text.Contains('=', StringComparison.Ordinal))
            throw Invalid("it is neither a URI nor made of keyword=value pairs");

        // Both forms can be written so that they look alike; the likelier one is asked first, and its complaint is the one told.
        return IsAdo(text)
            ? AdoString.Parse(text, out var error) ?? Plausible(KeywordString.Parse(text, out _)) ?? throw Invalid(error)
            : KeywordString.Parse(text, out error) ?? Plausible(AdoString.Parse(text, out _)) ?? throw Invalid(error);
    }

    /// <summary>Refuses a reading in which a part that is shown to people has swallowed other pairs, a password perhaps among them.</summary>
    static ConnectionSettings? Plausible(ConnectionSettings? settings) =>
        settings is not null && Shown.All(k => settings[k]?.IndexOfAny([';', '=', ' ', '\t', '\n']) is null or < 0) ? settings : null;

    /// <summary>The error of a text that cannot be read.</summary>
    public static FraiseqlDataException Invalid(string reason) => new(
        "FqConnectionInvalid",
        ErrorKind.InvalidArgument,
        $"The connection cannot be read: {reason}. (Its text is not repeated here, since it may hold a password.)",
        "Write postgresql://user@host:5432/database, host=... dbname=..., or Host=...;Database=...; in a URI, write special characters of a password in percent-encoding (@ as %40, / as %2F, % as %25).");

    static int KeyEnd(string text) => text.IndexOf('=', StringComparison.Ordinal) is var i and >= 0 ? i : text.Length;

    /// <summary>What ends the first value decides: a semicolon ends one of ADO.NET, white space one of libpq.</summary>
    static bool IsAdo(string text)
    {
        var equals = KeyEnd(text);
        var key = text[..equals].Trim();
        var i = equals + 1;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        if (i < text.Length && text[i] is '\'' or '"')
        {
            var quote = text[i++];
            while (i < text.Length && text[i] != quote)
                i += text[i] == '\\' ? 2 : 1;
            i++;
        }
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != ';')
            i++;
        var rest = i < text.Length ? text[i..].TrimStart() : "";
        return !LibpqKeyword.ByName.ContainsKey(key) && rest.Length == 0 || rest.StartsWith(';') || key.Contains(' ', StringComparison.Ordinal);
    }
}
