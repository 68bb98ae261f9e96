using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Says of columns which rule decides what they get, and why, with samples. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "FqColumnRule")]
[OutputType(typeof(ColumnExplanation))]
public sealed class GetFqColumnRuleCommand : RunCmdlet
{
    /// <summary>The plan; without, ten rows of each table.</summary>
    [Parameter(ValueFromPipeline = true)]
    public SeedPlan? Plan { get; set; }

    /// <summary>Table names with wildcards, with or without schema.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[] Table { get; set; } = ["*"];

    /// <summary>Column names with wildcards.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[] Column { get; set; } = ["*"];

    private protected override void Process()
    {
        var (plan, target, scripts) = (WithParentCounts(PlanOr(Plan, Table, new PlanEntry { Pattern = "" }.Count)), TargetFor(Plan), new ScriptRunner(Ask));
        var all = Await(token => SeedEngine.ExplainAsync(plan, target, scripts, token)).Where(c => Table.Any(t => TableNames.Matches(t, c.Table))).ToList();
        foreach (var name in Table.Where(t => !WildcardPattern.ContainsWildcardCharacters(t) && !all.Exists(c => TableNames.Matches(t, c.Table))))
            WriteError(ErrorRecords.From(new FraiseqlDataException("FqTableNotFound", ErrorKind.NotFound, $"The plan has no table '{name}'.", "Resolve-FqSeedPlan lists its tables.", name)));
        foreach (var name in Column)
        {
            var found = all.FindAll(c => TableNames.Matches(name, c.Column));
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var nearest = NearestNames.DidYouMean(NearestNames.Of(name, all.Select(c => c.Column)));
                WriteError(ErrorRecords.From(new FraiseqlDataException("FqColumnNotFound", ErrorKind.NotFound, $"None of the tables has a column '{name}'.{nearest}", "Get-FqColumnRule without -Column lists all.", name)));
            }
            WriteObject(found, enumerateCollection: true);
        }
    }
}
