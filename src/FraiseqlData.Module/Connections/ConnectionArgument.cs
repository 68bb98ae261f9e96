using FraiseqlData.Connections;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>
/// What was given to a <c>-Connection</c> parameter. It shows no secret, and an error of its text is raised by the cmdlet, not by the binder.
/// </summary>
public sealed class ConnectionArgument
{
    readonly object _connectionOrError;

    ConnectionArgument(object connectionOrError) => _connectionOrError = connectionOrError;

    /// <summary>The target in one line, <c>user@host:port/database</c>.</summary>
    public override string ToString() => _connectionOrError as FqConnection is { } connection ? connection.Name : "an invalid connection";

    internal static ConnectionArgument Of(Func<FqConnection> connection)
    {
        try
        {
            return new ConnectionArgument(RunspaceState.Current.Known(connection()));
        }
        catch (FraiseqlDataException e)
        {
            return new ConnectionArgument(e);
        }
    }

    internal FqConnection Get() => _connectionOrError as FqConnection ?? throw (FraiseqlDataException)_connectionOrError;
}
