using System.Management.Automation;
using FraiseqlData.Connections;

namespace FraiseqlData.Module;

/// <summary>Shows the connection that commands use when they are given none. Opens no session.</summary>
[Cmdlet(VerbsCommon.Get, "FqConnection")]
[OutputType(typeof(FqConnection))]
public sealed class GetFqConnectionCommand : DatabaseCmdlet
{
    private protected override void End() => WriteObject(TargetOf(null));
}
