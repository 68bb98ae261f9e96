using System.Collections;
using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Starts an empty plan of seed data.</summary>
[Cmdlet(VerbsCommon.New, "FqSeedPlan")]
[OutputType(typeof(SeedPlan))]
public sealed class NewFqSeedPlanCommand : DatabaseCmdlet
{
    /// <summary>The schemas in which unqualified table names are looked for; without, the search path, then any schema.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string[] Schema { get; set; } = [];

    /// <summary>The number that all values follow from.</summary>
    [Parameter]
    public long Seed { get; set; } = PlanOptions.DefaultSeed;

    /// <summary>The instant that dates are relative to.</summary>
    [Parameter]
    public DateTime? ReferenceDate { get; set; }

    /// <summary>The locale of names and addresses, for example <c>fr</c> or <c>pt_BR</c>; or several with weights.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Locale { get; set; }

    /// <summary>The share of NULLs in nullable columns, from 0 to 1.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? NullRatio { get; set; }

    /// <summary>How many rows parents get that have to be added, by table name.</summary>
    [Parameter]
    public Hashtable? ParentCount { get; set; }

    /// <summary>Settings of the server that hold while the plan is carried out, for defaults, triggers and policies that read them.</summary>
    [Parameter]
    public Hashtable? Setting { get; set; }

    /// <summary>Makes a partition that takes every row for each partitioned table that has none.</summary>
    [Parameter]
    public SwitchParameter CreatePartition { get; set; }

    /// <summary>What becomes of indexes and foreign keys while tables are loaded.</summary>
    [Parameter]
    public FqLoadStrategy LoadStrategy { get; set; }

    /// <summary>Files of rules for columns, YAML or JSON.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] RulesFile { get; set; } = [];

    /// <summary>What uuid keys are made of.</summary>
    [Parameter]
    public FqUuidStrategy UuidStrategy { get; set; }

    /// <summary>The seed directory in pattern UUIDs, 0 to 99.</summary>
    [Parameter]
    public int? SeedDir { get; set; }

    /// <summary>The function in pattern UUIDs, 0 to 9999.</summary>
    [Parameter]
    public int? Function { get; set; }

    /// <summary>The scenario in pattern UUIDs, 0 to 9999.</summary>
    [Parameter]
    public int? Scenario { get; set; }

    /// <summary>The test case in pattern UUIDs, 0 to 99.</summary>
    [Parameter]
    public int? TestCase { get; set; }

    /// <summary>Files with table codes, YAML or JSON.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] TableCodeFile { get; set; } = [];

    /// <summary>The baseline that parents are taken from: a folder, a file, or what Import-FqBaseline returned.</summary>
    [Parameter]
    [BaselineTransformation]
    public BaselineArgument? Baseline { get; set; }

    /// <summary>Treats columns fk_... without a declared foreign key as keys to the tables that they name.</summary>
    [Parameter]
    public SwitchParameter InferForeignKeys { get; set; }

    /// <summary>The template of Trinity tables' identifiers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdentifierTemplate { get; set; }

    /// <summary>Which instances rows may have.</summary>
    [Parameter]
    public FqInstanceRange InstanceRange { get; set; }

    /// <summary>Which of several workers carries the plan out, from 1.</summary>
    [Parameter]
    public int? Worker { get; set; }

    /// <summary>How many workers there are.</summary>
    [Parameter]
    public int? WorkerCount { get; set; }

    /// <summary>Where the rows go.</summary>
    [Parameter]
    public FqBackend? Backend { get; set; }

    /// <summary>The staging schema; without, staging, else prep_seed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    public string? StagingSchema { get; set; }

    /// <summary>The function or procedure that moves all rows out of staging, where it has a name of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResolveFunction { get; set; }

    /// <summary>The database; without, the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    private protected override void End()
    {
        var options = new PlanOptions { Seed = Seed, Schemas = Schema, CreatePartitions = CreatePartition, LoadStrategy = (LoadStrategy)LoadStrategy };
        if (ReferenceDate is { } date)
            options = options with { ReferenceDate = date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : DateTime.SpecifyKind(date, DateTimeKind.Utc) };
        var rules = RulesFile.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)).ToList();
        if ((LocaleReader.Read(Locale) ?? rules.Select(RulesReader.Locale).FirstOrDefault(l => l is not null)) is { } locale)
            options = options with { Locale = locale };
        if (NullRatio is { } ratio)
            options = options with { NullRatio = ratio };
        if (ParentCount is not null)
            options = options with { ParentCounts = PlanCmdlet.ParentCounts(ParentCount) };
        if (Setting is not null)
            options = options with { Settings = SettingReader.Read(Setting) };
        options = BackendReader.With(WithIds(options), Backend, StagingSchema, ResolveFunction);
        var generators = new Dictionary<string, CustomGenerator>(RunspaceState.Current.Generators, StringComparer.OrdinalIgnoreCase);
        options = options with { Rules = [.. rules.SelectMany(path => RulesReader.Read(path, generators))] };
        WriteObject(RunspaceState.Current.AddGenerators(SeedPlan.Create(SingleOf(Connection) ?? TargetOf(null), options)));
    }

    PlanOptions WithIds(PlanOptions options)
    {
        var fields = options.Uuid;
        return options with
        {
            UuidStrategy = (UuidStrategy)UuidStrategy,
            Uuid = new UuidFields(SeedDir ?? fields.SeedDirectory, Function ?? fields.Function, Scenario ?? fields.Scenario, TestCase ?? fields.TestCase),
            TableCodes = TableCodeReader.Read(TableCodeFile.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _))),
            Baseline = Baseline?.Get(this),
            InferForeignKeys = InferForeignKeys,
            IdentifierTemplate = IdentifierTemplate,
            InstanceRange = (InstanceRange)InstanceRange,
            Worker = (Worker, WorkerCount) switch
            {
                (null, null) => null,
                ({ } number, { } count) => new PlanWorker(number, count),
                _ => throw new FraiseqlDataException("FqWorkerInvalid", ErrorKind.InvalidArgument, "-Worker and -WorkerCount belong together.", "Give both: -Worker 3 -WorkerCount 8."),
            },
        };
    }
}
