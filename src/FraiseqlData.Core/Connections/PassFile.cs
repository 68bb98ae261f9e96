using System.Globalization;

namespace FraiseqlData.Connections;

/// <summary>Looks a password up in libpq's password file.</summary>
/// <remarks>Npgsql reads the file too, but by the host it connects to: it knows neither that the default socket goes by the name of localhost, nor of a host given beside its address.</remarks>
static class PassFile
{
    /// <summary>The password of the first line that matches, or null.</summary>
    /// <param name="text">The file's text: lines of host:port:database:user:password.</param>
    /// <param name="host">The host's name.</param>
    /// <param name="port">The port.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="user">The role.</param>
    public static string? Find(string text, string host, int port, string database, string user)
    {
        string[] wanted = [host, port.ToString(CultureInfo.InvariantCulture), database, user];
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('#'))
                continue;
            var fields = Fields(line.TrimEnd('\r'));
            if (fields.Count == 5 && wanted.Zip(fields).All(f => f.Second == "*" || Unescape(f.Second) == f.First))
                return Unescape(fields[4]);
        }
        return null;
    }

    /// <summary>The file's path: as set, else the user's own.</summary>
    public static string? Path(string? set, ConnectionEnvironment environment) =>
        set ?? (environment.UserFolder is { } folder ? System.IO.Path.Combine(folder, environment.IsWindows ? "pgpass.conf" : ".pgpass") : null);

    /// <summary>Splits at colons that no backslash precedes; what follows the fourth is the password, colons and all.</summary>
    static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var start = 0;
        for (var i = 0; i < line.Length && fields.Count < 4; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] == ':')
            {
                fields.Add(line[start..i]);
                start = i + 1;
            }
        }
        fields.Add(line[start..]);
        return fields;
    }

    static string Unescape(string text)
    {
        var plain = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            _ = plain.Append(text[i]);
        }
        return plain.ToString();
    }
}
