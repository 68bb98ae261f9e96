using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>inet</c> and <c>cidr</c>, as text such as <c>192.168.0.1/24</c>.</summary>
sealed class AddressCodec(PgType type, int modifier, bool isNetwork) : StringCodec(type, modifier)
{
    const byte IPv4 = 2;
    const byte IPv6 = 3;

    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!TryRead(value, bytes, out var length, out var bits))
            throw new ValueConversionException($"{UserText.Show(value)} is no address");
        buffer.WriteInt32(4 + length);
        buffer.WriteByte(length == 4 ? IPv4 : IPv6);
        buffer.WriteByte((byte)bits);
        buffer.WriteByte(isNetwork ? (byte)1 : (byte)0);
        buffer.WriteByte((byte)length);
        buffer.WriteBytes(bytes[..length]);
    }

    protected override string Convert(object value)
    {
        var text = value switch
        {
            IPAddress address => address.ToString(),
            IPNetwork network => network.ToString(),
            string given => given.Trim(),
            _ => throw new ValueConversionException($"{UserText.Show(value)} is no address"),
        };
        Span<byte> bytes = stackalloc byte[16];
        if (!TryRead(text, bytes, out var length, out var bits))
            throw new ValueConversionException($"{UserText.Show(value)} is no address such as 192.168.0.1/24 or ::1");
        if (isNetwork && HasHostBits(bytes[..length], bits))
            throw new ValueConversionException($"{UserText.Show(value)} is no network: it has bits set to the right of the mask");
        return text;
    }

    static bool TryRead(ReadOnlySpan<char> text, Span<byte> bytes, out int length, out int bits)
    {
        var slash = text.IndexOf('/');
        var host = slash < 0 ? text : text[..slash];
        (length, bits) = (0, 0);
        if (host.Contains(':'))
        {
            if (host.ContainsAny("[]%") || !IPAddress.TryParse(host, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
                return false;
            _ = address.TryWriteBytes(bytes, out length);
        }
        else if (TryReadIPv4(host, bytes))
        {
            length = 4;
        }
        bits = length * 8;
        return length > 0
            && (slash < 0 || (int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= length * 8));
    }

    /// <summary>Not by IPAddress, which takes 10 for 0.0.0.10 and 010 for 8.</summary>
    static bool TryReadIPv4(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        for (var i = 0; i < 4; i++)
        {
            var dot = text.IndexOf('.');
            if ((dot < 0) != (i == 3))
                return false;
            if (!byte.TryParse(dot < 0 ? text : text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                return false;
            text = text[(dot + 1)..];
        }
        return true;
    }

    static bool HasHostBits(ReadOnlySpan<byte> bytes, int bits)
    {
        for (var i = bits; i < bytes.Length * 8; i++)
        {
            if ((bytes[i / 8] & (0x80 >> (i % 8))) != 0)
                return true;
        }
        return false;
    }
}

/// <summary><c>macaddr</c> (6 bytes) and <c>macaddr8</c> (8 bytes), as text such as <c>08:00:2b:01:02:03</c>.</summary>
sealed class HardwareAddressCodec(PgType type, int modifier, int size) : StringCodec(type, modifier)
{
    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        buffer.WriteInt32(size);
        if (!TryRead(value, buffer.Reserve(size)))
            throw new ValueConversionException($"{UserText.Show(value)} is no hardware address");
    }

    protected override string Convert(object value)
    {
        var text = value switch
        {
            PhysicalAddress address => address.ToString(),
            string given => given,
            _ => "",
        };
        Span<byte> bytes = stackalloc byte[size];
        return TryRead(text, bytes)
            ? string.Join(':', bytes.ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))
            : throw new ValueConversionException($"{UserText.Show(value)} is no hardware address of {size} bytes, such as 08:00:2b:01:02:03");
    }

    bool TryRead(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[16];
        var count = 0;
        foreach (var character in text.Trim())
        {
            if (char.IsAsciiHexDigit(character) && count < digits.Length)
                digits[count++] = (byte)(char.IsAsciiDigit(character) ? character - '0' : (character | 0x20) - 'a' + 10);
            else if (character is not (':' or '-' or '.'))
                return false;
        }
        // A six-byte address in an eight-byte column gets ff:fe in its middle, as PostgreSQL has it.
        if (size == 8 && count == 12)
        {
            digits[6..12].CopyTo(digits[10..]);
            (digits[6], digits[7], digits[8], digits[9]) = (0xF, 0xF, 0xF, 0xE);
            count = 16;
        }
        if (count != size * 2)
            return false;
        for (var i = 0; i < size; i++)
            bytes[i] = (byte)((digits[2 * i] << 4) | digits[(2 * i) + 1]);
        return true;
    }
}
