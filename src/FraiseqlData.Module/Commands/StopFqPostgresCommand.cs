using System.Management.Automation;
using FraiseqlData.Servers;

namespace FraiseqlData.Module;

/// <summary>Stops throwaway servers and deletes their data; without a server, all that this session started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FqPostgres", SupportsShouldProcess = true)]
public sealed class StopFqPostgresCommand : DatabaseCmdlet
{
    /// <summary>The servers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public ThrowawayServer[]? Server { get; set; }

    private protected override void Process()
    {
        var state = RunspaceState.Current;
        foreach (var server in Server ?? [.. state.Servers])
        {
            if (!ShouldProcess(server.ToString(), "Stop the server and delete its data"))
                continue;
            _ = Await(async token =>
            {
                await server.StopAsync(token);
                return true;
            });
            state.Forget(server);
        }
    }
}
