using System.Text;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Functions and operators on text.</summary>
static class TextFunctions
{
    /// <summary>The call, or null where it is not known here.</summary>
    public static Node? Build(string name, IReadOnlyList<Node> args)
    {
        if (args.Count == 0 || !args[0].Type.IsText)
            return name == "octet_length" && args is [{ Type.Kind: SqlKind.Bytes }]
                ? Node.Strict(SqlType.Int4, args[0], x => (long)((byte[])x).Length)
                : name == "length" && args is [{ Type.Kind: SqlKind.Bytes }]
                ? Node.Strict(SqlType.Int4, args[0], x => (long)((byte[])x).Length)
                : name is "length" or "bit_length" && args is [{ Type.Kind: SqlKind.Bits }]
                ? Node.Strict(SqlType.Int4, args[0], x => (long)((string)x).Length)
                : null;
        var result = args[0].Type with { Kind = SqlKind.Text, Length = -1 };
        if (args is [var a])
            return OfOne(name, a, result);
        if (name is "btrim" or "ltrim" or "rtrim" && args is [_, { Type.IsText: true }])
            return Node.Strict(result, args[0], args[1], (x, set) => Texts.Trim((string)x, (string)set, name != "rtrim", name != "ltrim"));
        if (!args.Skip(1).All(n => n.Type.IsInteger || n.Type.IsText))
            return null;
        return name switch
        {
            "strpos" or "position" when args.Count == 2 && args[1].Type.IsText && IsPlain(args[0]) =>
                Node.Strict(SqlType.Int4, args[0], args[1], (x, part) => Position((string)x, (string)part)),
            "starts_with" when args.Count == 2 && IsPlain(args[0]) =>
                Node.Strict(SqlType.Bool, args[0], args[1], (x, part) => ((string)x).StartsWith((string)part, StringComparison.Ordinal)),
            "left" when args.Count == 2 => Node.Strict(result, args[0], args[1], (x, n) => Left((string)x, (long)n)),
            "right" when args.Count == 2 => Node.Strict(result, args[0], args[1], (x, n) => Right((string)x, (long)n)),
            "substr" or "substring" when args.Skip(1).All(n => n.Type.IsInteger) => Node.Strict(result, args, Substring),
            "split_part" when args.Count == 3 && IsPlain(args[0]) =>
                Node.Strict(result, args, v => SplitPart((string)v[0], (string)v[1], (long)v[2])),
            "replace" when args.Count == 3 && IsPlain(args[0]) =>
                Node.Strict(result, args, v =>
                    (string)v[1] == "" ? v[0] : ((string)v[0]).Replace((string)v[1], (string)v[2], StringComparison.Ordinal)),
            "repeat" when args.Count == 2 => Node.Strict(result, args[0], args[1], (x, n) => Repeat((string)x, (long)n)),
            "similar_to_escape" or "similar_escape" when args.Count == 2 && args[1].Type.IsText =>
                Node.Strict(result, args[0], args[1], (x, e) =>
                    ((string)e).Length == 1 ? PatternMatcher.SimilarToRegex((string)x, ((string)e)[0]) ?? (object)NoValue.Unknown
                        : NoValue.Unknown),
            "overlay" when args.Count is 3 or 4 => Node.Strict(result, args, Overlay),
            "regexp_replace" when args.Count is 3 or 4 && args[1].IsConstant && IsPlain(args[0]) => Node.Strict(result, args, Replace),
            "translate" when args.Count == 3 => Node.Strict(result, args, v => Translate((string)v[0], (string)v[1], (string)v[2])),
            _ => null,
        };
    }

    /// <summary><c>||</c> on text.</summary>
    public static Node? Concatenate(Node a, Node b)
    {
        if (!a.Type.IsText || !b.Type.IsText)
            return null;
        return Node.Strict(a.Type with { Kind = SqlKind.Text, Length = -1 }, a, b, (x, y) => (string)x + (string)y);
    }

    static bool IsPlain(Node node) => node.Type.Order != TextOrder.Nondeterministic && node.Type.Kind == SqlKind.Text;

    static Node? OfOne(string name, Node a, SqlType result)
    {
        var isPadded = a.Type.Kind == SqlKind.PaddedText;
        string Unpadded(object x) => isPadded ? ((string)x).TrimEnd(' ') : (string)x;
        return name switch
        {
            "length" or "char_length" or "character_length" => Node.Strict(SqlType.Int4, a, x => Texts.Length(Unpadded(x))),
            "octet_length" when !isPadded => Node.Strict(SqlType.Int4, a, x => (long)Encoding.UTF8.GetByteCount((string)x)),
            "bit_length" when !isPadded => Node.Strict(SqlType.Int4, a, x => Encoding.UTF8.GetByteCount((string)x) * 8L),
            "lower" => Node.Strict(result, a, x => Texts.Fold((string)x, upper: false)),
            "upper" => Node.Strict(result, a, x => Texts.Fold((string)x, upper: true)),
            "btrim" or "ltrim" or "rtrim" => Node.Strict(result, a, x => Texts.Trim(Unpadded(x), " ", name != "rtrim", name != "ltrim")),
            "reverse" => Node.Strict(result, a, x => string.Concat(((string)x).EnumerateRunes().Reverse())),
            "ascii" => Node.Strict(SqlType.Int4, a, x => (string)x == "" ? 0L : ((string)x).EnumerateRunes().First().Value),
            "similar_to_escape" => Node.Strict(result, a, x => PatternMatcher.SimilarToRegex((string)x) ?? (object)NoValue.Unknown),
            _ => null,
        };
    }

    static object Position(string text, string part)
    {
        var index = text.IndexOf(part, StringComparison.Ordinal);
        return index < 0 ? 0L : Texts.Length(text[..index]) + 1;
    }

    static string Left(string text, long n) => Texts.Part(text, 0, n >= 0 ? n : Math.Max(Texts.Length(text) + n, 0));

    static string Right(string text, long n)
    {
        var start = n >= 0 ? Math.Max(Texts.Length(text) - n, 0) : -n;
        return Texts.Part(text, start, long.MaxValue);
    }

    static object Substring(object[] values)
    {
        var start = (long)values[1] - 1;
        if (values.Length == 2)
            return Texts.Part((string)values[0], Math.Max(start, 0), long.MaxValue);
        var length = (long)values[2];
        if (length < 0)
            return NoValue.Error;
        var end = start + length;
        return end <= 0 ? "" : Texts.Part((string)values[0], Math.Max(start, 0), end - Math.Max(start, 0));
    }

    static object SplitPart(string text, string separator, long n)
    {
        if (n == 0)
            return NoValue.Error;
        if (text == "")
            return "";
        var parts = separator == "" ? [text] : text.Split(separator);
        var index = n > 0 ? n - 1 : parts.Length + n;
        return index >= 0 && index < parts.Length ? parts[index] : "";
    }

    static object Overlay(object[] values)
    {
        var (text, placed, start) = ((string)values[0], (string)values[1], (long)values[2]);
        var length = values.Length > 3 ? (long)values[3] : Texts.Length(placed);
        return start <= 0 || length < 0
            ? NoValue.Unknown
            : Texts.Part(text, 0, start - 1) + placed + Texts.Part(text, start - 1 + length, long.MaxValue);
    }

    static object Replace(object[] values)
    {
        var flags = values.Length > 3 ? (string)values[3] : "";
        var replacement = (string)values[2];
        return flags is "" or "g" && !replacement.Contains('\\', StringComparison.Ordinal)
            && PatternMatcher.Create((string)values[1], false) is { } matcher
            ? matcher.Replace((string)values[0], replacement, flags == "g") ?? (object)NoValue.Unknown
            : NoValue.Unknown;
    }

    static object Repeat(string text, long n) =>
        n <= 0 ? "" : n * text.Length > 1_000_000 ? NoValue.Unknown : string.Concat(Enumerable.Repeat(text, (int)n));

    static object Translate(string text, string from, string to)
    {
        if (!Ascii.IsValid(from))
            return NoValue.Unknown;
        var result = new StringBuilder();
        foreach (var c in text)
        {
            var index = from.IndexOf(c, StringComparison.Ordinal);
            if (index < 0)
                _ = result.Append(c);
            else if (index < to.Length)
                _ = result.Append(to[index]);
        }
        return result.ToString();
    }
}
