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
    const int Rounds = 6;
    const int PreferredScan = 12;
    const int NullableScan = 1_000;
    const int RequiredScan = 100_000;

    readonly IReadOnlyList<Agreement> _preferred = Prepare(members);

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
            if (TryLevel(row, level == 0 ? 0 : _preferred[level - 1].Number + 1, scan))
                return;
        }
        for (var round = 0; round < Rounds; round++)
        {
            if (TryAll(row, new JointTry(0, round, null, MayGiveUp: true)))
                return;
        }
        throw PlanErrors.ParentMissing(table, members[^1].Reference.Key, "no parent has the values that the row's other foreign keys share with it");
    }

    bool TryLevel(JointRow row, int limit, int scan)
    {
        // One key alone finds all that agree at once.
        var rounds = members.Count == 1 ? 1 : Rounds;
        for (var round = 0; round < rounds; round++)
        {
            if (TryAll(row, new JointTry(limit, round, null, MayGiveUp: false)))
                return true;
        }
        for (var position = 0; members.Count > 1 && position < scan && !row.IsExhausted; position++)
        {
            if (TryAll(row, new JointTry(limit, 0, position, MayGiveUp: false)))
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
        foreach (var (member, parent, empty) in row.Choices)
            member.Write(row, parent, empty);
        return true;
    }

    static List<Agreement> Prepare(IReadOnlyList<JointMember> members)
    {
        foreach (var member in members)
            member.IsRead = members.Any(m => m.Reads.Any(member.Writes.Contains));
        return [.. members.SelectMany(m => m.Preferred).Distinct().OrderBy(a => a.Number)];
    }
}

/// <summary>One try at a row's parents.</summary>
/// <param name="Limit">Agreements on ancestors with a lower number have to hold.</param>
/// <param name="Round">Which draw of the keys' streams is used.</param>
/// <param name="Position">The place of the first pick among its candidates, or null to draw it.</param>
/// <param name="MayGiveUp">Whether a nullable key for which no parent agrees stays NULL.</param>
readonly record struct JointTry(int Limit, int Round, int? Position, bool MayGiveUp);

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

    /// <summary>What keys have chosen that write when all have: the parent, and the columns that become NULL.</summary>
    public List<(JointMember Member, long Parent, IReadOnlyList<int> Empty)> Choices { get; } = [];

    /// <summary>Starts a try: nothing is known but what was written before.</summary>
    public void Begin()
    {
        (HasPicked, IsExhausted) = (false, false);
        _known.Clear();
        Choices.Clear();
        foreach (var reference in given)
        {
            foreach (var agreement in agreements)
            {
                if (reference.Reaches(agreement) && reference.IsDirect(agreement) && KeyHash.Of(batch.Columns, reference.Columns, row) is not KeyHash.Unknown and var value)
                    _ = _known.TryAdd(agreement.Number, value);
            }
            if (batch.PickOf(reference.Index, row) is not RowBatch.NoPick and var parent)
                Learn(reference, agreements, parent);
        }
    }

    /// <summary>Notes what a reference's parent brings to the agreements that nothing is known of yet.</summary>
    public void Learn(TableReference reference, IReadOnlyList<Agreement> about, long parent)
    {
        foreach (var agreement in about)
        {
            if (!_known.ContainsKey(agreement.Number) && reference.Reaches(agreement) && reference.ValueOf(agreement, parent) is not KeyHash.Unknown and var value)
                _known[agreement.Number] = value;
        }
    }
}
