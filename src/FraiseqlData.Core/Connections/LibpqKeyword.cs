using System.Collections.Frozen;
using System.Globalization;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>One of libpq's connection keywords: where it comes from and what it is to Npgsql.</summary>
/// <param name="Name">libpq's word, for example <c>sslmode</c>.</param>
/// <param name="Variable">The environment variable that sets it, or null.</param>
/// <param name="NpgsqlKey">Npgsql's own word for the same thing, or null where none exists.</param>
/// <param name="Apply">Sets it on a builder; null where it has no meaning here and is passed over.</param>
sealed record LibpqKeyword(string Name, string? Variable, string? NpgsqlKey, Action<NpgsqlConnectionStringBuilder, string>? Apply)
{
    static readonly LibpqKeyword[] All =
    [
        // ConnectionSettings combines these itself, since they depend on each other.
        new("host", "PGHOST", "Host", null),
        new("hostaddr", "PGHOSTADDR", null, null),
        new("port", "PGPORT", "Port", null),
        new("dbname", "PGDATABASE", "Database", null),
        new("user", "PGUSER", "Username", null),
        new("service", "PGSERVICE", null, null),
        new("servicefile", "PGSERVICEFILE", null, null),
        new("target_session_attrs", "PGTARGETSESSIONATTRS", "Target Session Attributes", null),
        new("password", "PGPASSWORD", "Password", (b, v) => b.Password = v),
        new("passfile", "PGPASSFILE", "Passfile", (b, v) => b.Passfile = v),
        new("application_name", "PGAPPNAME", "Application Name", (b, v) => b.ApplicationName = v),
        new("fallback_application_name", null, null, null),
        new("connect_timeout", "PGCONNECT_TIMEOUT", "Timeout", (b, v) => b.Timeout = Seconds(v)),
        new("options", "PGOPTIONS", "Options", (b, v) => b.Options = v),
        new("sslmode", "PGSSLMODE", "SSL Mode", (b, v) => b.SslMode = Choice<SslMode>(v)),
        new("sslnegotiation", "PGSSLNEGOTIATION", "SSL Negotiation", (b, v) => b.SslNegotiation = Choice<SslNegotiation>(v)),
        new("sslcert", "PGSSLCERT", "SSL Certificate", (b, v) => b.SslCertificate = v),
        new("sslkey", "PGSSLKEY", "SSL Key", (b, v) => b.SslKey = v),
        new("sslpassword", null, "SSL Password", (b, v) => b.SslPassword = v),
        new("sslrootcert", "PGSSLROOTCERT", "Root Certificate", RootCertificate),
        new("channel_binding", "PGCHANNELBINDING", "Channel Binding", (b, v) => b.ChannelBinding = Choice<ChannelBinding>(v)),
        new("require_auth", "PGREQUIREAUTH", "Require Auth", (b, v) => b.RequireAuth = string.Join(',', v.Split(',').Select(Method))),
        new("gssencmode", "PGGSSENCMODE", "GSS Encryption Mode", (b, v) => b.GssEncryptionMode = Choice<GssEncryptionMode>(v)),
        new("krbsrvname", "PGKRBSRVNAME", "Kerberos Service Name", (b, v) => b.KerberosServiceName = v),
        new("load_balance_hosts", "PGLOADBALANCEHOSTS", null, (b, v) => b.LoadBalanceHosts = OneOf(v, "random", "disable")),
        new("keepalives", null, null, (b, v) => b.TcpKeepAlive = OneOf(v, "1", "0")),
        new("keepalives_idle", null, null, (b, v) => b.TcpKeepAliveTime = Seconds(v)),
        new("keepalives_interval", null, null, (b, v) => b.TcpKeepAliveInterval = Seconds(v)),
        // Only UTF-8 is ever spoken, so that what is encoded here is what the server reads.
        new("client_encoding", "PGCLIENTENCODING", "Client Encoding", null),
        new("keepalives_count", null, null, null),
        new("tcp_user_timeout", null, null, null),
        new("sslcompression", null, null, null),
        new("sslsni", null, null, null),
        new("gsslib", null, null, null),
    ];

    /// <summary>All keywords, by libpq's word.</summary>
    public static FrozenDictionary<string, LibpqKeyword> ByName { get; } = All.ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>The keywords that Npgsql has a word of its own for, by that word.</summary>
    public static FrozenDictionary<string, LibpqKeyword> ByNpgsqlKey { get; } =
        All.Where(k => k.NpgsqlKey is not null).ToFrozenDictionary(k => k.NpgsqlKey!, StringComparer.OrdinalIgnoreCase);

    static int Seconds(string value) => Math.Max(0, int.Parse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>Npgsql's spelling of an authentication method, which may be negated; what is no method of libpq's stays as it is.</summary>
    static string Method(string method)
    {
        var plain = method.Trim().TrimStart('!');
        var npgsql = plain switch
        {
            "password" => "Password",
            "md5" => "MD5",
            "gss" => "GSS",
            "sspi" => "SSPI",
            "scram-sha-256" => "ScramSHA256",
            "none" => "None",
            _ => plain,
        };
        return method.Trim().StartsWith('!') ? "!" + npgsql : npgsql;
    }

    static bool OneOf(string value, string yes, string no) =>
        value == yes || (value == no ? false : throw new FormatException());

    static T Choice<T>(string value)
        where T : struct, Enum
    {
        var plain = value.Replace("-", "", StringComparison.Ordinal);
        // Enum.Parse would take a number for a choice.
        return plain.Length > 0 && char.IsLetter(plain[0]) && Enum.TryParse<T>(plain, ignoreCase: true, out var choice)
            ? choice
            : throw new FormatException();
    }

    static void RootCertificate(NpgsqlConnectionStringBuilder builder, string value)
    {
        // Without a file the system's own roots are used, which is what libpq's "system" asks for.
        if (value == "system")
            builder.SslMode = SslMode.VerifyFull;
        else
            builder.RootCertificate = value;
    }
}
