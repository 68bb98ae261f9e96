using System.Buffers.Binary;
using System.Text;

namespace FraiseqlData.Values;

/// <summary>A growing byte buffer for COPY data, in network byte order.</summary>
sealed class CopyBuffer(int capacity = 1 << 16)
{
    byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Reserves a number of bytes and returns them for writing.</summary>
    public Span<byte> Reserve(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Reserve(2), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Reserve(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Reserve(8), value);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Writes text as UTF-8 and returns the number of bytes.</summary>
    public int WriteUtf8(ReadOnlySpan<char> text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        return Encoding.UTF8.GetBytes(text, Reserve(count));
    }

    /// <summary>Writes a placeholder length word and returns its place for <see cref="EndLength"/>.</summary>
    public int BeginLength()
    {
        WriteInt32(0);
        return Length;
    }

    /// <summary>Fills in the length word: the number of bytes written since <see cref="BeginLength"/>.</summary>
    public void EndLength(int start) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(start - 4, 4), Length - start);
}
