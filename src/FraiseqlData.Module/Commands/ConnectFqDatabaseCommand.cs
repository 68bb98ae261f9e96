using System.Management.Automation;
using FraiseqlData.Connections;

namespace FraiseqlData.Module;

/// <summary>Makes a database the one that the session's commands use.</summary>
[Cmdlet(VerbsCommunications.Connect, "FqDatabase", DefaultParameterSetName = GivenSet)]
[OutputType(typeof(FqConnection))]
public sealed class ConnectFqDatabaseCommand : DatabaseCmdlet
{
    const string GivenSet = "Connection";
    const string PartsSet = "Parts";

    /// <summary>A connection string, URI, connection, or throwaway server.</summary>
    [Parameter(ParameterSetName = GivenSet, Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    public ConnectionArgument? Connection { get; set; }

    /// <summary>The host's name or address, or the folder of its socket.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    public string? HostName { get; set; }

    /// <summary>The port.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>A section of pg_service.conf.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    public string? Service { get; set; }

    /// <summary>The database's name.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    public string? Database { get; set; }

    /// <summary>The role and its password.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>How TLS is used.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    public FqSslMode? SslMode { get; set; }

    private protected override void Process()
    {
        var connection = ParameterSetName == GivenSet
            ? Connection?.Get() ?? EnvironmentConnection()
            : RunspaceState.Current.Known(FromParts());
        _ = Await(async token =>
        {
            await connection.CheckAsync(token);
            return true;
        });
        RunspaceState.Current.Default = connection;
        WriteObject(connection);
    }

    FqConnection FromParts() => FqConnection.Create(
        HostName,
        Port,
        Database,
        Credential?.UserName,
        Credential?.GetNetworkCredential().Password,
        Service,
        SslMode is { } mode ? FqSslModes.Keyword(mode) : null);
}
