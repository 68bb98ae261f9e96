using System.Net.Sockets;
using System.Security.Authentication;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>Says why a session could not be opened.</summary>
static class ConnectErrors
{
    /// <summary>The error for people, or null where the cause is none of the server's or the network's.</summary>
    public static FraiseqlDataException? Translate(Exception error, FqConnection target)
    {
        // Several hosts were tried: the last one's complaint stands for all, but an answer of a server says more than silence.
        var cause = error is NpgsqlException { InnerException: AggregateException all }
            ? all.Flatten().InnerExceptions.OfType<PostgresException>().LastOrDefault() ?? all.Flatten().InnerExceptions[^1]
            : error;
        return cause switch
        {
            PostgresException answer => Answer(answer, target, error),
            NpgsqlException or SocketException or TimeoutException or IOException or AuthenticationException => Network(cause, target, error),
            ArgumentException or NotSupportedException or System.Security.Cryptography.CryptographicException => new FraiseqlDataException(
                "FqConnectionInvalid",
                ErrorKind.InvalidArgument,
                $"The settings of {target} do not go together: {cause.Message}",
                "Check the options of the connection and the certificate files it names.",
                target.Name,
                error),
            _ => null,
        };
    }

    static FraiseqlDataException Answer(PostgresException e, FqConnection target, Exception inner) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => Authentication($"{target.Host} refused the password of role '{target.User}' ({target}).", target, inner),
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            Authentication($"{target.Host} does not let role '{target.User}' in ({target}): {e.MessageText}.", target, inner),
        PostgresErrorCodes.InvalidCatalogName => new(
            "FqDatabaseNotFound",
            ErrorKind.NotFound,
            $"There is no database '{target.Database}' on {target.Host} port {target.Port}.",
            "Check the name (psql -l lists the databases), or create it with CREATE DATABASE.",
            target.Database,
            inner),
        PostgresErrorCodes.InsufficientPrivilege => new(
            "FqPermissionDenied",
            ErrorKind.Permission,
            $"Role '{target.User}' may not connect to database '{target.Database}': {e.MessageText}.",
            $"As its owner: GRANT CONNECT ON DATABASE {Quote(target.Database)} TO {Quote(target.User)}.",
            target.Name,
            inner),
        PostgresErrorCodes.TooManyConnections => new(
            "FqTooManyConnections",
            ErrorKind.Resource,
            $"{target} takes no more connections: {e.MessageText}.",
            "Close other sessions, or raise max_connections (or the role's or database's limit).",
            target.Name,
            inner),
        PostgresErrorCodes.CannotConnectNow => new(
            "FqServerNotReady",
            ErrorKind.Connection,
            $"{target} is not ready: {e.MessageText}.",
            "Try again when the server has started.",
            target.Name,
            inner),
        _ => new(
            "FqSessionRefused",
            ErrorKind.Connection,
            $"{target} refuses the session: {e.MessageText} [{e.SqlState}].",
            "Check the options of the connection (options=..., PGOPTIONS) and the settings of the role and the database.",
            target.Name,
            inner),
    };

    static FraiseqlDataException Network(Exception cause, FqConnection target, Exception inner)
    {
        var causes = new List<Exception>();
        for (var e = cause; e is not null; e = e.InnerException)
            causes.Add(e);
        var socket = causes.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        if (socket is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            return new FraiseqlDataException(
                "FqConnectionRefused",
                ErrorKind.Connection,
                $"No PostgreSQL server listens at {target.Host} port {target.Port} ({target}).",
                "Start the server, or correct host and port; Start-FqPostgres gives a throwaway server.",
                target.Name,
                inner);
        }
        if (socket is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            return new FraiseqlDataException(
                "FqHostNotFound",
                ErrorKind.Connection,
                $"The host '{target.Host}' has no known address ({target}).",
                "Correct the host's name.",
                target.Name,
                inner);
        }
        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
        {
            return new FraiseqlDataException(
                "FqTlsFailed",
                ErrorKind.Connection,
                $"No secure session with {target} (sslmode {target.SslMode}): {tls.Message}",
                "Check sslmode, sslrootcert and the server's certificate.",
                target.Name,
                inner);
        }
        // Npgsql has no type of its own for a password that is asked for and not there.
        if (cause.Message.StartsWith("No password has been provided", StringComparison.Ordinal))
        {
            return Authentication($"{target.Host} asks for a password of role '{target.User}', and none was given ({target}).", target, inner);
        }
        return new FraiseqlDataException(
            "FqServerUnreachable",
            ErrorKind.Connection,
            $"The server of {target} cannot be reached: {causes[^1].Message.TrimEnd('.')}.",
            "Check host, port, network and firewall.",
            target.Name,
            inner);
    }

    static FraiseqlDataException Authentication(string message, FqConnection target, Exception inner) => new(
        "FqAuthenticationFailed",
        ErrorKind.Authentication,
        message,
        "Give the role and its password with -Credential, PGPASSWORD or a .pgpass file, and check pg_hba.conf.",
        target.Name,
        inner);

    static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
