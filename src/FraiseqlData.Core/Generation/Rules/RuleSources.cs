using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>Chooses a source by the column's name, where a rule is met and its generator can make the type.</summary>
static class RuleSources
{
    // What a name meets less well says little.
    const int MostTried = 8;

    // Characters.
    const int LongestName = 100;

    static readonly string[] TextEndings = ["name", "filename", "number", "url", "email", "phone", "type", "status", "description", "address", "token", "title"];

    static readonly string[] NumberEndings =
        ["qty", "quantity", "price", "cost", "amount", "amt", "count", "total", "rate", "rating", "pct", "percent", "discount", "level", "year", "weight", "hours", "days", "number", "due"];

    static readonly string[] MomentEndings = ["date", "time", "createdat", "updatedat"];

    static readonly RuleMatcher Matcher = new(NameRules.All);

    /// <summary>The source of the best rule that suits, or null.</summary>
    public static TypedSource? Source(SourceRequest request)
    {
        if (request.Type.Kind == PgTypeKind.Array)
            return Array(request);
        if (request.Type.Kind != PgTypeKind.Base)
            return null;
        if (BooleanRules.Source(request) is { } flag)
            return flag;
        var words = ColumnWords.OfColumn(request.Column.Name);
        var users = request.Options.Users[request.Table.Name];
        var met = Matcher.Find(request.Table, words, users).Take(MostTried);
        if (NameOfThing(request, words) is { } name)
            met = Matcher.Find(request.Table, name, users).Take(MostTried).Concat(met);
        // Names that PostgreSQL folded to small letters; with endings of the type's family alone, so that a candidate is no date.
        if (words.Unfused(Endings(request.Type)) is { Words.Count: > 1 } apart && words.Words.Count == 1)
            met = met.Concat(Matcher.Find(request.Table, apart, users).Take(MostTried));
        foreach (var match in met)
        {
            var generator = Generators.All[match.Rule.Generator];
            if (generator.Make(request with { Name = generator.Name, Reason = $"name '{match.Name}'" }) is { } source)
                return source;
        }
        return null;
    }

    /// <summary>The words of a name, where a short description is all that a row has to be called by: <c>region_description</c> in a table of regions; else null.</summary>
    static ColumnWords? NameOfThing(SourceRequest request, ColumnWords words)
    {
        var table = request.Table;
        return words.Words[^1] is "description" or "desc" && Texts.IsText(request.Type) && Texts.ShapeOf(request).MaxLength <= LongestName
            && (words.Words.Count == 1 || words.Without(ColumnWords.OfTable(table.Name.Name)) is { Words.Count: 1 })
            && !table.Columns.Any(c => ColumnWords.OfColumn(c.Name).Words[^1] is "name" or "title" or "label" or "code")
            ? ColumnWords.OfColumn(string.Join('_', words.Words.SkipLast(1).Append("name")))
            : null;
    }

    /// <summary>What the column's name can mean, the likeliest first.</summary>
    public static IEnumerable<ColumnMeaning> Meanings(Table table, Column column) => Meanings(table, column.Name);

    /// <summary>What a column of such a name can mean, the likeliest first.</summary>
    public static IEnumerable<ColumnMeaning> Meanings(Table table, string name)
    {
        var words = ColumnWords.OfColumn(name);
        var thing = ColumnWords.OfTable(table.Name.Name);
        return Matcher.Find(table, words, []).Take(MostTried).Select(m => new ColumnMeaning(m.Rule.Generator, Qualifier(words.Without(thing) ?? words, m.Name)));
    }

    /// <summary>What stands before the name that a rule knows, but for words that say nothing.</summary>
    static string Qualifier(ColumnWords words, string name)
    {
        var known = name.Split(' ');
        var before = words.Words.Take(Math.Max(0, words.Words.Count - known.Length));
        return string.Join(' ', words.Words.Skip(words.Words.Count - known.Length).SequenceEqual(known) ? before.Where(w => w is not ("address" or "addr" or "location" or "user" or "is")) : []);
    }

    static string[] Endings(PgType type) =>
        Numbers.IsNumber(type) ? NumberEndings : Dates.IsMoment(type) ? MomentEndings : Texts.IsText(type) ? TextEndings : [];

    static TypedSource? Array(SourceRequest request)
    {
        var elements = TypeRules.Elements(request, request.Type);
        return elements is { Type.Kind: PgTypeKind.Base, Domain.Allowed: null } && elements.Type.Name.Name != "bool" && Source(elements) is { } element
            ? TypeRules.ArrayOf(request, element)
            : null;
    }
}
