using System.Globalization;
using System.Text;

namespace FraiseqlData.Generation.Sources;

/// <summary>Small documents as text: JSON, XML, hstore, text search.</summary>
static class Documents
{
    static readonly string[] Words =
        ["amber", "basic", "blue", "compact", "daily", "early", "express", "fresh", "green", "large", "light", "local", "modern", "north", "open", "plain",
         "quick", "round", "silver", "simple", "small", "solid", "south", "standard", "summer", "urban", "weekly", "west", "white", "winter"];

    public static TypedSource Json(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => Invariant($"{{\"label\": \"{Word(ref r)} {Word(ref r)}\", \"level\": {r.Next(5) + 1}, \"active\": {(r.Chance(0.8) ? "true" : "false")}}}"),
        n => Invariant($"{{\"id\": {n + 1}}}"))
    { Name = request.Name, Reason = request.Reason };

    public static TypedSource Xml(SourceRequest request)
    {
        var root = XmlShapes.RootOf(request.Column.Name);
        return new DocumentSource(XmlShapes.DrawOf(request.Table.Name.Name, request.Column.Name), n => Invariant($"<{root} id=\"{n + 1}\"/>")) { Name = request.Name, Reason = request.Reason };
    }

    public static TypedSource HStore(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => Invariant($"\"colour\"=>\"{Word(ref r)}\", \"level\"=>\"{r.Next(5) + 1}\""),
        n => Invariant($"\"id\"=>\"{n + 1}\""))
    { Name = request.Name, Reason = request.Reason };

    public static TypedSource SearchVector(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => Lexemes(ref r),
        n => Invariant($"'item':1 '{n + 1}':2"))
    { Name = request.Name, Reason = request.Reason };

    public static TypedSource SearchQuery(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => Invariant($"'{Word(ref r)}' & '{Word(ref r)}'"),
        n => Invariant($"'item' & '{n + 1}'"))
    { Name = request.Name, Reason = request.Reason };

    public static TypedSource LabelTree(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => Invariant($"top.{Word(ref r)}.{Word(ref r)}"),
        n => Invariant($"top.item_{n + 1}"))
    { Name = request.Name, Reason = request.Reason };

    public static TypedSource LabelQuery(SourceRequest request, string form) => new DocumentSource(
        (ref CellRandom r) => string.Format(CultureInfo.InvariantCulture, form, Word(ref r)),
        n => string.Format(CultureInfo.InvariantCulture, form, "item_" + (n + 1).ToString(CultureInfo.InvariantCulture)))
    {
        Name = request.Name,
        Reason = request.Reason,
    };

    public static TypedSource Snapshot(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => Span(1000 + r.Next(1_000_000UL)),
        n => Span(1000 + n))
    { Name = request.Name, Reason = request.Reason };

    public static TypedSource JsonPath(SourceRequest request) => new DocumentSource(
        (ref CellRandom r) => "$.\"" + Word(ref r) + "\"",
        n => Invariant($"$.\"item{n + 1}\""))
    { Name = request.Name, Reason = request.Reason };

    static string Span(ulong from) => Invariant($"{from}:{from + 2}:{from}");

    static string Lexemes(ref CellRandom random)
    {
        var lexemes = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 4; i++)
            lexemes.Add(Word(ref random));
        var text = new StringBuilder();
        foreach (var lexeme in lexemes)
            text.Append(text.Length > 0 ? " " : "").Append('\'').Append(lexeme).Append("':").Append(random.Next(40) + 1);
        return text.ToString();
    }

    static string Word(ref CellRandom random) => Words[random.Next(Words.Length)];

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Draws rich documents; distinct ones say their number and nothing else.</summary>
    sealed class DocumentSource(Draw<string> draw, Func<ulong, string> distinct) : TypedSource<string>
    {
        public override ulong DistinctCapacity => 1UL << 62;

        public override string Make(ref CellRandom random) => draw(ref random);

        public override string MakeDistinct(ulong index, ref CellRandom random) => distinct(index);
    }
}
