using System.Buffers.Binary;

namespace FraiseqlData.Trinity;

/// <summary>UUIDs of RFC 9562 version 7 that do not depend on the clock: a fixed instant, and a millisecond more for each instance.</summary>
static class Version7Uuid
{
    /// <summary>The UUID of an instance.</summary>
    /// <param name="origin">The instant of instance 0, in UTC.</param>
    /// <param name="instance">The row's instance.</param>
    /// <param name="random">64 random bits, of which 62 are used.</param>
    /// <param name="more">Further random bits, of which 12 are used.</param>
    public static Guid Of(DateTime origin, long instance, ulong random, ulong more)
    {
        var milliseconds = (ulong)((origin - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond + instance);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, milliseconds << 16 | 0x7000 | more & 0xFFF);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], random & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }
}
