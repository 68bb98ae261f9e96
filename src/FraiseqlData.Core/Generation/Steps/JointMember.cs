using System.Collections.Concurrent;
using System.Numerics;
using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>One key of a <see cref="JointReferenceStep"/>: picks a parent that agrees with what the row has already.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="writes">Those of its columns that it writes; the others are written before.</param>
/// <param name="nulls">Those that become NULL where the row has no parent; none where it must have one.</param>
/// <param name="preferred">Its agreements on ancestors, those that matter most first; at most 64.</param>
/// <param name="streamKey">The key's stream.</param>
/// <param name="nullRatio">The share of rows without a parent, from 0 to 1.</param>
/// <param name="preference">Which parents suit; null where all are alike.</param>
/// <param name="commonKey">The stream that picks have in common with those of other tables for the same parents, so that rows which others lead over lie under the same few; null for picks of its own.</param>
sealed class JointMember(
    TableReference reference, IReadOnlyList<int> writes, IReadOnlyList<int> nulls, IReadOnlyList<Agreement> preferred, ulong streamKey, double nullRatio, ParentPreference? preference, ulong? commonKey)
{
    Agreement[] _preferred = [.. preferred];
    ulong _loose = LooseOf(reference, preferred);

    readonly Agreement[] _required = [.. reference.Columns.Where(c => !writes.Contains(c)).Distinct().Order().Select(c => new Agreement(c, null))];

    readonly ConcurrentDictionary<ulong, ParentGroups> _groups = [];

    public TableReference Reference => reference;

    public IReadOnlyList<int> Writes => writes;

    /// <summary>The columns that are written before.</summary>
    public IEnumerable<int> Reads => _required.Select(a => a.Number);

    public IReadOnlyList<Agreement> Preferred => _preferred;

    /// <summary>What its parents have to agree on, and should.</summary>
    public IEnumerable<Agreement> Agreements => _required.Concat(_preferred);

    public bool CanBeNull => nulls.Count > 0;

    /// <summary>Whether other keys of the step read what this one writes, so that it has to write before they pick.</summary>
    public bool IsRead { get; set; }

    long Parents => reference.Parents!.Count;

    /// <summary>Says where a column's values come from.</summary>
    public ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference) with { NullRatio = nulls.Contains(column) ? nullRatio : 0 };

    /// <summary>Picks a parent; false where no parent agrees.</summary>
    public bool TryPick(JointRow row, JointTry attempt)
    {
        var random = CellRandom.For(streamKey, row.Instance, row.Attempt);
        var chance = NullChance.Of(nullRatio, row.Attempt);
        var first = commonKey is not null && row.Ordinal == 0 && row.Attempt == 0;
        var withoutParent = chance > 0 && random.Chance(chance) && !first;
        if (commonKey is { } common)
            random = CellRandom.For(common, row.Instance, row.Attempt);
        for (var i = 0; i < attempt.Round; i++)
            _ = random.NextUInt64();
        var pick = random.NextUInt64();

        if (!TryFind(row, attempt.Limit, out var agreeing))
        {
            // One NULL frees the whole key.
            if (writes.All(reference.Nullable.Contains))
            {
                Choose(row, RowBatch.NoPick, writes);
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
            Choose(row, RowBatch.NoPick, nulls);
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
            // From where the row would have picked on, or all rows that try would take the same parents.
            at = (at + position) % agreeing.Count;
        }
        else if (row.Attempt == 0 && preference is not null)
        {
            at = preference.From(agreeing, at);
        }
        Choose(row, agreeing[at], withoutParent ? nulls : []);
        if (!withoutParent)
        {
            row.HasPicked = true;
            row.Learn(reference, _preferred, agreeing[at]);
        }
        return true;
    }

    /// <summary>The parents that agree with the row; false where a column of the key is NULL already.</summary>
    bool TryFind(JointRow row, int limit, out Candidates agreeing)
    {
        if (!TryFind(row, limit, 0, out agreeing))
            return false;
        for (var kept = _loose; agreeing.Count == 0 && kept != 0;)
        {
            kept &= ~(1UL << BitOperations.Log2(kept));
            _ = TryFind(row, limit, _loose & ~kept, out agreeing);
        }
        return true;
    }

    /// <summary>The same without some agreements on ancestors.</summary>
    bool TryFind(JointRow row, int limit, ulong without, out Candidates agreeing)
    {
        var value = KeyHash.Seed;
        foreach (var agreement in _required)
        {
            var part = KeyHash.Of(row.Batch.Columns, [agreement.Number], row.Row);
            if (part == KeyHash.Unknown)
            {
                agreeing = default;
                return false;
            }
            value = KeyHash.Combine(value, part);
        }
        var known = 0UL;
        for (var i = 0; i < _preferred.Length; i++)
        {
            if ((without >> i & 1) == 0 && _preferred[i].Number < limit && row.Known(_preferred[i]) is not KeyHash.Unknown and var part)
            {
                value = KeyHash.Combine(value, part);
                known |= 1UL << i;
            }
        }
        agreeing = known == 0 && _required.Length == 0 && !reference.IsListed ? new Candidates(Parents) : new Candidates(_groups.GetOrAdd(known, Group).Find(value));
        return true;
    }

    ParentGroups Group(ulong known) => reference.GroupsBy([.. _required, .. _preferred.Where((_, i) => (known >> i & 1) != 0)]);

    /// <summary>Agrees no longer on an ancestor. Only before rows are made.</summary>
    public void Drop(Agreement agreement)
    {
        _preferred = [.. _preferred.Where(a => a != agreement)];
        _loose = LooseOf(reference, _preferred);
    }

    static ulong LooseOf(TableReference reference, IReadOnlyList<Agreement> agreements) => agreements.Select((a, i) => reference.IsLoose(a) ? 1UL << i : 0).Aggregate(0UL, (all, one) => all | one);

    void Choose(JointRow row, long parent, IReadOnlyList<int> empty)
    {
        if (IsRead)
            Write(row, parent, empty);
        else
            row.Choices.Add((this, parent, empty));
    }

    /// <summary>Writes a parent's key, if there is one, and NULL into some columns.</summary>
    public void Write(JointRow row, long parent, IReadOnlyList<int> empty)
    {
        if (parent != RowBatch.NoPick)
        {
            var targets = new ColumnVector?[reference.Columns.Count];
            for (var i = 0; i < targets.Length; i++)
                targets[i] = writes.Contains(reference.Columns[i]) ? row.Batch.Columns[reference.Columns[i]] : null;
            reference.Parents!.Copy(parent, targets, row.Row);
        }
        foreach (var column in empty)
            row.Batch.Columns[column]!.SetNull(row.Row);
        row.Batch.SetPick(reference.Index, row.Row, empty.Count > 0 ? RowBatch.NoPick : parent);
    }
}
