using System.Globalization;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>Connection settings by libpq's words (and Npgsql's, where libpq has none), not yet complete.</summary>
sealed class ConnectionSettings
{
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a keyword, or null where it is not set or empty.</summary>
    public string? this[string keyword] => _values.TryGetValue(keyword, out var value) && value.Length > 0 ? value : null;

    /// <summary>Sets a keyword; null and empty leave it unset, as in libpq.</summary>
    public ConnectionSettings With(string keyword, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _values[keyword] = value;
        return this;
    }

    /// <summary>Takes what is set in the other and not here.</summary>
    public ConnectionSettings Complete(ConnectionSettings other)
    {
        // An address belongs to the host that it was given for.
        var hostIsKnown = this["host"] is not null || this["hostaddr"] is not null;
        foreach (var (keyword, value) in other._values)
        {
            if (!hostIsKnown || keyword is not ("host" or "hostaddr"))
                _ = _values.TryAdd(keyword, value);
        }
        return this;
    }

    /// <summary>The hosts and ports in the order in which they are tried; at least one.</summary>
    /// <param name="defaultHost">The host for an empty place, by port.</param>
    /// <exception cref="FormatException">A port is no port, or there are not as many ports as hosts.</exception>
    public IReadOnlyList<Endpoint> Endpoints(Func<int, string> defaultHost)
    {
        var hosts = (this["hostaddr"] ?? this["host"] ?? "").Split(',');
        var ports = (this["port"] ?? "").Split(',');
        if (ports.Length != 1 && ports.Length != hosts.Length)
            throw new FormatException();
        return [.. hosts.Select((host, i) => Endpoint.Parse(host, ports[ports.Length == 1 ? 0 : i], defaultHost))];
    }

    /// <summary>A builder of Npgsql with everything but hosts, database and user.</summary>
    /// <exception cref="ConnectionValueException">A keyword has a value that it cannot have.</exception>
    public NpgsqlConnectionStringBuilder ToBuilder()
    {
        var builder = new NpgsqlConnectionStringBuilder { CommandTimeout = 0 };
        foreach (var (keyword, value) in _values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            try
            {
                if (!LibpqKeyword.ByName.TryGetValue(keyword, out var known))
                    builder[keyword] = value;
                else
                    known.Apply?.Invoke(builder, value);
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
            {
                throw new ConnectionValueException(keyword);
            }
        }
        builder.ApplicationName ??= this["fallback_application_name"] ?? "FraiseqlData";
        builder.ClientEncoding = "UTF8";
        builder.PersistSecurityInfo = false;
        builder.LogParameters = false;
        // The server's detail names the row that broke a constraint; without it the message says nothing to act on.
        builder.IncludeErrorDetail = true;
        return builder;
    }
}

/// <summary>A keyword has a value that it cannot have; which value is not said, it may hold a secret.</summary>
sealed class ConnectionValueException(string keyword) : FormatException
{
    /// <summary>The keyword.</summary>
    public string Keyword { get; } = keyword;
}

/// <summary>One place to connect to: a host name, an address or a socket's folder, and a port.</summary>
readonly record struct Endpoint(string Host, int Port)
{
    /// <summary>Whether the host is the folder of a Unix socket.</summary>
    public bool IsSocket => Host.Length > 0 && Host[0] is '/' or '@';

    /// <summary>Reads a host that may bring its own port (<c>a:5433</c>, <c>[::1]:5433</c>).</summary>
    public static Endpoint Parse(string host, string port, Func<int, string> defaultHost)
    {
        host = host.Trim();
        if (host.StartsWith('[') && host.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
            (host, port) = (host[1..end], end + 1 < host.Length ? host[(end + 1)..].TrimStart(':') : port);
        else if (host.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon == host.LastIndexOf(':')
            && (host[0] != '/' || host[(colon + 1)..].All(char.IsAsciiDigit)))
            (host, port) = (host[..colon], host[(colon + 1)..]);
        var number = port.Trim().Length == 0 ? 5432 : int.Parse(port.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        if (number is < 1 or > 65535)
            throw new FormatException();
        return new Endpoint(host.Length == 0 ? defaultHost(number) : host, number);
    }

    /// <summary>The host and port, an IPv6 address in brackets.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
