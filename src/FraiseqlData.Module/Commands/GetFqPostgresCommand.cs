using System.Management.Automation;
using FraiseqlData.Servers;

namespace FraiseqlData.Module;

/// <summary>Lists the throwaway servers that this session started and did not stop.</summary>
[Cmdlet(VerbsCommon.Get, "FqPostgres")]
[OutputType(typeof(ThrowawayServer))]
public sealed class GetFqPostgresCommand : DatabaseCmdlet
{
    private protected override void End() => WriteObject(RunspaceState.Current.Servers.ToList(), enumerateCollection: true);
}
