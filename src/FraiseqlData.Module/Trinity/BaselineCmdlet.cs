using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets about baselines.</summary>
public abstract class BaselineCmdlet : DatabaseCmdlet
{
    /// <summary>A folder, a file, or what Import-FqBaseline returned.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [BaselineTransformation]
    public BaselineArgument Path { get; set; } = null!;

    /// <summary>The schemas in which table names without one are looked for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string[] Schema { get; set; } = [];

    /// <summary>Files with table codes, YAML or JSON.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] TableCodeFile { get; set; } = [];

    /// <summary>The database; without, the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected FqConnection Target => SingleOf(Connection) ?? TargetOf(null);

    private protected PlanOptions Options => new()
    {
        Schemas = Schema,
        TableCodes = TableCodeReader.Read(TableCodeFile.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _))),
    };

    /// <summary>Reads the baseline and checks it against the database.</summary>
    private protected Baseline Checked()
    {
        var (baseline, target, options) = (Path.Get(this), Target, Options);
        return Await(async token =>
        {
            await SeedEngine.CheckBaselineAsync(target, baseline, options, token).ConfigureAwait(false);
            return baseline;
        });
    }
}
