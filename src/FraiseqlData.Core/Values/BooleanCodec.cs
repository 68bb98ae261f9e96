using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>boolean</c>.</summary>
sealed class BooleanCodec(PgType type, int modifier) : TypeCodec<bool>(type, modifier)
{
    public override void WriteBinary(bool value, CopyBuffer buffer)
    {
        buffer.WriteInt32(1);
        buffer.WriteByte(value ? (byte)1 : (byte)0);
    }

    public override void AppendText(bool value, StringBuilder text) => text.Append(value ? "true" : "false");

    public override object Parse(string text) => text is "t" or "true";

    protected override bool Convert(object value)
    {
        if (value is bool truth)
            return truth;
        if (value is string or char)
        {
            switch (UserText.Of(value)!.Trim().ToLowerInvariant())
            {
                case "true" or "t" or "yes" or "y" or "on" or "1":
                    return true;
                case "false" or "f" or "no" or "n" or "off" or "0":
                    return false;
            }
        }
        else if (UserNumbers.TryInteger(value, out var number) && (number == 0 || number == 1))
        {
            return number == 1;
        }
        throw new ValueConversionException($"{UserText.Show(value)} is no boolean");
    }
}
