using System.Buffers.Binary;
using System.Globalization;
using FraiseqlData.Errors;

namespace FraiseqlData.Trinity;

/// <summary>
/// A pattern UUID of the fraiseql-uuid family: <c>TTTTTTDD-FFFF-4SSS-8STT-IIIIIIIIIIII</c>, decimal digits only, valid as RFC 4122 version 4.
/// The scenario's four digits are split around the variant nibble: three before it, one behind.
/// </summary>
/// <param name="TableCode">The table's code, 0 to 999,999.</param>
/// <param name="SeedDirectory">0 to 99.</param>
/// <param name="Function">0 to 9,999.</param>
/// <param name="Scenario">0 to 9,999.</param>
/// <param name="TestCase">0 to 99.</param>
/// <param name="Instance">0 to 999,999,999,999.</param>
public readonly record struct PatternUuid(int TableCode, int SeedDirectory, int Function, int Scenario, int TestCase, long Instance)
{
    /// <summary>The greatest instance that the format holds.</summary>
    public const long MaxInstance = 999_999_999_999;

    const ulong Group = 10_000;

    static readonly ushort[] FourDigits = [.. Enumerable.Range(0, (int)Group).Select(i => (ushort)(i / 1000 << 12 | i / 100 % 10 << 8 | i / 10 % 10 << 4 | i % 10))];

    /// <summary>The UUID.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqUuidFieldOutOfRange</c>: a field is outside its range.</exception>
    public Guid ToGuid()
    {
        Check(TableCode, 999_999, "The table code");
        Check(SeedDirectory, 99, "The seed directory");
        Check(Function, 9_999, "The function");
        Check(Scenario, 9_999, "The scenario");
        Check(TestCase, 99, "The test case");
        Check(Instance, MaxInstance, "The instance");
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, HighBits());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], LowBits());
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The UUID of a table code as text, six digits, and numbers of any size.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodeInvalid</c>, <c>FqUuidFieldOutOfRange</c>.</exception>
    public static PatternUuid Create(string tableCode, long instance, long seedDirectory = 21, long function = 0, long scenario = 0, long testCase = 0)
    {
        Check(seedDirectory, 99, "The seed directory");
        Check(function, 9_999, "The function");
        Check(scenario, 9_999, "The scenario");
        Check(testCase, 99, "The test case");
        Check(instance, MaxInstance, "The instance");
        return new PatternUuid(TableCodes.Parse(tableCode), (int)seedDirectory, (int)function, (int)scenario, (int)testCase, instance);
    }

    /// <summary>Reads a pattern UUID; null where the value is none.</summary>
    public static PatternUuid? Parse(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        var (high, low) = (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        if ((high >> 12 & 0xF) != 4 || low >> 60 != 8)
            return null;
        if (!TryDecimal(high >> 40, 6, out var code) || !TryDecimal(high >> 32, 2, out var directory) || !TryDecimal(high >> 16, 4, out var function)
            || !TryDecimal(high, 3, out var scenarioHead) || !TryDecimal(low >> 56, 1, out var scenarioTail)
            || !TryDecimal(low >> 48, 2, out var testCase) || !TryDecimal(low, 12, out var instance))
            return null;
        return new PatternUuid((int)code, (int)directory, (int)function, (int)(scenarioHead * 10 + scenarioTail), (int)testCase, instance);
    }

    /// <summary>The UUID as text.</summary>
    public override string ToString() => ToGuid().ToString("D", CultureInfo.InvariantCulture);

    ulong HighBits() =>
        Digits(TableCode) << 40 | Digits(SeedDirectory) << 32 | Digits(Function) << 16 | 0x4000 | Digits(Scenario / 10);

    ulong LowBits() => 0x8UL << 60 | Digits(Scenario % 10) << 56 | Digits(TestCase) << 48 | Digits(Instance);

    /// <summary>Decimal digits as hexadecimal ones (binary-coded decimal), four at a time.</summary>
    static ulong Digits(long value)
    {
        var (rest, digits) = ((ulong)value, 0UL);
        for (var shift = 0; rest > 0; shift += 16)
        {
            var next = rest / Group;
            digits |= (ulong)FourDigits[(int)(rest - next * Group)] << shift;
            rest = next;
        }
        return digits;
    }

    static bool TryDecimal(ulong digits, int count, out long value)
    {
        value = 0;
        for (var i = count - 1; i >= 0; i--)
        {
            var digit = digits >> (i * 4) & 0xF;
            if (digit > 9)
                return false;
            value = value * 10 + (long)digit;
        }
        return true;
    }

    static void Check(long value, long max, string field)
    {
        if (value < 0 || value > max)
            throw UuidErrors.FieldOutOfRange(field, value, max);
    }
}
