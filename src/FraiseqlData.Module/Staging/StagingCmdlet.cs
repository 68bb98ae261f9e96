using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Staging;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets about a staging schema.</summary>
public abstract class StagingCmdlet : DatabaseCmdlet
{
    /// <summary>The production schemas; without, all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string[] Schema { get; set; } = [];

    /// <summary>The staging schema; without, staging, else prep_seed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string? StagingSchema { get; set; }

    /// <summary>The database; without, the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    /// <summary>The database that the command is about.</summary>
    private protected FqConnection Target => SingleOf(Connection) ?? TargetOf(null);

    /// <summary>What the parameters say.</summary>
    private protected virtual StagingOptions Options => new() { StagingSchema = StagingSchema, Schemas = Schema };
}
