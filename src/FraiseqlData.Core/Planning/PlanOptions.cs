using System.Collections.Immutable;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>Options of a whole plan.</summary>
public sealed record PlanOptions
{
    /// <summary>The default seed.</summary>
    public const long DefaultSeed = 42;

    /// <summary>The number that all values follow from: the same seed gives the same data.</summary>
    public long Seed { get; init; } = DefaultSeed;

    /// <summary>The instant that dates are relative to, in UTC; never the clock, so that a plan gives the same data on any day.</summary>
    public DateTime ReferenceDate { get; init; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The schemas in which unqualified names are looked for; empty for the search path, then any schema.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The locale of names and addresses, as Bogus writes it, for example <c>en</c>, <c>fr</c>, <c>de</c>, <c>pt_BR</c>; or a mix of several.</summary>
    public LocaleMix Locale { get; init; } = "en";

    /// <summary>The share of NULLs, from 0 to 1, in nullable columns that nothing else decides, foreign keys among them.</summary>
    public double NullRatio { get; init; } = 0.1;

    /// <summary>The user's own generators, by name ignoring case; <see cref="SeedPlan.WithGenerator(CustomGenerator)"/> adds one.</summary>
    public IReadOnlyDictionary<string, CustomGenerator> Generators { get; init; } = ImmutableDictionary<string, CustomGenerator>.Empty;

    /// <summary>Rules of a project or a company for columns that nothing else decides; the first that matches a column counts.</summary>
    public IReadOnlyList<ColumnRule> Rules { get; init; } = [];

    /// <summary>The fields of pattern UUIDs besides table and instance.</summary>
    public UuidFields Uuid { get; init; } = new();

    /// <summary>What uuid keys are made of, where an entry does not say otherwise.</summary>
    public UuidStrategy UuidStrategy { get; init; }

    /// <summary>A registry of table codes, by table name with or without schema; <see cref="TableCodeFile"/> reads one.</summary>
    public IReadOnlyDictionary<string, int> TableCodes { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The baseline that parents are taken from where the plan does not fill their tables, or null for any rows.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Whether columns <c>fk_...</c> without a declared foreign key are treated as keys to the tables that they name.</summary>
    public bool InferForeignKeys { get; init; }

    /// <summary>
    /// The template of Trinity tables' identifiers, or null for names and instances. As <see cref="TemplateOverride"/>; it has to contain
    /// <c>{instance}</c>.
    /// </summary>
    public string? IdentifierTemplate { get; init; }

    /// <summary>Which instances rows may have.</summary>
    public InstanceRange InstanceRange { get; init; }

    /// <summary>Which of several workers that make separate data carries the plan out, or null where there is one only.</summary>
    public PlanWorker? Worker { get; init; }

    /// <summary>How many rows a parent gets that the plan has to add, by table name (with or without schema).</summary>
    public IReadOnlyDictionary<string, long> ParentCounts { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Whether tables that cannot be filled are left out, with a warning; otherwise they are an error, and nothing is written.</summary>
    public bool SkipUnfillable { get; init; }

    /// <summary>Whether a partitioned table that has no partition gets one that takes every row; otherwise it cannot be filled.</summary>
    public bool CreatePartitions { get; init; }

    /// <summary>What becomes of indexes and foreign keys while tables are loaded.</summary>
    public LoadStrategy LoadStrategy { get; init; }

    /// <summary>Where rows go.</summary>
    public BackendChoice Backend { get; init; }

    /// <summary>The staging schema, or null for <c>staging</c>, else <c>prep_seed</c>.</summary>
    public string? StagingSchema { get; init; }

    /// <summary>
    /// The function or procedure that moves all rows from staging into their tables, with or without schema; null for
    /// <c>fn_resolve_all_staging</c> where it exists, else a <c>fn_resolve_&lt;table&gt;</c> for each table.
    /// </summary>
    public string? ResolveFunction { get; init; }

    /// <summary>Settings of the server that hold in the run's transaction, for defaults, triggers and policies that read them.</summary>
    public IReadOnlyList<PlanSetting> Settings { get; init; } = [];
}

/// <summary>Where the rows of a plan go.</summary>
public enum BackendChoice
{
    /// <summary>Straight into their tables.</summary>
    Direct,
    /// <summary>Into the project's staging schema, whose functions move them into their tables.</summary>
    Staging,
    /// <summary>Into staging where it is complete, else straight into their tables, with a warning.</summary>
    Auto,
}

/// <summary>One of several workers that make separate data side by side: each has its own share of the instances.</summary>
/// <param name="Number">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many workers there are, from 1 to 500.</param>
public sealed record PlanWorker(int Number, int Count)
{
    /// <summary>The most workers: each has at least one instance of the baseline's range.</summary>
    public const int MaxCount = 500;
}

/// <summary>The fields of a pattern UUID that a plan fixes.</summary>
/// <param name="SeedDirectory">0 to 99; 21 is fraiseql-uuid's general test data.</param>
/// <param name="Function">0 to 9999.</param>
/// <param name="Scenario">0 to 9999.</param>
/// <param name="TestCase">0 to 99.</param>
public sealed record UuidFields(int SeedDirectory = 21, int Function = 0, int Scenario = 0, int TestCase = 0);
