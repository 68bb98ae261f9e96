namespace FraiseqlData.Generation;

/// <summary>
/// Parents in groups of equal value: 4 bytes a parent and 12 a group. Within a group they stand in the order of their ordinals,
/// so that more parents only lengthen a group.
/// </summary>
sealed class ParentGroups
{
    readonly ulong[] _values;
    readonly int[] _starts;
    readonly int[] _order;

    /// <summary>Groups parents.</summary>
    /// <param name="values">Each parent's value as a hash, by ordinal; those whose value is unknown belong to no group. Is sorted.</param>
    public ParentGroups(ulong[] values)
    {
        _order = new int[values.Length];
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Array.Sort(values, _order);
        var (distinct, starts) = (new List<ulong>(), new List<int>());
        for (var i = 0; i < values.Length;)
        {
            var end = i + 1;
            while (end < values.Length && values[end] == values[i])
                end++;
            // The sort is not stable.
            Array.Sort(_order, i, end - i);
            if (values[i] != KeyHash.Unknown)
            {
                distinct.Add(values[i]);
                starts.Add(i);
            }
            i = end;
        }
        (_values, _starts) = ([.. distinct], [.. starts, values.Length]);
    }

    /// <summary>How many groups there are.</summary>
    public int Count => _values.Length;

    /// <summary>The value of a group.</summary>
    public ulong ValueOf(int group) => _values[group];

    /// <summary>The parents of a group, ascending.</summary>
    public ReadOnlySpan<int> this[int group] => _order.AsSpan(_starts[group], _starts[group + 1] - _starts[group]);

    /// <summary>The parents with a value, ascending; none where no parent has it.</summary>
    public ReadOnlySpan<int> Find(ulong value) => IndexOf(value) is >= 0 and var group ? this[group] : [];

    /// <summary>The group of that value, negative where no parent has it.</summary>
    public int IndexOf(ulong value) => Array.BinarySearch(_values, value);
}

/// <summary>The value of each parent: 4 bytes a parent and 8 for each different one, or 8 a parent where most differ.</summary>
sealed class ParentValues
{
    readonly ulong[] _values;
    readonly int[]? _valueOf;

    public ParentValues(ulong[] values)
    {
        var most = values.Length / 2;
        var numbers = new Dictionary<ulong, int>();
        var valueOf = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!numbers.TryGetValue(values[i], out var number))
            {
                if (numbers.Count == most)
                {
                    _values = values;
                    return;
                }
                numbers[values[i]] = number = numbers.Count;
            }
            valueOf[i] = number;
        }
        (_values, _valueOf) = (new ulong[numbers.Count], valueOf);
        foreach (var (value, number) in numbers)
            _values[number] = value;
    }

    /// <summary>How many parents there are.</summary>
    public int Count => _valueOf?.Length ?? _values.Length;

    /// <summary>The value of a parent as a hash, <see cref="KeyHash.Unknown"/> where it has none.</summary>
    public ulong this[long ordinal] => _valueOf is null ? _values[ordinal] : _values[_valueOf[ordinal]];
}
