using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>The base of the cmdlets that look at a plan and a database.</summary>
public abstract class RunCmdlet : DatabaseCmdlet
{
    /// <summary>The database; without, the plan's, then the session's.</summary>
    [Parameter]
    [ConnectionTransformation]
    public ConnectionArgument[]? Connection { get; set; }

    /// <summary>How many rows parents get that have to be added, by table name: <c>@{ tb_manufacturer = 5 }</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public Hashtable? ParentCount { get; set; }

    /// <summary>The database that the command is about.</summary>
    private protected FqConnection TargetFor(SeedPlan? plan) => SingleOf(Connection) ?? plan?.Connection ?? TargetOf(null);

    /// <summary>A plan with the command's own parent counts.</summary>
    private protected SeedPlan WithParentCounts(SeedPlan plan) => ParentCount is null
        ? plan
        : plan.With(plan.Options with { ParentCounts = ParentCounts(ParentCount, plan.Options.ParentCounts) });

    /// <summary>The plan of a command that can do without: then so many rows of tables, or fewer where fewer fit.</summary>
    private protected SeedPlan PlanOr(SeedPlan? given, IEnumerable<string> tables, long count) => given
        ?? tables.Aggregate(RunspaceState.Current.AddGenerators(SeedPlan.Create(TargetFor(null))), (plan, table) => plan.Add(new PlanEntry { Pattern = table, Count = count, IsAsManyAsFit = true }));

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
