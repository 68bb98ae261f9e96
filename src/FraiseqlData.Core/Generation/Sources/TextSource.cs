using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Sources;

/// <summary>
/// Texts of a space that fit a column. Distinct ones are the space's own first, then the same with numbers,
/// and where a short column has no room for numbers, codes.
/// </summary>
sealed class TextSource : TypedSource<string>
{
    const int Attempts = 32;
    const int MostDigits = 12;
    const ulong Cap = 1UL << 62;
    const ulong Enough = 100_000;
    const int CodeLength = 8;

    readonly TextSpace _space;
    readonly TextShape _shape;
    readonly TypedSource<string>? _otherwise;
    readonly Permutation? _permutation;
    readonly ulong _natural;
    readonly CodeText? _codes;

    /// <summary>Creates a source.</summary>
    /// <param name="space">The texts; either uncountable or not empty.</param>
    /// <param name="shape">What the column demands.</param>
    /// <param name="otherwise">Draws where the space's texts do not fit; null where they always do.</param>
    /// <param name="key">Decides the order of distinct values.</param>
    public TextSource(TextSpace space, TextShape shape, TypedSource<string>? otherwise, ulong key)
    {
        (_space, _shape, _otherwise) = (space, shape, otherwise);
        if (space.Count > 0)
            _permutation = new Permutation(Math.Min(space.Count, Cap), key);
        var rounds = Rounds();
        _natural = space.Count == 0 ? rounds - 1 : Cap / rounds < space.Count ? Cap : space.Count * rounds;
        if (_natural < Enough && space.Count < Enough / 4 && shape.Matcher is null && Codes() is var codes && codes.Count > _natural)
        {
            _natural = space.Count;
            _codes = codes;
        }
    }

    /// <summary>How many texts there are as they are, without numbers; 0 where they cannot be counted. They are the first of the distinct values.</summary>
    public ulong TextCount => _permutation?.Count ?? 0;

    public override ulong Interchangeable => TextCount;

    public override ulong DistinctCapacity => Math.Min(_natural + (_codes?.Count ?? 0), Cap);

    public override string Make(ref CellRandom random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (_shape.Fit(_space.Draw(ref random)) is { } text)
                return text;
        }
        return _otherwise?.Make(ref random) ?? _space.Draw(ref random);
    }

    public override string MakeDistinct(ulong index, ref CellRandom random)
    {
        if (index >= _natural)
            return Cased(_codes!.At(index - _natural));
        if (_permutation is null)
            return NumberedProse(index + 1, ref random);
        var text = _space.At(_permutation.At(index % _permutation.Count), ref random);
        var round = index / _permutation.Count;
        if (round > 0)
            text = _space.Numbered(text, round + 1);
        // Number 0 is never given otherwise.
        return _shape.Fit(text) ?? (round == 0 && _space.TakesNumbers ? _shape.Fit(_space.Numbered(text, 0)) : null) ?? Cased(text);
    }

    string NumberedProse(ulong number, ref CellRandom random)
    {
        var text = Make(ref random);
        if (_shape.MaxLength < int.MaxValue)
        {
            var room = _shape.MaxLength - _space.NumberOverhead - Digits(number);
            text = TextShape.Cut(text, Math.Max(room, 0));
        }
        return Cased(_space.Numbered(text, number));
    }

    /// <summary>How many times each text can be used: once as it is, and once with each number from 2 that there is room for.</summary>
    ulong Rounds()
    {
        if (!_space.TakesNumbers)
            return 1;
        var room = _shape.MaxLength == int.MaxValue ? MostDigits
            : _shape.MaxLength - _space.NumberOverhead - (_space.Count == 0 ? Math.Max(1, _shape.MinLength / 2) : _space.Longest);
        var rounds = 1UL;
        for (var i = 0; i < Math.Min(room, MostDigits); i++)
            rounds *= 10;
        return rounds == 1 ? 1 : rounds - 1;
    }

    CodeText Codes()
    {
        var length = Math.Min(_shape.MaxLength, Math.Max(_shape.MinLength, CodeLength));
        var none = default(CellRandom);
        return new CodeText(length, Enumerable.Range(0, (int)_space.Count).Select(i => _space.At((ulong)i, ref none)));
    }

    string Cased(string text) => _shape.Case switch
    {
        Constraints.LetterCase.Lower => text.ToLowerInvariant(),
        Constraints.LetterCase.Upper => text.ToUpperInvariant(),
        _ => text,
    };

    static int Digits(ulong number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
            digits++;
        return digits;
    }
}
