using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Closes a connection's sessions; without one, those of the session's own connection.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "FqDatabase")]
public sealed class DisconnectFqDatabaseCommand : DatabaseCmdlet
{
    /// <summary>The connections; without, that of Connect-FqDatabase.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected override void Process()
    {
        var connections = Connection is null ? CurrentConnection() is { } current ? [current] : [] : TargetsOf(Connection);
        if (connections.Count == 0)
            WriteVerbose("There is no connection to close.");
        foreach (var connection in connections)
        {
            connection.Dispose();
            if (ReferenceEquals(RunspaceState.Current.Default, connection))
                RunspaceState.Current.Default = null;
            WriteVerbose($"Closed {connection.Name}.");
        }
    }
}
