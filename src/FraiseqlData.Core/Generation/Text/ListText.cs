using System.Globalization;

namespace FraiseqlData.Generation.Text;

/// <summary>How texts are put together from lists of words.</summary>
/// <param name="Parts">The lists, in order.</param>
/// <param name="Separators">What stands between two parts (one fewer than parts); never empty.</param>
record ListRecipe(IReadOnlyList<IReadOnlyList<string>> Parts, params string[] Separators)
{
    /// <summary>What stands before the first part.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands behind the last part.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The part behind which a number is put; the last by default.</summary>
    public int NumberBehind { get; init; } = -1;

    /// <summary>What stands before a number.</summary>
    public string NumberSeparator { get; init; } = " ";
}

/// <summary>
/// Texts made of one word from each of several lists. Words that would make two texts look alike are left out:
/// those with digits or with the separator that follows, and all but one of those that differ in case, accents or punctuation.
/// </summary>
sealed class ListText : TextSpace
{
    const int RoomForNumber = 4;

    readonly ListRecipe _recipe;
    readonly IReadOnlyList<string>[] _parts;
    readonly int _numberBehind;

    /// <summary>Creates the space of the texts that fit a length; empty (<see cref="Count"/> 0) where there are none.</summary>
    public ListText(ListRecipe recipe, TextRoom room)
    {
        _recipe = recipe;
        _numberBehind = recipe.NumberBehind < 0 ? recipe.Parts.Count - 1 : recipe.NumberBehind;
        _parts = [.. recipe.Parts.Select((list, i) => Clean(list, i < recipe.Separators.Length ? recipe.Separators[i] : null))];
        var fixedLength = recipe.Prefix.Length + recipe.Suffix.Length + recipe.Separators.Sum(s => s.Length);
        Shorten(room.Max - fixedLength);
        Lengthen(room.Min - fixedLength);
        if (_parts.Any(p => p.Count == 0))
            return;
        Count = _parts.Aggregate(1UL, (n, part) => Math.Min(n * (ulong)part.Count, 1UL << 40));
        Longest = fixedLength + _parts.Sum(p => p.Max(w => w.Length));
        Shortest = fixedLength + _parts.Sum(p => p.Min(w => w.Length));
    }

    public override ulong Count { get; }

    public override bool IsEmpty => Count == 0;

    public override int Shortest { get; }

    public override int Longest { get; }

    public override int NumberOverhead => _recipe.NumberSeparator.Length;

    public override string Draw(ref CellRandom random) => At(random.Next(Count), ref random);

    public override string At(ulong index, ref CellRandom random)
    {
        if (_parts.Length == 1 && _recipe.Prefix.Length + _recipe.Suffix.Length == 0)
            return _parts[0][(int)index];
        return Build(index);
    }

    public override string Numbered(string text, ulong number)
    {
        // The number goes behind its part: from the end, skip the parts that follow.
        var place = text.Length - _recipe.Suffix.Length;
        for (var i = _parts.Length - 1; i > _numberBehind; i--)
            place = text.LastIndexOf(_recipe.Separators[i - 1], place - 1, StringComparison.Ordinal);
        return text.Insert(place, _recipe.NumberSeparator + number.ToString(CultureInfo.InvariantCulture));
    }

    string Build(ulong index)
    {
        var text = _recipe.Prefix;
        for (var i = 0; i < _parts.Length; i++)
        {
            text = string.Concat(text, _parts[i][(int)(index % (ulong)_parts[i].Count)], i < _recipe.Separators.Length ? _recipe.Separators[i] : _recipe.Suffix);
            index /= (ulong)_parts[i].Count;
        }
        return text;
    }

    static IReadOnlyList<string> Clean(IReadOnlyList<string> words, string? separator) =>
        [.. words.Where(w => !w.Any(char.IsDigit) && (separator is null || !w.Contains(separator, StringComparison.OrdinalIgnoreCase))).DistinctBy(AsciiForm.Fold)];

    /// <summary>Leaves out the shortest words until the shortest text is long enough.</summary>
    void Lengthen(int least)
    {
        if (_parts.Any(p => p.Count == 0))
            return;
        var limits = _parts.Select(p => p.Min(w => w.Length)).ToArray();
        if (limits.Sum() >= least || _parts.Sum(p => p.Max(w => w.Length)) < least)
            return;
        while (limits.Sum() < least)
        {
            // Where most longer words are left.
            var longer = _parts.Select((p, i) => p.Count(w => w.Length > limits[i])).ToArray();
            limits[Array.IndexOf(longer, longer.Max())]++;
        }
        for (var i = 0; i < _parts.Length; i++)
            _parts[i] = [.. _parts[i].Where(w => w.Length >= limits[i])];
    }

    /// <summary>Leaves out the longest words until the longest text fits, with room for a number where there is plenty.</summary>
    void Shorten(int room)
    {
        if (_parts.Sum(p => p.Max(w => (int?)w.Length) ?? 0) <= room)
            return;
        if (room >= 4 * RoomForNumber)
            room -= RoomForNumber;
        var limits = _parts.Select(p => p.Max(w => (int?)w.Length) ?? 0).ToArray();
        while (limits.Sum() > Math.Max(room, 0))
            limits[Array.IndexOf(limits, limits.Max())]--;
        for (var i = 0; i < _parts.Length; i++)
            _parts[i] = [.. _parts[i].Where(w => w.Length <= limits[i])];
    }
}
