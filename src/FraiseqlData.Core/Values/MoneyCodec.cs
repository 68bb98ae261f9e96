using System.Globalization;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>money</c> under <c>lc_monetary = 'C'</c>: a number of cents.</summary>
sealed class MoneyCodec(PgType type, int modifier) : TypeCodec<decimal>(type, modifier)
{
    const decimal Most = long.MaxValue / 100m;
    const decimal Least = long.MinValue / 100m;

    public override void WriteBinary(decimal value, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(long));
        buffer.WriteInt64((long)(Cents(value) * 100));
    }

    public override void AppendText(decimal value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{Cents(value):0.00}");

    public override object Parse(string text) => Read(text)!;

    protected override decimal Convert(object value)
    {
        if ((value is string text ? Read(text) : UserNumbers.TryDecimal(value, out var number) ? number : null) is not { } amount)
            throw new ValueConversionException($"{UserText.Show(value)} is no amount of money");
        return Cents(amount) is >= Least and <= Most
            ? amount
            : throw new ValueConversionException($"{UserText.Show(value)} is outside the range of money, {Show(Least)} to {Show(Most)}");
    }

    static decimal? Read(string text)
    {
        var plain = text.Replace("$", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return UserNumbers.TryDecimal(plain, out var amount) ? amount : null;
    }

    static decimal Cents(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    static string Show(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
