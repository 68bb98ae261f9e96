using FraiseqlData.Errors;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Planning;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Sums children up into their parents' columns, when all rows are written: one statement a table, for the rows of the run.</summary>
static class RollupLoader
{
    /// <summary>Runs a plan's roll-ups, in order.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqRollupRefused</c>: a constraint of the parent refuses a sum.</exception>
    public static async Task RunAsync(UnitOfWork unit, ResolvedPlan plan, TableSearchPath path, CancellationToken cancellationToken)
    {
        foreach (var update in plan.Rollups)
        {
            unit.Table = update.Parent.Name;
            await path.FollowAsync(update.Parent, cancellationToken).ConfigureAwait(false);
            try
            {
                await unit.ExecuteAsync(ToSql(plan, update), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState[..2] is "22" or "23" && e.ConstraintName is var constraint)
            {
                throw new FraiseqlDataException(
                    "FqRollupRefused", ErrorKind.InvalidData,
                    $"The roll-up {string.Join(", ", update.Columns)} is refused{(constraint is null ? "" : $" by the constraint \"{constraint}\"")}: {e.MessageText.TrimEnd('.')}.",
                    "Let the children have values whose sums suit (-PerParent, -Override), or leave the roll-up out.", update.Parent.Name, e);
            }
        }
        unit.Table = null;
    }

    /// <summary>The statement of a roll-up, for the rows of the transaction that runs it where the table holds others.</summary>
    public static string ToSql(ResolvedPlan plan, RollupUpdate update) =>
        update.ToSql(plan.Find(update.Parent.Name)!.State.HasRows ? UnitOfWork.IsOwnRow("t") : null, new FollowingAmounts(plan, update).Sets);
}
