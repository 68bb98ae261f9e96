using System.Text;

namespace FraiseqlData.Connections;

/// <summary>libpq's connection URI: <c>postgresql://user:password@host1:5432,host2/database?sslmode=require</c>.</summary>
static class ConnectionUri
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether the text begins as such a URI; a driver's name after a plus (as in Python's URLs) does not matter.</summary>
    public static bool IsUri(string text) => SchemeLength(text) > 0;

    /// <summary>The settings that the URI names.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqConnectionInvalid</c>: the text cannot be read.</exception>
    public static ConnectionSettings Parse(string text)
    {
        var settings = new ConnectionSettings();
        var rest = text[SchemeLength(text)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        // The last @ before the path, so that a password's own @ does not become part of a host's name.
        var at = rest.LastIndexOf('@', (slash < 0 ? rest.Length : slash) - 1 is var last and >= 0 ? last : 0);
        if (rest.Length > 0 && at >= 0)
        {
            var user = rest[..at];
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            _ = settings.With("user", Decode(colon < 0 ? user : user[..colon])).With("password", colon < 0 ? null : Decode(user[(colon + 1)..]));
            rest = rest[(at + 1)..];
        }

        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? rest : rest[..question];
        slash = path.IndexOf('/', StringComparison.Ordinal);
        var database = slash < 0 ? "" : path[(slash + 1)..];
        if (database.Contains('@', StringComparison.Ordinal))
            throw ConnectionText.Invalid("there is an @ in the database's name, so a / before it probably belongs to the password");
        Hosts(settings, slash < 0 ? path : path[..slash]);
        _ = settings.With("dbname", Decode(database));
        if (question >= 0)
            Query(settings, rest[(question + 1)..]);
        return settings;
    }

    static int SchemeLength(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
            return 0;
        var scheme = text[..end].ToLowerInvariant();
        var plus = scheme.IndexOf('+', StringComparison.Ordinal);
        return (plus < 0 ? scheme : scheme[..plus]) is "postgres" or "postgresql" ? end + 3 : 0;
    }

    static void Hosts(ConnectionSettings settings, string text)
    {
        var (hosts, ports) = (new List<string>(), new List<string>());
        foreach (var part in text.Split(','))
        {
            var bracket = part.LastIndexOf(']');
            var colon = part.IndexOf(':', bracket + 1);
            // A socket's folder comes percent-encoded, so that only a host's own colon is seen here.
            hosts.Add(Decode((colon < 0 ? part : part[..colon]).Trim('[', ']')));
            ports.Add(colon < 0 ? "" : Decode(part[(colon + 1)..]));
        }
        _ = settings.With("host", hosts.All(h => h.Length == 0) ? null : string.Join(',', hosts));
        _ = settings.With("port", ports.All(p => p.Length == 0) ? null : string.Join(',', ports));
    }

    static void Query(ConnectionSettings settings, string query)
    {
        var number = 0;
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw ConnectionText.Invalid($"query parameter {number} has no value");
            var (key, value) = (Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
            // JDBC's and Python's word for it.
            if (key == "ssl")
                (key, value) = ("sslmode", value switch { "true" => "require", "false" => "disable", _ => value });
            if (!LibpqKeyword.ByName.ContainsKey(key))
                throw ConnectionText.Invalid("of the query parameters, " + KeywordString.Unknown(number, key));
            _ = settings.With(key, value);
        }
    }

    static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]) && text.AsSpan(i + 1, 2) is not "00")
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
                throw ConnectionText.Invalid("a % is not followed by two hexadecimal digits (or by 00); write a percent sign as %25");
        }
        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (ArgumentException)
        {
            throw ConnectionText.Invalid("its percent-encoded characters are not UTF-8");
        }
    }
}
