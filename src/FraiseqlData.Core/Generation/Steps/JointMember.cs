using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>One key of a <see cref="JointReferenceStep"/>: picks a parent that agrees with what the row has already.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="writes">Those of its columns that it writes; the others are written before.</param>
/// <param name="nulls">Those that become NULL where the row has no parent; none where it must have one.</param>
/// <param name="preferred">Its agreements on ancestors, those that matter most first.</param>
/// <param name="streamKey">The key's stream.</param>
/// <param name="nullRatio">The share of rows without a parent, from 0 to 1.</param>
/// <param name="startsAtFirst">Whether the table's first row refers to the first parent, so that at least the first rows of all tables agree.</param>
sealed class JointMember(
    TableReference reference, IReadOnlyList<int> writes, IReadOnlyList<int> nulls, IReadOnlyList<Agreement> preferred, ulong streamKey, double nullRatio, bool startsAtFirst)
{
    readonly IReadOnlyList<Agreement> _required = [.. reference.Columns.Where(c => !writes.Contains(c)).Distinct().Order().Select(c => new Agreement(c, null))];

    public TableReference Reference => reference;

    public IReadOnlyList<int> Writes => writes;

    /// <summary>The columns that are written before.</summary>
    public IEnumerable<int> Reads => _required.Select(a => a.Number);

    public IReadOnlyList<Agreement> Preferred => preferred;

    public bool CanBeNull => nulls.Count > 0;

    /// <summary>How many parents it can be tried with.</summary>
    public long Parents => reference.Parents!.Count;

    /// <summary>Picks a parent and writes its key; false where no parent agrees.</summary>
    public bool TryPick(JointRow row, JointTry attempt)
    {
        var random = CellRandom.For(streamKey, row.Instance, row.Attempt);
        var chance = NullChance.Of(nullRatio, row.Attempt);
        var first = startsAtFirst && row.Ordinal == 0 && row.Attempt == 0;
        var withoutParent = chance > 0 && random.Chance(chance) && !first;
        for (var i = 0; i < attempt.Round; i++)
            _ = random.NextUInt64();
        var pick = random.NextUInt64();

        if (!TryFind(row, attempt.Level, out var agreeing))
        {
            // One NULL frees the whole key.
            if (writes.All(reference.Nullable.Contains))
            {
                SetNull(row, writes);
                return true;
            }
            if (reference.Key.Match == Schema.MatchType.Full)
                return false;
            agreeing = new Candidates(Parents);
            withoutParent = true;
        }
        if (reference.Resolved.Source == ParentSource.Itself)
            agreeing = agreeing.Before(row.Ordinal, isOwnAllowed: !CanBeNull);
        if (agreeing.Count == 0)
        {
            if (!(withoutParent || attempt.MayGiveUp || reference.Resolved.Source == ParentSource.Itself) || !CanBeNull || writes.Any(c => !nulls.Contains(c)))
                return false;
            SetNull(row, nulls);
            return true;
        }
        var at = first && attempt.Round == 0 ? 0 : JumpHash.Of(pick, agreeing.Count);
        if (attempt.Position is { } position && !withoutParent && !row.HasPicked)
        {
            if (position >= agreeing.Count)
            {
                row.IsExhausted = true;
                return false;
            }
            at = position;
        }
        Write(row, agreeing[at]);
        if (withoutParent)
            SetNull(row, nulls);
        else
            Bring(row, agreeing[at]);
        return true;
    }

    /// <summary>The parents that agree with the row; false where a column of the key is NULL already.</summary>
    bool TryFind(JointRow row, int level, out Candidates agreeing)
    {
        var (value, agreements) = (KeyHash.Seed, default(List<Agreement>));
        foreach (var agreement in _required)
        {
            var part = KeyHash.Of(row.Batch.Columns, [agreement.Number], row.Row);
            if (part == KeyHash.Unknown)
            {
                agreeing = default;
                return false;
            }
            value = KeyHash.Combine(value, part);
            (agreements ??= []).Add(agreement);
        }
        for (var i = 0; i < preferred.Count && i < level; i++)
        {
            if (row.Known(preferred[i]) is not KeyHash.Unknown and var part)
            {
                value = KeyHash.Combine(value, part);
                (agreements ??= []).Add(preferred[i]);
            }
        }
        agreeing = agreements is null ? new Candidates(Parents) : new Candidates(reference.GroupsBy(agreements).Find(value));
        return true;
    }

    void Write(JointRow row, long parent)
    {
        var targets = new ColumnVector?[reference.Columns.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = writes.Contains(reference.Columns[i]) ? row.Batch.Columns[reference.Columns[i]] : null;
        reference.Parents!.Copy(parent, targets, row.Row);
    }

    void Bring(JointRow row, long parent)
    {
        row.HasPicked = true;
        row.Batch.SetPick(reference.Index, row.Row, parent);
        row.Learn(reference, preferred);
    }

    void SetNull(JointRow row, IReadOnlyList<int> columns)
    {
        row.Batch.SetPick(reference.Index, row.Row, RowBatch.NoPick);
        foreach (var column in columns)
            row.Batch.Columns[column]!.SetNull(row.Row);
    }
}

/// <summary>The parents that a row can have: all, or a group.</summary>
readonly ref struct Candidates
{
    readonly ReadOnlySpan<int> _group;
    readonly bool _all;

    /// <summary>All of so many parents.</summary>
    public Candidates(long count) => (Count, _all) = (count, true);

    /// <summary>The parents of a group.</summary>
    public Candidates(ReadOnlySpan<int> group)
    {
        _group = group;
        Count = group.Length;
    }

    public long Count { get; }

    public long this[long index] => _all ? index : _group[(int)index];

    /// <summary>Those before a row of their own table; where there is none, the row itself if that is allowed.</summary>
    public Candidates Before(long ordinal, bool isOwnAllowed)
    {
        if (_all)
            return new Candidates(Math.Max(ordinal, isOwnAllowed ? 1 : 0));
        var (low, high) = (0, _group.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _group[middle] < ordinal ? (middle + 1, high) : (low, middle);
        }
        return new Candidates(_group[..(low == 0 && isOwnAllowed && _group.Length > 0 ? 1 : low)]);
    }
}
