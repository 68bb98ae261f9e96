using System.Collections;
using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>
/// Takes a connection as a connection string, a URI, a connection object, or anything with a <c>Connection</c> property (a throwaway server).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Unwrap(inputData) switch
    {
        string text => Of(text),
        IEnumerable several and not IDictionary => several.Cast<object?>().Select(one => One(Unwrap(one))).ToArray(),
        var one => One(one),
    };

    static ConnectionArgument One(object? input) => input switch
    {
        ConnectionArgument argument => argument,
        FqConnection connection => ConnectionArgument.Of(() => connection),
        Uri uri => Of(uri.OriginalString),
        string text => Of(text),
        // A server's own connection must outlive Disconnect-FqDatabase, so the session gets one of its own.
        not null when Unwrap(PSObject.AsPSObject(input).Properties["Connection"]?.Value) is FqConnection connection =>
            ConnectionArgument.Of(() => connection.WithDatabase(connection.Database)),
        _ => ConnectionArgument.Of(() => throw new FraiseqlDataException(
            "FqConnectionInvalid", ErrorKind.InvalidArgument,
            $"A connection cannot be made of {(input is null ? "$null" : $"a {input.GetType().Name}")}.",
            "Give a connection string, a postgresql:// URI, or what Connect-FqDatabase returned.")),
    };

    static ConnectionArgument Of(string text) => ConnectionArgument.Of(() => FqConnection.Parse(text));

    static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
