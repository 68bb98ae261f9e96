using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FraiseqlData.Values;

/// <summary>A piece of YAML or JSON with its line: a text, number, truth value or null; a list; or a map.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Value">A scalar's value.</param>
/// <param name="Items">A list's items, or null.</param>
/// <param name="Entries">A map's entries, or null.</param>
sealed record YamlTree(long Line, object? Value, IReadOnlyList<YamlTree>? Items = null, IReadOnlyList<(string Key, long Line, YamlTree Value)>? Entries = null)
{
    const int MostLevels = 16;
    const int MostNodes = 100_000;
    const int MostCharacters = 1 << 20;

    /// <summary>The value without lines: a scalar, an array, or a map.</summary>
    public object? Plain() => Items is not null ? Items.Select(i => i.Plain()).ToArray()
        : Entries is not null ? Entries.ToDictionary(e => e.Key, e => e.Value.Plain(), StringComparer.OrdinalIgnoreCase)
        : Value;

    /// <summary>Reads one document. Anchors, aliases and tags are refused, and size and depth are bounded, so that a small file stays small.</summary>
    /// <exception cref="FormatException">The text cannot be read; the message begins with the line.</exception>
    public static YamlTree Read(string text)
    {
        if (text.Length > MostCharacters)
            throw new FormatException("line 1: the file is too large");
        try
        {
            var parser = new Parser(new StringReader(text));
            _ = parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new YamlTree(1, null);
            _ = parser.Consume<DocumentStart>();
            var nodes = 0;
            var tree = Node(parser, MostLevels, ref nodes);
            _ = parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? tree : throw At(parser.Current!, "a second document begins; the file takes one");
        }
        catch (YamlException e)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {e.Start.Line}: {(e.InnerException ?? e).Message}"), e);
        }
    }

    static YamlTree Node(IParser parser, int levels, ref int nodes)
    {
        var next = parser.Current!;
        if (levels == 0 || ++nodes > MostNodes)
            throw At(next, levels == 0 ? "it is nested too deeply" : "the file has too many parts");
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false } || next is NodeEvent { Tag.IsEmpty: false })
            throw At(next, "anchors, aliases and tags are not read");
        var line = next.Start.Line;
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlTree(line, Typed(scalar));
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlTree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Node(parser, levels - 1, ref nodes));
            return new YamlTree(line, null, items);
        }
        _ = parser.Consume<MappingStart>();
        var entries = new List<(string, long, YamlTree)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar key || !key.Anchor.IsEmpty)
                throw At(parser.Current!, "a key has to be a plain word");
            _ = parser.MoveNext();
            if (entries.Exists(e => string.Equals(e.Item1, key.Value, StringComparison.OrdinalIgnoreCase)))
                throw At(key, $"'{key.Value}' is there twice");
            entries.Add((key.Value, key.Start.Line, Node(parser, levels - 1, ref nodes)));
        }
        return new YamlTree(line, null, null, entries);
    }

    static object? Typed(Scalar scalar) => scalar.Style != ScalarStyle.Plain ? scalar.Value : scalar.Value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole.ToString(CultureInfo.InvariantCulture) == text => whole,
        var text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && text[0] is not ('0' or '+') || text.StartsWith("0.", StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) => number,
        var text => text,
    };

    static FormatException At(ParsingEvent at, string what) => new(string.Create(CultureInfo.InvariantCulture, $"line {at.Start.Line}: {what}"));
}
