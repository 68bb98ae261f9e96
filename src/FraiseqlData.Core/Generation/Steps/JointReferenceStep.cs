using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Fills foreign keys whose parents have to agree with each other, or with what the row holds already: the first key picks freely, the next
/// among the parents that agree. Where none does, another first parent is tried; then the ancestors that matter least need not agree;
/// then a nullable key stays NULL.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="members">The keys, in the order in which they pick.</param>
/// <param name="given">References whose parents are chosen before, and with which members should agree.</param>
/// <param name="further">Columns beyond the members' own that are read.</param>
sealed class JointReferenceStep(Table table, IReadOnlyList<JointMember> members, IReadOnlyList<TableReference> given, IReadOnlyList<int> further) : BatchStep
{
    const int Rounds = 8;
    const int PreferredScan = 32;
    const int NullableScan = 1_000;
    const int RequiredScan = 100_000;

    readonly IReadOnlyList<Agreement> _preferred = [.. members.SelectMany(m => m.Preferred).Distinct().OrderBy(a => a.Number)];

    public override IReadOnlyList<int> Writes { get; } = [.. members.SelectMany(m => m.Writes).Distinct()];

    public override IReadOnlyList<int> Reads { get; } = [.. members.SelectMany(m => m.Reads).Concat(further).Except(members.SelectMany(m => m.Writes)).Distinct().Order()];

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        for (var row = start; row < end; row++)
            Fill(new JointRow(batch, row, attempt, _preferred, given));
    }

    void Fill(JointRow row)
    {
        for (var level = _preferred.Count; level >= 0; level--)
        {
            var scan = level > 0 ? PreferredScan : members.All(m => m.CanBeNull) ? NullableScan : RequiredScan;
            if (TryLevel(row, level, scan))
                return;
        }
        for (var round = 0; round < Rounds; round++)
        {
            if (TryAll(row, new JointTry(0, round, null, MayGiveUp: true)))
                return;
        }
        throw PlanErrors.ParentMissing(table, members[^1].Reference.Key, "no parent has the values that the row's other foreign keys share with it");
    }

    bool TryLevel(JointRow row, int level, int scan)
    {
        // One key alone finds all that agree at once.
        var rounds = members.Count == 1 ? 1 : Rounds;
        for (var round = 0; round < rounds; round++)
        {
            if (TryAll(row, new JointTry(level, round, null, MayGiveUp: false)))
                return true;
        }
        for (var position = 0; members.Count > 1 && position < scan && !row.IsExhausted; position++)
        {
            if (TryAll(row, new JointTry(level, 0, position, MayGiveUp: false)))
                return true;
        }
        return false;
    }

    bool TryAll(JointRow row, JointTry attempt)
    {
        row.Begin();
        foreach (var member in members)
        {
            if (!member.TryPick(row, attempt))
                return false;
        }
        return true;
    }
}

/// <summary>One try at a row's parents.</summary>
/// <param name="Level">How many of the agreements on ancestors have to hold, those that matter most first.</param>
/// <param name="Round">Which draw of the keys' streams is used.</param>
/// <param name="Position">The place of the first pick among its candidates, or null to draw it.</param>
/// <param name="MayGiveUp">Whether a nullable key for which no parent agrees stays NULL.</param>
readonly record struct JointTry(int Level, int Round, int? Position, bool MayGiveUp);

/// <summary>A row whose parents are being picked, and what is known of it so far.</summary>
sealed class JointRow(RowBatch batch, int row, int attempt, IReadOnlyList<Agreement> agreements, IReadOnlyList<TableReference> given)
{
    readonly Dictionary<int, ulong> _known = [];

    public RowBatch Batch => batch;

    public int Row => row;

    public int Attempt => attempt;

    public long Ordinal => batch.OrdinalOf(row);

    public long Instance => batch.InstanceOf(row);

    /// <summary>Whether a key has picked its parent freely in this try.</summary>
    public bool HasPicked { get; set; }

    /// <summary>Whether the first key has no further candidates.</summary>
    public bool IsExhausted { get; set; }

    /// <summary>The key of the ancestor that the row's parents have, as a hash.</summary>
    public ulong Known(Agreement agreement) => _known.GetValueOrDefault(agreement.Number, KeyHash.Unknown);

    /// <summary>Starts a try: nothing is known but what was written before.</summary>
    public void Begin()
    {
        (HasPicked, IsExhausted) = (false, false);
        _known.Clear();
        foreach (var reference in given)
            Learn(reference, agreements);
    }

    /// <summary>Notes what a reference's parent brings to the agreements that nothing is known of yet.</summary>
    public void Learn(TableReference reference, IReadOnlyList<Agreement> about)
    {
        foreach (var agreement in about)
        {
            if (Known(agreement) == KeyHash.Unknown && reference.Ancestors.Contains(agreement))
                _known[agreement.Number] = reference.IsDirect(agreement) ? KeyHash.Of(batch.Columns, reference.Columns, row)
                    : batch.PickOf(reference.Index, row) is >= 0 and var parent ? reference.ValueOf(agreement, parent)
                    : KeyHash.Unknown;
        }
    }
}
