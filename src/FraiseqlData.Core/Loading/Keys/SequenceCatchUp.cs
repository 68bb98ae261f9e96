using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>Moves sequences past keys that the user gave, so that the next ordinary INSERT does not meet them.</summary>
static class SequenceCatchUp
{
    /// <summary>To be called when all rows are written. Like every move of a sequence it outlives a rollback, as a gap.</summary>
    public static async Task RunAsync(UnitOfWork unit, ResolvedPlan plan, RunLog log, CancellationToken cancellationToken)
    {
        foreach (var use in SequenceUse.Given(plan))
        {
            if (use.Sequence is { IsOwner: true, CanUpdate: true })
                await unit.ExecuteAsync(Move(use), cancellationToken).ConfigureAwait(false);
            else
                log.Warn($"The sequence {use.Sequence.Name} may now be behind the values of {string.Join(" and ", use.Names)}: only its owner moves it past keys that a plan gives.");
        }
    }

    static string Move(SequenceUse use)
    {
        var (name, rises) = (use.Sequence.Name.ToSql(), use.Sequence.Increment > 0);
        return FormattableString.Invariant(
            $"""
            SELECT pg_catalog.setval({SqlLiteral.Quote(name)}, given.key)
            FROM (SELECT {SequenceSql.Extreme(use, rises ? "max" : "min")} AS key) AS given, {name} AS s
            WHERE given.key BETWEEN {use.Sequence.MinValue} AND {use.Sequence.MaxValue}
              AND (s.last_value {(rises ? "<" : ">")} given.key OR (s.last_value = given.key AND NOT s.is_called))
            """);
    }
}
