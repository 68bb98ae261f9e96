using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Makes a plan's rows, or single ones of them, without writing them to the database.</summary>
[Cmdlet("Build", "FqSeed")]
[OutputType(RowShape.TypeName)]
public sealed class BuildFqSeedCommand : RunCmdlet
{
    RowShape? _shape;

    /// <summary>The plan; without, one of the tables that -Table names.</summary>
    [Parameter(ValueFromPipeline = true)]
    public SeedPlan? Plan { get; set; }

    /// <summary>The tables whose rows are made; without, all of the plan's.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? Table { get; set; }

    /// <summary>The instance numbers of single rows of one table.</summary>
    [Parameter]
    [ValidateRange(1, PlanEntry.MaxCount)]
    public long[]? Instance { get; set; }

    private protected override void Process()
    {
        if (Plan is null && Table is null)
            throw new FraiseqlDataException("FqPlanMissing", ErrorKind.InvalidArgument, "There is nothing to build: neither a plan nor a table was given.", "Pipe a plan to Build-FqSeed, or use -Table.");
        var plan = WithParentCounts(PlanOr(Plan, Table ?? [], Instance?.Max() ?? new PlanEntry { Pattern = "" }.Count));
        var (target, scripts) = (TargetFor(Plan), new ScriptRunner(Ask));
        if (Instance is not null)
        {
            if (Table is not [var table] || WildcardPattern.ContainsWildcardCharacters(table))
                throw new FraiseqlDataException("FqTableNotSingle", ErrorKind.InvalidArgument, "-Instance is for rows of one table.", "Name the table: Build-FqSeed -Table tb_user -Instance 1001");
            foreach (var instance in Instance)
                Write(Await(token => SeedEngine.BuildRowAsync(plan, table, instance, target, scripts, token)));
            return;
        }
        foreach (var row in Stream(token => SeedEngine.BuildAsync(plan, target, scripts, token)))
        {
            if (Table is null || Table.Any(t => TableNames.Matches(t, row.Table)))
                Write(row);
        }
    }

    void Write(BuiltRow built)
    {
        var (table, row) = built;
        if (_shape is null || _shape.Table != table || !_shape.Columns.SequenceEqual(row.Columns))
            _shape = new RowShape(table, row.Columns);
        WriteObject(new RowObject(_shape, row));
    }
}
