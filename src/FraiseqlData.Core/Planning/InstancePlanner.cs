using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>Settles which instances the rows of a run have.</summary>
/// <param name="options">The plan's options.</param>
/// <param name="codes">The codes of all tables.</param>
/// <param name="wishes">What the entries ask for, by table.</param>
sealed class InstancePlanner(PlanOptions options, TableCodes codes, IReadOnlyDictionary<QualifiedName, List<Wish>> wishes)
{
    public TableCodes Codes => codes;

    /// <summary>The instances of a table that a run may use, and how they are found in its rows.</summary>
    public InstanceScope ScopeOf(Table table)
    {
        var (first, last) = BoundsOf(table);
        if (options.Worker is { } worker)
            (first, last) = InstanceRanges.ShareOf((first, last), worker.Number, worker.Count);
        // Alone and without a range of its own, a run goes on wherever the last one ended.
        else if (options.InstanceRange == InstanceRange.Auto)
            last = PatternUuid.MaxInstance;
        var strategies = wishes.GetValueOrDefault(table.Name, []).Select(w => w.Entry.UuidStrategy ?? options.UuidStrategy).DefaultIfEmpty(options.UuidStrategy);
        return new InstanceScope(UuidKeys.Find(table) is null ? null : codes.Of(table.Name), first, last, strategies.Any(s => s != UuidStrategy.Pattern), options.ReferenceDate);
    }

    /// <summary>The first and the last instance of the plan's range.</summary>
    public (long First, long Last) BoundsOf(Table table) => InstanceRanges.BoundsOf(options.InstanceRange, TrinityTable.Detect(table) is not null);

    /// <summary>How many instances several workers share; 0 where there is one only.</summary>
    public long SharedOf(Table table) => options.Worker is null ? 0 : BoundsOf(table).Last - BoundsOf(table).First + 1;

    /// <summary>The instance behind the highest that is there, within the plan's range.</summary>
    public long NextOf(Table table, TableState state) => Math.Max(ScopeOf(table).First, state.HighestInstance + 1);

    /// <summary>The instance of a table's first row.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqInstanceRangeExceeded</c>: the rows do not fit into the range that the user gave.</exception>
    public long FirstOf(Table table, TableState state, long count, List<string> warnings)
    {
        var (scope, first) = (ScopeOf(table), NextOf(table, state));
        if (scope.TableCode is null && options.InstanceRange == InstanceRange.Auto)
            return first;
        if (first + count - 1 > scope.Last)
            throw PlanErrors.InstanceRangeExceeded(table, count, first, scope.Last, options);
        if (scope.TableCode is null || first >= InstanceRanges.FirstRuntime || first + count <= InstanceRanges.FirstRuntime)
            return first;
        warnings.Add(string.Create(CultureInfo.InvariantCulture,
            $"{count} rows of {table.Name} do not fit below instance {InstanceRanges.FirstRuntime}, where test data ends, behind the {first - 1} that are taken: they begin at {InstanceRanges.FirstRuntime}."));
        return InstanceRanges.FirstRuntime;
    }
}
