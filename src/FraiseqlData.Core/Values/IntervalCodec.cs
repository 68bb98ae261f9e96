using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>
/// <c>interval</c>, as text such as <c>1 year 2 mons -3 days +04:05:06</c>: months and days have no fixed length, so a TimeSpan cannot hold them.
/// </summary>
sealed class IntervalCodec(PgType type, int modifier) : StringCodec(type, modifier)
{
    const int Size = 16;

    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        var interval = Read(value);
        buffer.WriteInt32(Size);
        buffer.WriteInt64(interval.Microseconds);
        buffer.WriteInt32(interval.Days);
        buffer.WriteInt32(interval.Months);
    }

    protected override string Convert(object value) => value switch
    {
        TimeSpan span => IntervalValue.From(span).ToString(),
        string text => Read(text).ToString(),
        _ => throw new ValueConversionException($"{UserText.Show(value)} is no interval"),
    };

    static IntervalValue Read(string text) => IntervalReader.TryRead(text, out var value)
        ? value
        : throw new ValueConversionException($"{UserText.Show(text)} is no interval");
}
