using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Rules;

/// <summary>The common ways to make a generator of texts.</summary>
static class TextGenerators
{
    /// <summary>A generator of the first of several spaces that suits the column: those that look best come first.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="spaces">Makes the spaces, given the words of the locale and the lengths that the column takes.</param>
    public static Generator Of(string name, Func<LocaleWords, TextRoom, IEnumerable<TextSpace>> spaces) => new(name, request =>
    {
        if (!Texts.IsText(request.Type))
            return null;
        var shape = Texts.ShapeOf(request);
        return request.Words.Spaces(name, shape.Room, room => spaces(request.Words, room)).Select(space => Texts.Source(request, shape, space)).FirstOrDefault(source => source is not null);
    });

    /// <summary>A generator of the words of a list. Where the column holds numbers, it is taken to hold the words' numbers from 1.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="words">The words, apart by bars.</param>
    /// <param name="letters">Words for columns that are too short, apart by bars; or null.</param>
    public static Generator Words(string name, string words, string? letters = null)
    {
        var list = words.Split('|');
        var texts = TextWords(name, words, letters);
        return new(name, request => texts.Make(request) ?? Codes(request, list.Length));
    }

    /// <summary>A generator of the words of a list, in the locale's language where it has them.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="words">The English words, apart by bars.</param>
    /// <param name="letters">Words for columns that are too short, apart by bars; or null.</param>
    public static Generator TextWords(string name, string words, string? letters = null)
    {
        var list = words.Split('|');
        return Of(name, (locale, room) =>
        {
            var own = Phrases.Of(locale.Locale, name)?[0] ?? list;
            // A short column takes all the words or none.
            return letters is not null && own.Max(w => w.Length) > room.Max ? [List(letters.Split('|'), room)] : [List(own, room)];
        });
    }

    /// <summary>A generator of the words of a locale's own list, else of a list of ours.</summary>
    public static Generator LocalWords(string name, string path, string words)
    {
        var list = words.Split('|');
        return Of(name, (locale, room) => [List(Phrases.Of(locale.Locale, name)?[0] ?? (locale.Language != "en" && locale.Own(path) is { Count: > 0 } own ? own : list), room), List(list, room)]);
    }

    /// <summary>A generator of masks, the best-looking first; shorter ones follow for short columns.</summary>
    public static Generator Masks(string name, params string[] masks) => Of(name, (_, _) => masks.Select(m => new MaskText(m)));

    /// <summary>A generator of templates, the best-looking first.</summary>
    public static Generator Templates(string name, params string[] templates) => Of(name, (_, _) => templates.Select(t => new TemplateText(t)));

    /// <summary>A generator of running text, in the locale's language where it has phrases.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="sentences">Draws English sentences.</param>
    /// <param name="most">How many sentences at the most.</param>
    public static Generator Prose(string name, TextSpace sentences, int most) => new(name, request =>
    {
        if (!Texts.IsText(request.Type))
            return null;
        var shape = Texts.ShapeOf(request);
        TextSpace local = Phrases.Of(request.Words.Locale, name) is { } parts ? new SentenceText(parts) : sentences;
        return Texts.Source(request, shape, new ProseText(local, shape.MinLength, shape.MaxLength, most))
            ?? Texts.Source(request, shape, new ListText(new ListRecipe([PlainWords.Adjectives, PlainWords.Nouns], " "), shape.Room));
    });

    /// <summary>A generator of a start and an end with a space between. In a short column an English end makes sense alone, in other languages a start does.</summary>
    public static Generator Pairs(string name, IReadOnlyList<string> starts, IReadOnlyList<string> ends) => Localized(name, room => [Pairs(starts, ends, room), List(ends, room)]);

    /// <summary>A generator of pairs in the languages that have them, and of other texts in English.</summary>
    public static Generator Localized(string name, Func<TextRoom, IEnumerable<TextSpace>> english) => Of(name, (words, room) =>
        Phrases.Of(words.Locale, name) is [var heads, var tails] ? [Pairs(heads, tails, room), List(heads, room)] : english(room));

    /// <summary>A start and an end with a space between; the longest ones are left out where a column is short.</summary>
    static TemplateText Pairs(IReadOnlyList<string> heads, IReadOnlyList<string> tails, TextRoom room)
    {
        var (head, tail) = (heads.Max(h => h.Length), tails.Max(t => t.Length));
        while (head + 1 + tail > room.Max && head + tail > 0)
            (head, tail) = head > tail ? (head - 1, tail) : (head, tail - 1);
        var (some, others) = (heads.Where(h => h.Length <= head), tails.Where(t => t.Length <= tail));
        return new TemplateText(some.Any() && others.Any() ? $"<{string.Join('|', some)}> <{string.Join('|', others)}>" : new string('-', Math.Min(room.Max, 1000) + 1), " ");
    }

    public static ListText List(IReadOnlyList<string> words, TextRoom room) => new(new ListRecipe([words]), room);

    static TypedSource? Codes(SourceRequest request, int count) =>
        Numbers.IsNumber(request.Type) && request.Type.Name.Name != "money" ? Numbers.Source(request, new NumberRange(1, Math.Min(count, 5), 0)) : null;
}
