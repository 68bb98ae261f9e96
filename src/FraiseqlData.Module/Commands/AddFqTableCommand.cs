using System.Collections;
using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Gives a plan with more tables. The plan that it was given stays as it is.</summary>
[Cmdlet(VerbsCommon.Add, "FqTable", DefaultParameterSetName = CountSet)]
[OutputType(typeof(SeedPlan))]
public sealed class AddFqTableCommand : AsyncCmdlet
{
    const string CountSet = "Count";
    const string RowSet = "Row";
    const string PerParentSet = "PerParent";

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

    /// <summary>How many rows each parent gets: by a column of the foreign key, its name or the parent's table, a number, a range or a distribution.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PerParentSet)]
    public IDictionary? PerParent { get; set; }

    /// <summary>Gives rows also to parents that were there before the run.</summary>
    [Parameter(ParameterSetName = PerParentSet)]
    public SwitchParameter IncludeExisting { get; set; }

    /// <summary>How the rows of a table that refers to itself form trees: roots, fanout and depth, or the number of rows on each level.</summary>
    [Parameter(ParameterSetName = CountSet)]
    public IDictionary? Hierarchy { get; set; }

    /// <summary>Rows to take over, for example from Import-Csv: each property is a column.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet)]
    public PSObject[]? Row { get; set; }

    /// <summary>What columns get instead of generated values: a value, a list, a script block, or an instruction.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OverrideCompleter))]
    public IDictionary? Override { get; set; }

    /// <summary>Columns that sum the table's children up: <c>@{ total = 'sum(tb_line.amount)' }</c>.</summary>
    [Parameter]
    public IDictionary? Rollup { get; set; }

    /// <summary>The share of NULLs: a number for all nullable columns, or one for each column.</summary>
    [Parameter]
    public object? NullRatio { get; set; }

    /// <summary>Tables that are left out.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Exclude { get; set; } = [];

    /// <summary>A name for this entry of the plan.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The locale of the tables' names and addresses, or several with weights; without, the plan's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Locale { get; set; }

    /// <summary>The table's code in pattern UUIDs, six digits.</summary>
    [Parameter]
    public string? TableCode { get; set; }

    /// <summary>What the uuid keys are made of; without, what the plan says.</summary>
    [Parameter]
    public FqUuidStrategy? UuidStrategy { get; set; }

    /// <summary>The template of Trinity tables' identifiers; without, what the plan says.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdentifierTemplate { get; set; }

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
            var entry = new PlanEntry
            {
                Pattern = pattern,
                Exclude = Exclude,
                Count = Row?.Length ?? (Hierarchy is null || MyInvocation.BoundParameters.ContainsKey(nameof(Count)) ? Count : 0),
                Key = Key,
                Locale = LocaleReader.Read(Locale),
                Overrides = _overrides,
                PerParent = PerParent is null ? null : ShapeReader.PerParent(PerParent, IncludeExisting),
                Hierarchy = ShapeReader.Hierarchy(pattern, Hierarchy),
                Rollups = ShapeReader.Rollups(Rollup),
                NullRatios = ShapeReader.NullRatios(NullRatio),
                TableCode = TableCode,
                UuidStrategy = (UuidStrategy?)UuidStrategy,
                IdentifierTemplate = IdentifierTemplate,
            };
            plan = Await(token => SeedEngine.AddAsync(plan, entry, token));
        }
        WriteObject(plan);
    }
}
