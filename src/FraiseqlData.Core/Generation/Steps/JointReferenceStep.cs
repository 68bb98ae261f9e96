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

    readonly JointMember[] _members = [.. members];
    IReadOnlyList<Agreement> _preferred = Prepare(members);
    JointGiven[] _given = [.. given.Select(g => new JointGiven(g, [.. Prepare(members).Where(g.Reaches)]))];
    readonly int _places = Prepare(members).Select(a => a.Number + 1).DefaultIfEmpty(0).Max();

    public override IReadOnlyList<int> Writes { get; } = [.. members.SelectMany(m => m.Writes).Distinct()];

    public override IReadOnlyList<int> Reads { get; } = [.. members.SelectMany(m => m.Reads).Concat(further).Except(members.SelectMany(m => m.Writes)).Distinct().Order()];

    public override ColumnAccount AccountFor(int column) => members.First(m => m.Writes.Contains(column)).AccountFor(column) with
    {
        With = [.. Writes.Concat(given.SelectMany(g => g.Columns)).Where(c => c != column).Distinct().Order()],
    };

    /// <summary>What the step asks of the parents of each reference.</summary>
    public IEnumerable<(TableReference Reference, Agreement Agreement)> Agreements =>
        [.. members.SelectMany(m => m.Agreements.Select(a => (m.Reference, a))), .. _given.SelectMany(g => g.Reached.Select(a => (g.Reference, a)))];

    /// <summary>A reference agrees no longer on an ancestor. Only before rows are made.</summary>
    public void Drop(TableReference reference, Agreement agreement)
    {
        foreach (var member in members.Where(m => m.Reference == reference))
            member.Drop(agreement);
        _given = [.. _given.Select(g => g.Reference == reference ? new JointGiven(reference, [.. g.Reached.Where(a => a != agreement)]) : g)];
        _preferred = Prepare(members);
    }

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var joint = new JointRow(batch, attempt, _given, _places);
        for (var row = start; row < end; row++)
        {
            joint.Use(row);
            Fill(joint);
        }
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
        // Enumerating an interface costs more than a pick, and most rows try several times.
        for (var i = 0; i < _members.Length; i++)
        {
            if (!_members[i].TryPick(row, attempt))
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
