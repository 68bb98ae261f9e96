using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>Moves sequences past keys that the user gave, so that the next ordinary INSERT does not meet them.</summary>
static class SequenceCatchUp
{
    /// <summary>To be called when all rows are written. Like every move of a sequence it outlives a rollback, as a gap.</summary>
    public static async Task RunAsync(UnitOfWork unit, ResolvedPlan plan, RunLog log, CancellationToken cancellationToken)
    {
        foreach (var sql in Statements(plan, log))
            await unit.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The statements, and a warning for each sequence that the role may not move.</summary>
    public static IEnumerable<string> Statements(ResolvedPlan plan, RunLog log)
    {
        foreach (var use in SequenceUse.Given(plan))
        {
            if (use.Sequence is { IsOwner: true, CanUpdate: true })
                yield return Move(use);
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
