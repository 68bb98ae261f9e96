using System.Globalization;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>Completes what is known of a connection the way libpq does, and finds one where nothing is given.</summary>
sealed class ConnectionResolver(ConnectionEnvironment environment)
{
    static readonly string[] UrlVariables = ["FRAISEQL_DATABASE_URL", "DATABASE_URL"];

    static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>Whether the environment says which server or database it means.</summary>
    public bool IsInEnvironment => UrlVariables.Concat(["PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE"]).Any(v => environment.Variable(v) is { Length: > 0 });

    /// <summary>The connection of the environment: FRAISEQL_DATABASE_URL, DATABASE_URL, then libpq's variables and defaults.</summary>
    public FqConnection FromEnvironment()
    {
        foreach (var variable in UrlVariables)
        {
            if (environment.Variable(variable) is not { Length: > 0 } text)
                continue;
            try
            {
                return Resolve(ConnectionText.Parse(text), variable);
            }
            catch (FraiseqlDataException e) when (e.Id == "FqConnectionInvalid")
            {
                throw new FraiseqlDataException(e.Id, e.Kind, $"{variable}: {e.Message}", e.RecommendedAction, variable);
            }
        }
        return Resolve(new ConnectionSettings(), "environment");
    }

    /// <summary>Adds to what was given the service it names, libpq's variables and libpq's defaults.</summary>
    /// <param name="given">What was given; it is completed in place.</param>
    /// <param name="source">Where that came from, for people.</param>
    public FqConnection Resolve(ConnectionSettings given, string source)
    {
        if ((given["service"] ?? environment.Variable("PGSERVICE")) is { Length: > 0 } service)
            _ = given.Complete(ServiceFile.Find(service, given["servicefile"], environment));
        var variables = new ConnectionSettings();
        foreach (var keyword in LibpqKeyword.ByName.Values.Where(k => k.Variable is not null))
            _ = variables.With(keyword.Name, environment.Variable(keyword.Variable!));
        _ = given.Complete(variables);

        try
        {
            return Build(given, source);
        }
        catch (ConnectionValueException e)
        {
            throw ConnectionText.Invalid($"the value of {e.Keyword} is not one that it can have");
        }
        catch (FormatException)
        {
            throw ConnectionText.Invalid("a port is not a number from 1 to 65535, or there are more ports than hosts");
        }
    }

    FqConnection Build(ConnectionSettings settings, string source)
    {
        var builder = settings.ToBuilder();
        var endpoints = settings.Endpoints(DefaultHost);
        builder.Username = settings["user"] ?? environment.UserName;
        builder.Database = settings["dbname"] ?? builder.Username;
        if (builder.Password is null && endpoints.Count == 1 && NameInPassFile(settings, endpoints[0]) is { } host)
            builder.Password = Password(settings["passfile"], host, endpoints[0].Port, builder.Database, builder.Username);
        if (settings["target_session_attrs"] is { } attributes && attributes != "any")
        {
            builder.TargetSessionAttributes = SessionAttributes(attributes);
            // Npgsql asks a server for its state only when it can choose among several.
            if (endpoints.Count == 1)
                SetHosts(builder, [endpoints[0], endpoints[0]]);
        }
        if (builder.Host is null)
            SetHosts(builder, endpoints);
        return new FqConnection(builder, endpoints, source);
    }

    /// <summary>The name by which the password file knows a server that is connected to by another name; null where it is the same.</summary>
    static string? NameInPassFile(ConnectionSettings settings, Endpoint endpoint) =>
        settings["hostaddr"] is not null ? settings["host"]
        : SocketFolders.Contains(endpoint.Host) ? "localhost"
        : null;

    string? Password(string? file, string host, int port, string database, string user) =>
        PassFile.Path(file, environment) is { } path && environment.ReadFile(path) is { } text
            ? PassFile.Find(text, host, port, database, user)
            : null;

    static void SetHosts(NpgsqlConnectionStringBuilder builder, IReadOnlyList<Endpoint> endpoints)
    {
        builder.Host = endpoints.Count == 1 ? endpoints[0].Host : string.Join(',', endpoints);
        if (endpoints.Count == 1)
            builder.Port = endpoints[0].Port;
    }

    static string SessionAttributes(string value) =>
        value is "read-write" or "read-only" or "primary" or "standby" or "prefer-standby" or "prefer-primary"
            ? value
            : throw new ConnectionValueException("target_session_attrs");

    /// <summary>libpq's default is the socket folder it was built with; which one that was is seen from where a socket lies.</summary>
    string DefaultHost(int port)
    {
        var socket = string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{port}");
        var folder = environment.IsWindows ? null : SocketFolders.FirstOrDefault(f => environment.Exists(f + "/" + socket));
        return folder ?? "localhost";
    }
}
