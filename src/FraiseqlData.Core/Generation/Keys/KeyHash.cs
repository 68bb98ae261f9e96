using System.Globalization;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>
/// Hashes of key values, equal for values that foreign keys take as equal though their types differ (integer and bigint, char and text).
/// 64 bits, so that two different keys among millions do not meet.
/// </summary>
static class KeyHash
{
    /// <summary>The hash of NULL, and of a key that is partly NULL.</summary>
    public const ulong Unknown = 0;

    /// <summary>The hash of a value.</summary>
    public static ulong Of(ColumnVector vector, int row) =>
        vector.IsNull(row) ? Unknown : vector switch
        {
            ColumnVector<int> ints => OfInteger(ints[row]),
            ColumnVector<long> longs => OfInteger(longs[row]),
            ColumnVector<Guid> guids => OfGuid(guids[row]),
            ColumnVector<string> texts => OfText(texts[row]),
            _ => OfObject(vector.GetValue(row)!),
        };

    /// <summary>The hash of several values in order; unknown where one is.</summary>
    public static ulong Combine(ulong hash, ulong next) => hash == Unknown || next == Unknown ? Unknown : Known(CellRandom.Mix(hash * 31 + next));

    /// <summary>What <see cref="Combine"/> starts from.</summary>
    public const ulong Seed = 1;

    /// <summary>The hash of a row's columns.</summary>
    public static ulong Of(IReadOnlyList<ColumnVector?> columns, IReadOnlyList<int> indexes, int row)
    {
        var hash = Seed;
        foreach (var index in indexes)
            hash = Combine(hash, columns[index] is { } vector ? Of(vector, row) : Unknown);
        return hash;
    }

    static ulong OfObject(object value) => value switch
    {
        short number => OfInteger(number),
        decimal number when number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue => OfInteger((long)number),
        byte[] bytes => OfText(Convert.ToHexString(bytes)),
        _ => OfText(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    static ulong OfInteger(long value) => Known(CellRandom.Mix((ulong)value + 0x9E3779B97F4A7C15));

    static ulong OfGuid(Guid value)
    {
        Span<char> text = stackalloc char[32];
        _ = value.TryFormat(text, out _, "N");
        return OfText(text);
    }

    static ulong OfText(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text.TrimEnd(' '))
            hash = (hash ^ c) * 0x100000001B3;
        return Known(CellRandom.Mix(hash));
    }

    static ulong Known(ulong hash) => hash == Unknown ? 1 : hash;
}
