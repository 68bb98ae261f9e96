using FraiseqlData.Planning;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>What can be said of a plan before it is carried out.</summary>
public sealed class PlanDiagnosis
{
    /// <summary>The tables that get rows, in load order, then those that cannot be filled.</summary>
    public required IReadOnlyList<TableFinding> Tables { get; init; }

    /// <summary>Relations that a wildcard matched but that are not filled, with the reason.</summary>
    public required IReadOnlyList<LeftOutTable> LeftOut { get; init; }

    /// <summary>What the user should know before the run.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether every table can be filled, so that a run gets as far as the server's own tests.</summary>
    public bool IsFillable => Tables.All(t => t.Fillable);

    internal static async Task<PlanDiagnosis> OfAsync(
        NpgsqlConnection connection, PreparedRun run, Unfilled unfilled, IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        var capacity = new CapacityFinder(connection, run);
        var findings = new List<TableFinding>();
        foreach (var program in run.Compiler.Compile(run.Plan, run.Data))
            findings.Add(TableFinding.Of(run, program, await capacity.FindAsync(program, cancellationToken).ConfigureAwait(false)));
        findings.AddRange(unfilled.Obstacles.OrderBy(o => o.Table.Name).Select(o => TableFinding.Of(o, unfilled)));
        return new PlanDiagnosis { Tables = findings, LeftOut = run.Plan.LeftOut, Warnings = [.. run.Plan.Warnings, .. warnings] };
    }
}
