using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>Names of things that no rule knows: what the schema itself calls the thing, and a word that tells it from others (<c>Regional pool</c> in a table of pools).</summary>
static class ThingNames
{
    // Longer ones are no words that people say.
    const int LongestNoun = 24;
    const int MostWords = 2;

    static readonly string[] Qualities =
    [
        "Primary", "Secondary", "Standard", "Regional", "Central", "Northern", "Southern", "Eastern", "Western", "Internal", "External", "General", "Main", "Basic",
        "Advanced", "Premium", "Custom", "Shared", "Legacy", "Global", "Local", "Public", "Private", "Spare", "Special", "Extended", "Temporary", "Permanent",
        "Seasonal", "Annual", "Monthly", "Weekly", "Daily", "Early", "Late", "New", "Compact", "Large", "Small", "Light", "Green", "Blue", "Red", "Silver", "Golden",
        "White", "Joint", "Common", "Modern", "Classic", "Open", "Direct", "Express", "Rapid", "Urban", "Rural", "Coastal", "Upper", "Lower", "Inner", "Outer",
    ];

    /// <summary>Makes the names, in English: the schema's words rarely come in another language.</summary>
    public static Generator Generator { get; } = new("thing_name", request =>
        Texts.IsText(request.Type) && request.Words.Language == "en" && NounOf(request) is { } noun && Texts.ShapeOf(request) is var shape
            ? Texts.Source(request, shape, new ListText(new ListRecipe([Qualities, [noun]], " "), shape.Room))
            : null);

    /// <summary>The source for a column that holds what a thing is called; null for others.</summary>
    public static TypedSource? Source(SourceRequest request) =>
        request.Type.Kind == PgTypeKind.Base && request.Domain.Patterns.Count == 0 && ColumnWords.OfColumn(request.Column.Name).Words[^1] is "name" or "label"
            ? Generator.Make(request with { Name = Generator.Name, Reason = $"name '{request.Column.Name}'" })
            : null;

    /// <summary>The thing of <c>pool_name</c>, or of the table; null where that is no word.</summary>
    static string? NounOf(SourceRequest request)
    {
        var own = ColumnWords.OfColumn(request.Column.Name).Words;
        var words = own.Count > 1 ? own.SkipLast(1) : ColumnWords.OfTable(request.Table.Name.Name).Words;
        var noun = string.Join(' ', words.TakeLast(MostWords));
        return noun.Length <= LongestNoun && noun.All(c => char.IsAsciiLetter(c) || c == ' ') ? noun : null;
    }
}
