using FraiseqlData.Constraints;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>Sources of text for every character type.</summary>
static class Texts
{
    // Longer texts in a "name" are cut by the server, in bytes.
    const int NameLength = 63;
    const int ShortText = 8;
    const int Samples = 48;
    const ulong Plenty = 1_000_000;
    const int LongText = 24;

    public static bool IsText(PgType type) =>
        type.Kind == PgTypeKind.Base && type.Name.Name is "text" or "varchar" or "bpchar" or "name" or "citext";

    /// <summary>What the column demands of its texts.</summary>
    public static TextShape ShapeOf(SourceRequest request)
    {
        var type = request.Type.Name.Name;
        return new TextShape(request.Domain, request.Column.MaxLength ?? (type == "name" ? NameLength : null), type == "bpchar", request.IgnoresCase, request.Patterns.Matcher(request.Domain.Patterns));
    }

    /// <summary>A source of a named rule's texts, or null where they do not suit the column.</summary>
    public static TypedSource<string>? Source(SourceRequest request, TextShape shape, TextSpace space)
    {
        if (space.IsEmpty || (space.Count > 0 && (space.Longest > shape.MaxLength || space.Shortest < shape.MinLength)))
            return null;
        var otherwise = space.Count > 0 && IsFree(shape) ? null : Plain(request, shape);
        TextSource Over(TextSpace texts) => new(texts, shape, otherwise, request.Key) { Name = request.Name, Reason = request.Reason };
        var source = Over(space);
        if ((space.Count > 0 && IsFree(shape)) || Suits(source, space, shape))
            return source;
        // A pattern may refuse the numbers that tell texts apart: where there are plenty of texts, they do without.
        if (space.Count < Plenty || !space.TakesNumbers)
            return null;
        source = Over(space = new UnnumberedText(space));
        return Suits(source, space, shape) ? source : null;
    }

    /// <summary>The type rule: a pattern's texts, a short code, two words, or sentences.</summary>
    public static TypedSource<string>? Plain(SourceRequest request, TextShape shape)
    {
        if (shape.MaxLength < shape.MinLength)
            return null;
        if (shape.Matcher is { } matcher)
            return request.Patterns.Texts(shape, request.IgnoresCase, () => Patterned(request, shape, matcher)) is { } texts ? Of(request, shape, texts) : null;
        if (shape.MaxLength == 0)
            return ListSources.Of(request, [""]);
        if (shape.MaxLength <= ShortText || (request.Type.Name.Name == "bpchar" && shape.MaxLength <= 2 * ShortText))
            return Of(request, shape, new MaskText(new string('*', shape.MaxLength)));
        if (PlainPhrases(request, shape) is { Count: > 0 } phrases && phrases.Shortest >= shape.MinLength)
            return Of(request, shape, phrases);
        if (shape.MaxLength - shape.MinLength < LongText)
            return Of(request, shape, new MaskText(new string('*', (shape.MinLength + shape.MaxLength) / 2)));
        return Of(request, shape, new ProseText(Phrases.Of(request.Words.Locale, "summary") is { } sentences ? new SentenceText(sentences) : PlainSentences.Sentences, shape.MinLength, shape.MaxLength, 1));
    }

    static TextSpace PlainPhrases(SourceRequest request, TextShape shape) =>
        request.Words.Spaces("text", shape.Room, room => [new ListText(new ListRecipe(Phrases.Of(request.Words.Locale, "text") ?? [PlainWords.Adjectives, PlainWords.Nouns], " "), room)])[0];

    /// <summary>The texts of a pattern in letters that look natural: small letters, else capitals, else both, else anything printable.</summary>
    static PatternText? Patterned(SourceRequest request, TextShape shape, PatternMatcher matcher)
    {
        (char, char)[] digits = [('0', '9')];
        (char, char)[] small = [('a', 'z')];
        (char, char)[] capital = [('A', 'Z')];
        (char, char)[] named = [.. matcher.Punctuation.Where(c => c is > ' ' and <= '~').Select(c => (c, c))];
        (char, char)[] space = shape.Trimmed ? [] : [(' ', ' ')];
        bool Spells((char, char)[] letters) => new PatternText(matcher, shape.MinLength, shape.MaxLength, letters).Count > 0;
        var takesCapitals = shape.Case != LetterCase.Lower;
        var alphabets = new List<(char, char)[]>();
        // Digits alone are natural only where the pattern asks for them.
        if (Spells(small))
            alphabets.Add([.. small, .. digits, .. named]);
        else if (takesCapitals && Spells(capital))
            alphabets.Add([.. capital, .. digits, .. named]);
        else
            alphabets.AddRange([[.. digits], [.. digits, .. named], takesCapitals ? [.. capital, .. digits, .. named] : [.. small, .. digits, .. named], [.. small, .. digits, .. named]]);
        if (!request.IgnoresCase && shape.Case == LetterCase.Any)
            alphabets.AddRange([[.. capital, .. small, .. digits, .. named], [('!', '~'), .. space], [('!', '~'), .. space, ('\u00A1', '\u024F')]]);
        else
            alphabets.AddRange([[('!', '@'), ('[', '~'), .. space], [('!', '`'), ('{', '~'), .. space]]);
        var texts = alphabets.Select(a => new PatternText(matcher, shape.MinLength, shape.MaxLength, a)).Where(t => t.Count > 0);
        return texts.FirstOrDefault(t => t.Count >= 1000) ?? texts.MaxBy(t => t.Count);
    }

    static TextSource Of(SourceRequest request, TextShape shape, TextSpace space) =>
        new(space, shape, null, request.Key) { Name = request.Name, Reason = request.Reason };

    /// <summary>Whether nothing is demanded but lengths, which the spaces know themselves.</summary>
    static bool IsFree(TextShape shape) => shape is { Matcher: null, Trimmed: false, RefusesNothing: true };

    /// <summary>Whether most of the space's texts fit, distinct ones too.</summary>
    static bool Suits(TextSource source, TextSpace space, TextShape shape)
    {
        var (drawn, distinct) = (0, 0);
        for (var i = 0; i < Samples; i++)
        {
            var random = CellRandom.For(CellRandom.StreamKey(0, "fit"), i);
            if (shape.Fit(space.Draw(ref random)) is not null)
                drawn++;
            var text = source.DistinctCapacity == 0 ? null : source.MakeDistinct(random.Next(source.DistinctCapacity), ref random);
            if (text is null || shape.Fit(text) is not null)
                distinct++;
        }
        return drawn >= Samples / 2 && distinct == Samples;
    }
}
