using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets about pattern UUIDs, which know tables by a registry or by a database.</summary>
public abstract class UuidCmdlet : DatabaseCmdlet
{
    UuidDecoder? _decoder;

    /// <summary>Files with table codes, YAML or JSON.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] TableCodeFile { get; set; } = [];

    /// <summary>The database whose tables are known; without, the one of Connect-FqDatabase or of the environment, if any.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    /// <summary>Knows the tables; reads them once a command.</summary>
    private protected UuidDecoder Decoder => _decoder ??= UuidDecoder.Create(
        TableCodeReader.Read(TableCodeFile.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _))), ReadSchema());

    DatabaseSchema? ReadSchema()
    {
        if (SingleOf(Connection) is { } given)
            return Await(token => SchemaReader.ReadAsync(given, token));
        if (CurrentConnection() is null && !FqConnection.IsInEnvironment)
            return null;
        try
        {
            var found = CurrentConnection() ?? EnvironmentConnection();
            return Await(token => SchemaReader.ReadAsync(found, token));
        }
        // Nobody asked for the database; all but the tables' names can be said without it.
        catch (FraiseqlDataException e)
        {
            WriteVerbose($"Tables are not named: {e.Message}");
            return null;
        }
    }

    /// <summary>What an object of the pipeline says as a UUID: a UUID, a text, or the property Id or Uuid of an object, a seeded row for example.</summary>
    internal static string TextOf(object given)
    {
        var value = given is PSObject wrapped && wrapped.BaseObject is not (Guid or string)
            ? (wrapped.Properties["Uuid"] ?? wrapped.Properties["Id"])?.Value ?? wrapped.BaseObject
            : given;
        return (value is PSObject inner ? inner.BaseObject : value).ToString() ?? "";
    }
}
