using System.Buffers.Binary;

namespace FraiseqlData.Generation.Sources;

/// <summary>Random uuids of version 4; distinct ones carry a mixed index in the 62 bits behind the variant.</summary>
sealed class UuidSource(ulong key) : TypedSource<Guid>
{
    readonly Permutation _permutation = new(1UL << 62, key);

    public override ulong DistinctCapacity => 1UL << 62;

    public override Guid Make(ref CellRandom random) => Build(random.NextUInt64(), random.NextUInt64());

    public override Guid MakeDistinct(ulong index, ref CellRandom random) => Build(random.NextUInt64(), _permutation.At(index));

    static Guid Build(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (high & 0xFFFFFFFFFFFF0FFF) | 0x4000);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (low & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>Random bytes of a length within bounds.</summary>
sealed class BytesSource(int minLength, int maxLength, ulong key) : TypedSource<byte[]>
{
    // Distinct values have one length, so that their first bytes tell them apart.
    readonly Permutation _permutation = new(maxLength >= 7 ? 1UL << 56 : 1UL << (8 * maxLength), key);

    public override ulong DistinctCapacity => maxLength == 0 ? 1 : _permutation.Count;

    public override byte[] Make(ref CellRandom random) => Fill((int)random.Between(minLength, maxLength), ref random);

    public override byte[] MakeDistinct(ulong index, ref CellRandom random)
    {
        var bytes = Fill(maxLength, ref random);
        var number = _permutation.At(index);
        for (var i = 0; i < Math.Min(maxLength, 7); i++)
            bytes[i] = (byte)(number >> (8 * i));
        return bytes;
    }

    static byte[] Fill(int length, ref CellRandom random)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)random.Next(256);
        return bytes;
    }
}

/// <summary>Strings of zeros and ones.</summary>
sealed class BitStringSource(int minLength, int maxLength, ulong key) : TypedSource<string>
{
    readonly Permutation _permutation = new(1UL << Math.Min(maxLength, 62), key);

    public override ulong DistinctCapacity => _permutation.Count;

    public override string Make(ref CellRandom random)
    {
        var bits = new char[(int)random.Between(minLength, maxLength)];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = (char)('0' + (random.NextUInt64() >> 63));
        return new string(bits);
    }

    public override string MakeDistinct(ulong index, ref CellRandom random)
    {
        var number = _permutation.At(index);
        return string.Create(maxLength, number, static (bits, n) =>
        {
            for (var i = 0; i < bits.Length; i++)
                bits[i] = i < 62 && ((n >> i) & 1) == 1 ? '1' : '0';
        });
    }
}
