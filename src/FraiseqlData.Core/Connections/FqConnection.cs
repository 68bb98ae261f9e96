using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>A reference to a database that shows no secret: it can be printed, logged and serialised.</summary>
/// <remarks>Sessions are opened when they are needed, and pooled until the reference is disposed. Safe to use from several threads.</remarks>
public sealed class FqConnection : IAsyncDisposable, IDisposable
{
    // Holds the password; kept from every public member.
    readonly string _connectionString;
    readonly IReadOnlyList<Endpoint> _endpoints;
    readonly Lazy<NpgsqlDataSource> _source;
    int _closed;

    internal FqConnection(NpgsqlConnectionStringBuilder builder, IReadOnlyList<Endpoint> endpoints, string source)
    {
        _connectionString = builder.ConnectionString;
        _endpoints = endpoints;
        _source = new Lazy<NpgsqlDataSource>(() => CreateSource(Pooled(_connectionString)));
        Host = string.Join(',', endpoints.Select(e => e.Host));
        Port = endpoints[0].Port;
        Database = builder.Database ?? "";
        User = builder.Username ?? "";
        SslMode = SslModeName(builder.SslMode);
        Source = source;
    }

    /// <summary>The host's name or address, or the folder of its Unix socket; several in the order in which they are tried, with commas between.</summary>
    public string Host { get; }

    /// <summary>The (first host's) port.</summary>
    public int Port { get; }

    /// <summary>The database's name.</summary>
    public string Database { get; }

    /// <summary>The role that connects.</summary>
    public string User { get; }

    /// <summary>libpq's word for how TLS is used, for example <c>prefer</c> or <c>verify-full</c>.</summary>
    public string SslMode { get; }

    /// <summary>Where the settings came from: <c>given</c>, <c>environment</c>, or the variable that held them.</summary>
    public string Source { get; }

    /// <summary>The target in one line, <c>user@host:port/database</c>.</summary>
    public string Name => $"{User}@{string.Join(',', _endpoints)}/{Database}";

    /// <summary>Whether the reference was disposed; it cannot be used any more then.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Reads a URI (<c>postgresql://...</c>), libpq's keywords and values, or an ADO.NET connection string; what it leaves open comes from libpq's environment variables and defaults.</summary>
    /// <param name="text">The text; no error repeats it.</param>
    /// <exception cref="FraiseqlDataException"><c>FqConnectionInvalid</c>, <c>FqServiceNotFound</c> or <c>FqServiceFileInvalid</c>.</exception>
    public static FqConnection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ConnectionResolver(ConnectionEnvironment.Current).Resolve(ConnectionText.Parse(text), "given");
    }

    /// <summary>The connection of the environment: FRAISEQL_DATABASE_URL, else DATABASE_URL, else libpq's variables (PGHOST, PGSERVICE and so on) and defaults.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqConnectionInvalid</c>, <c>FqServiceNotFound</c> or <c>FqServiceFileInvalid</c>.</exception>
    public static FqConnection FromEnvironment() => new ConnectionResolver(ConnectionEnvironment.Current).FromEnvironment();

    /// <summary>Whether the environment names a database for <see cref="FromEnvironment"/>: without, there are only libpq's defaults.</summary>
    public static bool IsInEnvironment => new ConnectionResolver(ConnectionEnvironment.Current).IsInEnvironment;

    /// <summary>A connection from its parts; what is null comes from the service, libpq's environment variables and its defaults.</summary>
    /// <param name="host">A host's name or address or a socket's folder.</param>
    /// <param name="port">A port from 1 to 65535.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="user">The role to connect as.</param>
    /// <param name="password">The role's password.</param>
    /// <param name="service">A section of a connection service file (pg_service.conf).</param>
    /// <param name="sslMode">libpq's sslmode: disable, allow, prefer, require, verify-ca or verify-full.</param>
    /// <exception cref="FraiseqlDataException"><c>FqConnectionInvalid</c>, <c>FqServiceNotFound</c> or <c>FqServiceFileInvalid</c>.</exception>
    public static FqConnection Create(
        string? host = null,
        int? port = null,
        string? database = null,
        string? user = null,
        string? password = null,
        string? service = null,
        string? sslMode = null)
    {
        var settings = new ConnectionSettings()
            .With("host", host)
            .With("port", port?.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .With("dbname", database)
            .With("user", user)
            .With("password", password)
            .With("service", service)
            .With("sslmode", sslMode);
        return new ConnectionResolver(ConnectionEnvironment.Current).Resolve(settings, "given");
    }

    /// <summary>The same server, role and settings with another database.</summary>
    /// <param name="database">The database's name.</param>
    public FqConnection WithDatabase(string database) =>
        new(new NpgsqlConnectionStringBuilder(_connectionString) { Database = database }, _endpoints, Source);

    /// <summary>Whether another reference leads to the same database with the same role, password and settings.</summary>
    /// <param name="other">The other reference.</param>
    public bool IsSameAs(FqConnection other) => string.Equals(_connectionString, other._connectionString, StringComparison.Ordinal);

    // The full builder's mappings of ranges, geometry, networks, ... are never used, and take a tenth of a process's first run.
    static NpgsqlDataSource CreateSource(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        _ = builder.EnableTransportSecurity().EnableIntegratedSecurity().EnableArrays();
        return builder.Build();
    }

    /// <summary>
    /// Sessions that nobody uses end after a second or two, unless the settings say otherwise: DROP DATABASE and CREATE DATABASE ... TEMPLATE
    /// wait five seconds for the others to leave, and a loop of commands still shares its session.
    /// </summary>
    static string Pooled(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var usual = new NpgsqlConnectionStringBuilder();
        if (builder.ConnectionIdleLifetime == usual.ConnectionIdleLifetime && builder.ConnectionPruningInterval == usual.ConnectionPruningInterval)
            (builder.ConnectionIdleLifetime, builder.ConnectionPruningInterval) = (1, 1);
        return builder.ConnectionString;
    }

    /// <summary>Opens a session and gives it back: shows that the server can be reached and lets the role in.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="FraiseqlDataException">It cannot be reached, or does not; the id says which.</exception>
    public async Task CheckAsync(CancellationToken cancellation = default)
    {
        var session = await OpenAsync(cancellation).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Opens a session (or takes one from the pool); dispose it to give it back.</summary>
    /// <exception cref="FraiseqlDataException">The session cannot be had; see <see cref="ConnectErrors"/>.</exception>
    internal async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default)
    {
        if (IsClosed)
        {
            throw new FraiseqlDataException(
                "FqConnectionClosed", ErrorKind.InvalidOperation, $"The connection {Name} was closed.", "Connect again.", Name);
        }
        try
        {
            return await _source.Value.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectErrors.Translate(e, this) is { } known)
        {
            throw known;
        }
    }

    /// <summary>The target in one line, <c>user@host:port/database</c>.</summary>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0 && _source.IsValueCreated)
            _source.Value.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0 && _source.IsValueCreated)
            await _source.Value.DisposeAsync().ConfigureAwait(false);
    }

    static string SslModeName(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
