using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>real</c>.</summary>
sealed class SingleCodec(PgType type, int modifier) : TypeCodec<float>(type, modifier)
{
    public override void WriteBinary(float value, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(float));
        BinaryPrimitives.WriteSingleBigEndian(buffer.Reserve(sizeof(float)), value);
    }

    public override void AppendText(float value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value:R}");

    public override object Parse(string text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    protected override float Convert(object value)
    {
        if (value is float typed)
            return typed;
        if (!UserNumbers.TryDouble(value, out var number))
            throw new ValueConversionException($"{UserText.Show(value)} is no number");
        var single = (float)number;
        if (float.IsInfinity(single) != double.IsInfinity(number) || (single == 0 && number != 0))
            throw new ValueConversionException($"{UserText.Show(value)} is outside the range of {Type.SqlName}");
        return single;
    }
}

/// <summary><c>double precision</c>.</summary>
sealed class DoubleCodec(PgType type, int modifier) : TypeCodec<double>(type, modifier)
{
    public override void WriteBinary(double value, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(double));
        BinaryPrimitives.WriteDoubleBigEndian(buffer.Reserve(sizeof(double)), value);
    }

    public override void AppendText(double value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value:R}");

    public override object Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    protected override double Convert(object value) => UserNumbers.TryDouble(value, out var number)
        ? number
        : throw new ValueConversionException($"{UserText.Show(value)} is no number");
}
