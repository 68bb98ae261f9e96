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
        // A short column takes all the words or none.
        var texts = Of(name, (_, room) => letters is not null && list.Max(w => w.Length) > room.Max ? [List(letters.Split('|'), room)] : [List(list, room)]);
        return new(name, request => texts.Make(request) ?? Codes(request, list.Length));
    }

    /// <summary>A generator of the words of a locale's own list, else of a list of ours.</summary>
    public static Generator LocalWords(string name, string path, string words)
    {
        var list = words.Split('|');
        return Of(name, (locale, room) => [List(locale.Language != "en" && locale.Own(path) is { Count: > 0 } own ? own : list, room), List(list, room)]);
    }

    /// <summary>A generator of masks, the best-looking first; shorter ones follow for short columns.</summary>
    public static Generator Masks(string name, params string[] masks) => Of(name, (_, _) => masks.Select(m => new MaskText(m)));

    /// <summary>A generator of templates, the best-looking first.</summary>
    public static Generator Templates(string name, params string[] templates) => Of(name, (_, _) => templates.Select(t => new TemplateText(t)));

    /// <summary>A generator of running text.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="sentences">Draws the sentences.</param>
    /// <param name="most">How many sentences at the most.</param>
    public static Generator Prose(string name, TextSpace sentences, int most) => new(name, request =>
    {
        if (!Texts.IsText(request.Type))
            return null;
        var shape = Texts.ShapeOf(request);
        return Texts.Source(request, shape, new ProseText(sentences, shape.MinLength, shape.MaxLength, most))
            ?? Texts.Source(request, shape, new ListText(new ListRecipe([PlainWords.Adjectives, PlainWords.Nouns], " "), shape.Room));
    });

    public static ListText List(IReadOnlyList<string> words, TextRoom room) => new(new ListRecipe([words]), room);

    static TypedSource? Codes(SourceRequest request, int count) =>
        Numbers.IsNumber(request.Type) && request.Type.Name.Name != "money" ? Numbers.Source(request, new NumberRange(1, Math.Min(count, 5), 0)) : null;
}
