using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>The keys that a run has for itself.</summary>
/// <param name="Blocks">By table and column: the block. A column that a sequence feeds but that is missing here is given its values by the server.</param>
/// <param name="Warnings">What the user should know.</param>
sealed record KeyReservation(
    IReadOnlyDictionary<QualifiedName, IReadOnlyDictionary<string, KeyBlock>> Blocks, IReadOnlyList<string> Warnings);

/// <summary>
/// Reserves blocks of keys from the sequences that feed a plan's columns, so that parents are known before they are loaded.
/// Few keys are simply taken. Of many, a sequence's owner moves it past the block; who may only use it takes the values one by one, which may leave gaps.
/// </summary>
static class KeyReserver
{
    /// <summary>Reserves the keys of a run. A failed run leaves a gap in the sequences.</summary>
    /// <param name="unit">The run's transaction; inside a caller's transaction the values are taken in it.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isReserved">Whether a column's keys are reserved.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqSequenceExhausted</c>, <c>FqSequenceBehind</c>.</exception>
    public static async Task<KeyReservation> ReserveAsync(UnitOfWork unit, ResolvedPlan plan, Func<Table, Column, bool> isReserved, CancellationToken cancellationToken)
    {
        var reserved = new Reserved();
        var uses = await SequenceTaker.TakeFewAsync(unit.Connection, SequenceUse.Of(plan, isReserved), reserved, cancellationToken).ConfigureAwait(false);
        // In a caller's transaction its own rows are invisible to a second session, and moving a sequence would lock it until the end.
        var owned = unit.IsNested ? [] : uses.Where(u => u.Sequence is { IsOwner: true, CanUpdate: true }).ToList();
        var moved = owned.Count > 0 && await SequenceMover.TryReserveAsync(unit.Target, owned, reserved, cancellationToken).ConfigureAwait(false);
        foreach (var use in uses.Where(u => u.Sequence.CanUse && !(moved && owned.Contains(u))))
            await SequenceTaker.TakeAsync(unit.Connection, use, reserved, cancellationToken).ConfigureAwait(false);
        return reserved.ToReservation();
    }
}
