using FraiseqlData.Connections;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets that talk to a database.</summary>
public abstract class DatabaseCmdlet : AsyncCmdlet
{
    /// <summary>The connection that was given, else the runspace's, else the environment's.</summary>
    private protected static FqConnection TargetOf(ConnectionArgument? given) =>
        given?.Get() ?? CurrentConnection() ?? EnvironmentConnection();

    /// <summary>The same for a parameter that takes several connections.</summary>
    private protected static IReadOnlyList<FqConnection> TargetsOf(ConnectionArgument[]? given) =>
        given is { Length: > 0 } ? [.. given.Select(c => c.Get())] : [TargetOf(null)];

    /// <summary>The one connection of a parameter that takes several, for commands that use one; null when none was given.</summary>
    private protected FqConnection? SingleOf(ConnectionArgument[]? given) => given switch
    {
        null or [] => null,
        [var only] => only.Get(),
        _ => throw new FraiseqlDataException(
            "FqConnectionNotSingle", ErrorKind.InvalidArgument,
            $"{MyInvocation.MyCommand.Name} uses one connection, but {given.Length} were given.", "Call it once for each of them."),
    };

    /// <summary>The connection of Connect-FqDatabase, or null.</summary>
    private protected static FqConnection? CurrentConnection() => RunspaceState.Current.Default;

    private protected static FqConnection EnvironmentConnection() => RunspaceState.Current.Known(FqConnection.FromEnvironment());
}
