using System.Text;

namespace FraiseqlData.Generation.Sources;

/// <summary>Ranges over an ordered subtype; distinct ones lie side by side, so they overlap with no other.</summary>
sealed class RangeSource : TypedSource<string>
{
    /// <summary>In a narrow space, distinct ranges are shortened until there are so many.</summary>
    const ulong EnoughSlots = 1000;

    readonly IOrderedSource _ends;
    readonly PartText _text;
    readonly ulong _width;
    readonly ulong _slotWidth;
    readonly ulong _slots;
    readonly ulong _first;
    readonly Permutation _permutation;

    /// <summary>Creates a source.</summary>
    /// <param name="ends">The source of the subtype's values.</param>
    /// <param name="text">The subtype's text form.</param>
    /// <param name="width">How many of the subtype's steps a range is long.</param>
    /// <param name="key">Decides the order of distinct values.</param>
    public RangeSource(IOrderedSource ends, PartText text, ulong width, ulong key)
    {
        (_ends, _text) = (ends, text);
        _width = Math.Max(1, Math.Min(width, (ends.Whole.Count - 1) / 2));
        _first = ends.Whole.RankOf(ends.Natural.At(0));
        _slotWidth = Math.Clamp((ends.Whole.Count - 1) / EnoughSlots, 1, _width);
        _slots = (ends.Whole.Count - 1) / _slotWidth;
        _permutation = new Permutation(Math.Clamp(ends.Natural.Count / _slotWidth, 1, _slots), key);
    }

    public override ulong DistinctCapacity => _slots;

    public override string Make(ref CellRandom random)
    {
        var length = (1 + random.Next(4UL)) * _width;
        var last = _ends.Whole.Count - 1;
        var start = Math.Min(_first + random.Next(_ends.Natural.Count), last - Math.Min(length, last));
        return Between(start, Math.Min(start + length, last));
    }

    public override string MakeDistinct(ulong index, ref CellRandom random) => Slot(index);

    /// <summary>The range of that number; no two overlap.</summary>
    public string Slot(ulong index)
    {
        // Slots run on from the first natural one to the end of the space and then from its start.
        var slot = (_first / _slotWidth + (index < _permutation.Count ? _permutation.At(index) : index)) % _slots;
        return Between(slot * _slotWidth, (slot + 1) * _slotWidth);
    }

    string Between(ulong from, ulong to)
    {
        var text = new StringBuilder("[");
        AppendEnd(text, from);
        text.Append(',');
        AppendEnd(text, to);
        return text.Append(')').ToString();
    }

    void AppendEnd(StringBuilder text, ulong rank) => _text.AppendQuoted(_ends.ObjectAt(_ends.Whole.At(rank)), text);
}

/// <summary>Ranges of one value, for subtypes whose order is not known here (text, network addresses, types of one's own).</summary>
sealed class SingletonRangeSource(TypedSource ends, PartText text) : TypedSource<string>
{
    public override ulong DistinctCapacity => ends.DistinctCapacity;

    public override string Make(ref CellRandom random) => Of(ends.MakeObject(ref random));

    public override string MakeDistinct(ulong index, ref CellRandom random) => Of(ends.MakeDistinctObject(index, ref random));

    string Of(object end)
    {
        var range = new StringBuilder("[");
        text.AppendQuoted(end, range);
        range.Append(',');
        text.AppendQuoted(end, range);
        return range.Append(']').ToString();
    }
}

/// <summary>Multiranges of one range.</summary>
sealed class MultirangeSource(TypedSource<string> ranges) : TypedSource<string>
{
    public override ulong DistinctCapacity => ranges.DistinctCapacity;

    public override string Make(ref CellRandom random) => "{" + ranges.Make(ref random) + "}";

    public override string MakeDistinct(ulong index, ref CellRandom random) => "{" + ranges.MakeDistinct(index, ref random) + "}";
}
