namespace FraiseqlData.Generation;

/// <summary>
/// The parents of several foreign keys that agree with each other: group by group of parents with the same value, every combination within a group.
/// </summary>
sealed class JointFactor : KeyFactor
{
    readonly IReadOnlyList<TableReference> _members;
    readonly ParentGroups[] _groups;
    readonly int[][] _groupOf;
    readonly ulong[] _ends;

    /// <summary>Finds the combinations.</summary>
    /// <param name="members">The foreign keys.</param>
    /// <param name="witnesses">Keys that pick their parents later, and must find one.</param>
    /// <param name="agreements">What all of them agree on.</param>
    public JointFactor(IReadOnlyList<TableReference> members, IReadOnlyList<TableReference> witnesses, IReadOnlyList<Agreement> agreements)
    {
        _members = members;
        Columns = [.. members.SelectMany(m => m.Columns).Distinct()];
        _groups = [.. members.Select(m => m.GroupsBy(agreements))];
        var witnessed = witnesses.Select(w => w.GroupsBy(agreements)).ToList();
        var (chosen, ends, size) = (new List<int[]>(), new List<ulong>(), UInt128.Zero);
        for (var group = 0; group < _groups[0].Count; group++)
        {
            var value = _groups[0].ValueOf(group);
            var numbers = Array.ConvertAll(_groups, g => g.IndexOf(value));
            if (Array.Exists(numbers, n => n < 0) || !witnessed.TrueForAll(w => w.IndexOf(value) >= 0))
                continue;
            var combinations = UInt128.One;
            for (var member = 0; member < numbers.Length; member++)
                combinations *= (ulong)_groups[member][numbers[member]].Length;
            size = UInt128.Min(size + combinations, ulong.MaxValue);
            chosen.Add(numbers);
            ends.Add((ulong)size);
        }
        (_groupOf, _ends) = ([.. chosen], [.. ends]);
    }

    public override IReadOnlyList<int> Columns { get; }

    public override ulong Size => _ends is [.., var last] ? last : 0;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(_members.First(m => m.Columns.Contains(column)));

    public override void Write(RowBatch batch, int row, ulong digit)
    {
        var found = Array.BinarySearch(_ends, digit + 1);
        var group = found >= 0 ? found : ~found;
        var rest = digit - (group == 0 ? 0 : _ends[group - 1]);
        for (var member = 0; member < _members.Count; member++)
        {
            var reference = _members[member];
            var parents = _groups[member][_groupOf[group][member]];
            (rest, var index) = Math.DivRem(rest, (ulong)parents.Length);
            reference.Put(batch, row, parents[(int)index]);
        }
    }
}
