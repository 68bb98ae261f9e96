using System.Buffers.Binary;

namespace FraiseqlData.Values;

/// <summary>The binary form of <c>numeric</c>: digit count, weight, sign and scale, then digits to the base of 10,000 (<c>numeric_recv</c>).</summary>
static class NumericBinary
{
    const int Groups = 8;
    const ulong HalfRange = 10_000_000_000_000_000;
    const ushort Negative = 0x4000;

    public static void Write(decimal value, CopyBuffer buffer)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        var mantissa = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);

        // Groups of four digits start at the point, so the scale is rounded up to whole groups; 96 bits and three digits stay below 1e32.
        var fractionGroups = (scale + 3) / 4;
        for (var i = scale; i < fractionGroups * 4; i++)
            mantissa *= 10;
        Span<ushort> groups = stackalloc ushort[Groups];
        if (mantissa < HalfRange)
        {
            Split((ulong)mantissa, groups[4..]);
            groups[..4].Clear();
        }
        else
        {
            var high = mantissa / HalfRange;
            Split((ulong)high, groups[..4]);
            Split((ulong)(mantissa - (high * HalfRange)), groups[4..]);
        }

        var first = 0;
        while (first < Groups && groups[first] == 0)
            first++;
        var end = Groups;
        while (end > first && groups[end - 1] == 0)
            end--;
        var count = end - first;
        WriteHeader(buffer, count, count == 0 ? 0 : Groups - fractionGroups - 1 - first, bits[3] < 0 && count > 0 ? Negative : (ushort)0, scale);
        foreach (var group in groups[first..end])
            BinaryPrimitives.WriteUInt16BigEndian(buffer.Reserve(2), group);
    }

    /// <summary>Writes NaN, Infinity or -Infinity.</summary>
    public static void WriteSpecial(string name, CopyBuffer buffer) =>
        WriteHeader(buffer, 0, 0, name switch { "NaN" => 0xC000, "Infinity" => 0xD000, _ => 0xF000 }, 0);

    static void WriteHeader(CopyBuffer buffer, int count, int weight, ushort sign, int scale)
    {
        buffer.WriteInt32(8 + (2 * count));
        buffer.WriteInt16((short)count);
        buffer.WriteInt16((short)weight);
        buffer.WriteInt16(unchecked((short)sign));
        buffer.WriteInt16((short)scale);
    }

    static void Split(ulong number, Span<ushort> groups)
    {
        for (var i = groups.Length - 1; i >= 0; i--)
        {
            var rest = number / 10_000;
            groups[i] = (ushort)(number - (rest * 10_000));
            number = rest;
        }
    }
}
