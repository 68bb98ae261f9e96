using System.Collections;
using System.Globalization;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>uuid</c>.</summary>
sealed class UuidCodec(PgType type, int modifier) : TypeCodec<Guid>(type, modifier)
{
    const int Size = 16;

    public override void WriteBinary(Guid value, CopyBuffer buffer)
    {
        buffer.WriteInt32(Size);
        _ = value.TryWriteBytes(buffer.Reserve(Size), bigEndian: true, out _);
    }

    public override void AppendText(Guid value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    public override object Parse(string text) => Guid.Parse(text);

    protected override Guid Convert(object value) => value switch
    {
        Guid uuid => uuid,
        string text when Guid.TryParse(text, out var uuid) => uuid,
        _ => throw new ValueConversionException($"{UserText.Show(value)} is no uuid"),
    };
}

/// <summary><c>bytea</c>; text given for it is hexadecimal behind <c>\x</c> or <c>0x</c>.</summary>
sealed class ByteaCodec(PgType type, int modifier) : TypeCodec<byte[]>(type, modifier)
{
    public override void WriteBinary(byte[] value, CopyBuffer buffer)
    {
        buffer.WriteInt32(value.Length);
        buffer.WriteBytes(value);
    }

    public override void AppendText(byte[] value, StringBuilder text) =>
        text.Append("\\x").Append(System.Convert.ToHexString(value).ToLowerInvariant());

    public override object Parse(string text) => System.Convert.FromHexString(text.AsSpan(2));

    public override bool TakesList(IEnumerable list) => list is byte[];

    protected override byte[] Convert(object value)
    {
        switch (value)
        {
            case byte[] bytes:
                return bytes;
            case string text when text.StartsWith("\\x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0x", StringComparison.OrdinalIgnoreCase):
                try
                {
                    return System.Convert.FromHexString(text.AsSpan(2));
                }
                catch (FormatException error)
                {
                    throw new ValueConversionException($"{UserText.Show(text)} has no even number of hexadecimal digits", error);
                }
            case string:
                throw new ValueConversionException($"{UserText.Show(value)} is no bytea: give an array of bytes, or hexadecimal digits behind \\x");
            case IList list:
                return [.. list.Cast<object?>().Select(AsByte)];
            default:
                throw new ValueConversionException($"{UserText.Show(value)} is no array of bytes");
        }
    }

    static byte AsByte(object? value) => value is not null && UserNumbers.TryInteger(value, out var number) && number >= 0 && number <= byte.MaxValue
        ? (byte)number
        : throw new ValueConversionException($"{(value is null ? "NULL" : UserText.Show(value))} is no byte");
}

/// <summary><c>bit</c> and <c>bit varying</c>: text of 0 and 1.</summary>
sealed class BitStringCodec(PgType type, int modifier, bool isVarying) : StringCodec(type, modifier)
{
    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        var size = (value.Length + 7) / 8;
        buffer.WriteInt32(sizeof(int) + size);
        buffer.WriteInt32(value.Length);
        var bytes = buffer.Reserve(size);
        bytes.Clear();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '1')
                bytes[i / 8] |= (byte)(0x80 >> (i % 8));
        }
    }

    public override bool TakesList(IEnumerable list) => list is BitArray;

    protected override string Convert(object value)
    {
        var bits = value switch
        {
            bool truth => truth ? "1" : "0",
            BitArray array => string.Concat(array.Cast<bool>().Select(b => b ? '1' : '0')),
            _ => UserText.Of(value),
        };
        if (bits is null || bits.AsSpan().ContainsAnyExcept('0', '1'))
            throw new ValueConversionException($"{UserText.Show(value)} is no text of 0 and 1");
        if (Modifier >= 0 && (isVarying ? bits.Length > Modifier : bits.Length != Modifier))
            throw new ValueConversionException($"{bits.Length} bits, the column takes {(isVarying ? "at most " : "exactly ")}{Modifier}");
        return bits;
    }
}
