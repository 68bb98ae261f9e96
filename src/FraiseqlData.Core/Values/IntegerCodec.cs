using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>Integers of every width, and the object and transaction identifiers, which are unsigned.</summary>
sealed class IntegerCodec<T>(PgType type, int modifier) : TypeCodec<T>(type, modifier)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override void WriteBinary(T value, CopyBuffer buffer)
    {
        buffer.WriteInt32(Unsafe.SizeOf<T>());
        // WriteBigEndian would box: it is a default method of the interface.
        _ = value.TryWriteBigEndian(buffer.Reserve(Unsafe.SizeOf<T>()), out _);
    }

    public override void AppendText(T value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    public override object Parse(string text) => T.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    protected override T Convert(object value)
    {
        if (value is T typed)
            return typed;
        if (!UserNumbers.TryInteger(value, out var number))
            throw new ValueConversionException($"{UserText.Show(value)} is no integer");
        if (number < Int128.CreateChecked(T.MinValue) || number > Int128.CreateChecked(T.MaxValue))
        {
            throw new ValueConversionException(string.Create(
                CultureInfo.InvariantCulture, $"{number} is outside the range of {Type.SqlName}, {T.MinValue} to {T.MaxValue}"));
        }
        return T.CreateChecked(number);
    }
}
