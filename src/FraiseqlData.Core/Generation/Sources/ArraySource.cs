namespace FraiseqlData.Generation.Sources;

/// <summary>
/// Arrays of two to four elements (within the domain), one level for each declared dimension.
/// Distinct ones write their index in the elements, like digits.
/// </summary>
sealed class ArraySource : TypedSource<object?[]>
{
    const ulong Cap = 1UL << 62;
    const int MostDraws = 16;

    readonly TypedSource _element;
    readonly int _least;
    readonly int _most;
    readonly int _dimensions;
    readonly int _digits;
    readonly ulong _radix;

    public ArraySource(TypedSource element, int? minLength, int? maxLength, int dimensions)
    {
        _element = element;
        _least = Math.Max(minLength ?? Math.Min(2, maxLength ?? 2), 0);
        _most = Math.Max(_least, Math.Min(maxLength ?? Math.Max(4, _least), Math.Max(4, _least)));
        _dimensions = _most == 0 ? 1 : dimensions;
        _digits = _most == 0 ? 0 : _element.DistinctCapacity < 16 && maxLength is null ? Math.Max(_most, 32) : Math.Max(_least, Math.Min(3, _most));
        _radix = Math.Min(_element.DistinctCapacity, Cap);
        DistinctCapacity = _radix == 0 ? 0UL : 1UL;
        for (var i = 0; i < _digits && _radix > 0; i++)
            DistinctCapacity = Cap / _radix > DistinctCapacity ? DistinctCapacity * _radix : Cap;
    }

    public override ulong DistinctCapacity { get; }

    /// <summary>Whether it is a list like one of tags, in which the same word twice looks odd.</summary>
    bool IsOfWords => _dimensions == 1 && _element is TypedSource<string>;

    public override object?[] Make(ref CellRandom random) => Level(1, (int)random.Between(_least, _most), ref random);

    public override object?[] MakeDistinct(ulong index, ref CellRandom random)
    {
        var elements = new object?[_digits];
        var last = 0UL;
        for (var i = 0; i < _digits; i++)
        {
            // Each digit counts from behind the one before it, so that small indexes do not repeat one element.
            last = i == 0 ? index % _radix : (index % _radix + last + 1) % _radix;
            elements[i] = _element.MakeDistinctObject(last, ref random);
            index /= _radix;
        }
        for (var level = 1; level < _dimensions; level++)
            elements = [elements];
        return elements;
    }

    /// <summary>Inner levels all have the same length, as arrays of PostgreSQL must.</summary>
    object?[] Level(int level, int length, ref CellRandom random)
    {
        var elements = Drawn(level, length, ref random);
        // Where there are not as many words, fewer have to do if that is allowed.
        return IsOfWords && elements.Distinct().ToArray() is var different && different.Length >= _least ? different : elements;
    }

    object?[] Drawn(int level, int length, ref CellRandom random)
    {
        var elements = new object?[level == 1 || _dimensions == 1 ? length : 2];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = level == _dimensions ? _element.MakeObject(ref random) : Level(level + 1, length, ref random);
            for (var draw = 1; draw < MostDraws && IsOfWords && Array.IndexOf(elements, elements[i], 0, i) >= 0; draw++)
                elements[i] = _element.MakeObject(ref random);
        }
        return elements;
    }
}
