using System.Collections;
using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Gives a plan with more tables. The plan that it was given stays as it is.</summary>
[Cmdlet(VerbsCommon.Add, "FqTable", DefaultParameterSetName = CountSet)]
[OutputType(typeof(SeedPlan))]
public sealed class AddFqTableCommand : AsyncCmdlet
{
    const string CountSet = "Count";
    const string RowSet = "Row";

    IReadOnlyDictionary<string, ColumnOverride> _overrides = new Dictionary<string, ColumnOverride>();

    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public SeedPlan Plan { get; set; } = null!;

    /// <summary>Table names with wildcards, with or without schema.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Table { get; set; } = null!;

    /// <summary>How many rows each table gets.</summary>
    [Parameter(Position = 1, ParameterSetName = CountSet)]
    [CountTransformation]
    public long Count { get; set; } = new PlanEntry { Pattern = "" }.Count;

    /// <summary>Rows to take over, for example from Import-Csv: each property is a column.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet)]
    public PSObject[]? Row { get; set; }

    /// <summary>What columns get instead of generated values: a value, a list, a script block, or an instruction.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OverrideCompleter))]
    public IDictionary? Override { get; set; }

    /// <summary>Tables that are left out.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Exclude { get; set; } = [];

    /// <summary>A name for this entry of the plan.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    private protected override void Begin()
    {
        if (Key is not null && Table.Length > 1)
        {
            throw new FraiseqlDataException(
                "FqKeyNotSingle", ErrorKind.InvalidArgument, $"The key '{Key}' is for one entry, but {Table.Length} names or patterns were given.",
                "Call Add-FqTable once for each, or use one pattern.", Key);
        }
        if (Count == CountTransformationAttribute.NoNumber)
        {
            throw new FraiseqlDataException(
                "FqCountOutOfRange", ErrorKind.InvalidArgument, $"-Count for '{Table[0]}' is no number.", $"Use a count from 1 to {PlanEntry.MaxCount}.", Table[0]);
        }
        var overrides = Row is null ? [] : OverrideReader.ReadRows(Row);
        foreach (var (column, value) in OverrideReader.Read(Override, script => CapturedScript.Of(script, SessionState, WriteWarning)))
            overrides[column] = value;
        _overrides = overrides;
    }

    private protected override void Process()
    {
        var plan = RunspaceState.Current.AddGenerators(Plan);
        foreach (var pattern in Table)
        {
            var entry = new PlanEntry { Pattern = pattern, Exclude = Exclude, Count = Row?.Length ?? Count, Key = Key, Overrides = _overrides };
            plan = Await(token => SeedEngine.AddAsync(plan, entry, token));
        }
        WriteObject(plan);
    }
}
