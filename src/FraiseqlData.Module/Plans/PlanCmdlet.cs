using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets that carry a plan out, or say what that would do.</summary>
public abstract class PlanCmdlet : DatabaseCmdlet
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public SeedPlan Plan { get; set; } = null!;

    /// <summary>The database; without, the plan's, then the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    /// <summary>How many rows parents get that have to be added, by table name: <c>@{ tb_manufacturer = 5 }</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public Hashtable? ParentCount { get; set; }

    /// <summary>The database that the command is about.</summary>
    private protected FqConnection Target => SingleOf(Connection) ?? Plan.Connection ?? TargetOf(null);

    /// <summary>The plan with the command's own parent counts.</summary>
    private protected virtual SeedPlan FullPlan => ParentCount is null
        ? Plan
        : Plan.With(Plan.Options with { ParentCounts = ParentCounts(ParentCount, Plan.Options.ParentCounts) });

    /// <summary>A plan with what a command's switches say, where they were given.</summary>
    internal static SeedPlan With(SeedPlan plan, SwitchParameter skipUnfillable, SwitchParameter createPartition) => plan.With(plan.Options with
    {
        SkipUnfillable = skipUnfillable.IsPresent ? skipUnfillable : plan.Options.SkipUnfillable,
        CreatePartitions = createPartition.IsPresent ? createPartition : plan.Options.CreatePartitions,
    });

    /// <summary>Reads parent counts.</summary>
    internal static IReadOnlyDictionary<string, long> ParentCounts(Hashtable given, IReadOnlyDictionary<string, long>? before = null)
    {
        var counts = new Dictionary<string, long>(before ?? new Dictionary<string, long>(), StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in given)
        {
            var table = entry.Key.ToString() ?? "";
            if (!LanguagePrimitives.TryConvertTo<long>(entry.Value, CultureInfo.InvariantCulture, out var count) || count is < 1 or > PlanEntry.MaxCount)
            {
                throw new FraiseqlDataException(
                    "FqCountOutOfRange", ErrorKind.InvalidArgument, $"-ParentCount of '{table}' is no number of rows.",
                    $"Use a count from 1 to {PlanEntry.MaxCount}, for example @{{ {table} = 5 }}.", table);
            }
            counts[table] = count;
        }
        return counts;
    }

    /// <summary>Says what the user should know of a resolved plan.</summary>
    private protected void Tell(IReadOnlyList<string> warnings, IReadOnlyList<LeftOutTable> leftOut)
    {
        foreach (var warning in warnings)
            WriteWarning(warning);
        foreach (var left in leftOut)
            WriteVerbose($"Left out: {left.Name} ({left.Reason}).");
    }
}
