using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace FraiseqlData.Values;

/// <summary>What users give, as text: for text columns, and for messages about values that do not fit.</summary>
static class UserText
{
    const int ShownCharacters = 40;

    /// <summary>The text that an object stands for in a text column, or null where it stands for none (collections, arbitrary objects).</summary>
    public static string? Of(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        Enum name => name.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        char or Uri or Version or IPAddress or StringBuilder => value.ToString(),
        _ => null,
    };

    /// <summary>A value as a message names it: text in quotes and cut short, what has no text by its kind.</summary>
    public static string Show(object value) => value switch
    {
        string or char or StringBuilder => "'" + Cut(Of(value)!) + "'",
        IDictionary => "a hashtable",
        byte[] => "an array of bytes",
        IEnumerable => "a list",
        _ => Of(value) is { } text ? Cut(text) : "an object of type " + value.GetType().Name,
    };

    /// <summary>Refuses text that no PostgreSQL database in UTF-8 can hold.</summary>
    /// <exception cref="ValueConversionException">There is a NUL character or half of a surrogate pair.</exception>
    public static string Storable(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var next = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (rest[..(next < 0 ? rest.Length : next)].Contains('\0'))
            {
                var shown = Show(text.Replace("\0", "\\0", StringComparison.Ordinal));
                throw new ValueConversionException($"{shown} has a NUL character, which PostgreSQL cannot store");
            }
            if (next < 0)
                break;
            if (!char.IsHighSurrogate(rest[next]) || next + 1 == rest.Length || !char.IsLowSurrogate(rest[next + 1]))
                throw new ValueConversionException($"the text has half of a surrogate pair (U+{(int)rest[next]:X4}), which UTF-8 cannot hold");
            rest = rest[(next + 2)..];
        }
        return text;
    }

    /// <summary>The number of characters as PostgreSQL counts them (code points).</summary>
    public static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            if (char.IsLowSurrogate(unit))
                count--;
        }
        return count;
    }

    static string Cut(string text)
    {
        if (text.Length <= ShownCharacters)
            return text;
        var end = char.IsHighSurrogate(text[ShownCharacters - 1]) ? ShownCharacters - 1 : ShownCharacters;
        return text[..end] + "…";
    }
}
