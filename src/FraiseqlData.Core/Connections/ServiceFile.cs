using FraiseqlData.Errors;

namespace FraiseqlData.Connections;

/// <summary>Reads libpq's connection service files (pg_service.conf).</summary>
static class ServiceFile
{
    /// <summary>The settings of a service: of the user's file, else of the system's.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqServiceNotFound</c> or <c>FqServiceFileInvalid</c>.</exception>
    public static ConnectionSettings Find(string service, string? file, ConnectionEnvironment environment)
    {
        string?[] places =
        [
            file ?? environment.Variable("PGSERVICEFILE") ?? (environment.UserFolder is { } home ? Path.Combine(home, ".pg_service.conf") : null),
            environment.Variable("PGSYSCONFDIR") is { Length: > 0 } folder ? Path.Combine(folder, "pg_service.conf") : null,
            // Where libpq of Debian and of Red Hat looks when PGSYSCONFDIR is not set.
            environment.IsWindows ? null : "/etc/postgresql-common/pg_service.conf",
            environment.IsWindows ? null : "/etc/pg_service.conf",
        ];
        var looked = new List<string>();
        foreach (var place in places.OfType<string>().Where(p => p.Length > 0))
        {
            looked.Add(place);
            if (environment.ReadFile(place) is { } text && Section(text, service, place) is { } settings)
                return settings;
        }
        throw new FraiseqlDataException(
            "FqServiceNotFound",
            ErrorKind.NotFound,
            $"There is no connection service '{service}' in {string.Join(", ", looked)}.",
            $"Add a section [{service}] to one of these files, or set PGSERVICEFILE to the file that has it.",
            service);
    }

    static ConnectionSettings? Section(string text, string service, string path)
    {
        ConnectionSettings? settings = null;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
            {
                if (settings is not null)
                    return settings;
                if (line == $"[{service}]")
                    settings = new ConnectionSettings();
            }
            else if (settings is not null)
                Setting(settings, line, $"line {i + 1} of {path}");
        }
        return settings;
    }

    static void Setting(ConnectionSettings settings, string line, string where)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : line[..equals];
        if (!LibpqKeyword.ByName.ContainsKey(key) || key is "service" or "servicefile")
        {
            throw new FraiseqlDataException(
                "FqServiceFileInvalid",
                ErrorKind.InvalidArgument,
                $"The connection service file cannot be read: {where} is not keyword=value with a keyword of libpq.",
                "Correct the line; spaces around the equals sign and references to other services are not allowed.");
        }
        // The first value counts.
        if (settings[key] is null)
            _ = settings.With(key, line[(equals + 1)..]);
    }
}
