using System.Collections;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>A range, as text such as <c>[1,10)</c>; users may give a list of two bounds, which includes the lower and excludes the upper one.</summary>
sealed class RangeCodec(PgType type, int modifier) : StringCodec(type, modifier)
{
    [Flags]
    enum Shape : byte
    {
        None = 0,
        Empty = 0x01,
        IncludesLower = 0x02,
        IncludesUpper = 0x04,
        NoLower = 0x08,
        NoUpper = 0x10,
    }

    readonly TypeCodec _bound = TypeCodecs.For(type.Element!, -1);

    protected override bool Encodes => _bound.HasBinary;

    public override bool TakesList(IEnumerable list) => true;

    public override void WriteBinary(string value, CopyBuffer buffer) => WriteBinary(Read(value), buffer);

    public void WriteBinary(RangeText range, CopyBuffer buffer)
    {
        var start = buffer.BeginLength();
        var shape = range.IsEmpty
            ? Shape.Empty
            : (range.Lower is null ? Shape.NoLower : range.IncludesLower ? Shape.IncludesLower : Shape.None)
                | (range.Upper is null ? Shape.NoUpper : range.IncludesUpper ? Shape.IncludesUpper : Shape.None);
        buffer.WriteByte((byte)shape);
        if (range.Lower is not null)
            _bound.WriteBinaryText(range.Lower, buffer);
        if (range.Upper is not null)
            _bound.WriteBinaryText(range.Upper, buffer);
        buffer.EndLength(start);
    }

    /// <summary>Checks the bounds that a user gave and brings them into the form of their type.</summary>
    public RangeText Check(RangeText range) => range with { Lower = Bound(range.Lower), Upper = Bound(range.Upper) };

    protected override string Convert(object value) => value switch
    {
        string text => Check(Read(text)).ToString(),
        IList { Count: 2 } list => new RangeText(false, list[0] is not (null or DBNull), false, Bound(list[0]), Bound(list[1])).ToString(),
        _ => throw new ValueConversionException($"{UserText.Show(value)} is no {Type.SqlName}: give its two bounds as a list, or text such as [1,10)"),
    };

    string? Bound(object? bound) => bound is null or DBNull ? null : _bound.FromUserPart(bound);

    RangeText Read(string text)
    {
        var position = 0;
        var isRange = RangeText.TryRead(text, ref position, out var range);
        RangeText.SkipSpace(text, ref position);
        return isRange && position == text.Length
            ? range
            : throw new ValueConversionException($"{UserText.Show(text)} is no {Type.SqlName}: text for it looks like [1,10)");
    }
}

/// <summary>A multirange, as text such as <c>{[1,3),[5,7)}</c>; users may give a list of ranges.</summary>
sealed class MultirangeCodec(PgType type, int modifier) : StringCodec(type, modifier)
{
    readonly RangeCodec _range = (RangeCodec)TypeCodecs.For(type.Element!, -1);

    protected override bool Encodes => _range.HasBinary;

    public override bool TakesList(IEnumerable list) => true;

    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        var ranges = Read(value);
        var start = buffer.BeginLength();
        buffer.WriteInt32(ranges.Count);
        foreach (var range in ranges)
            _range.WriteBinary(range, buffer);
        buffer.EndLength(start);
    }

    protected override string Convert(object value) => value switch
    {
        string text => "{" + string.Join(',', Read(text).Select(_range.Check)) + "}",
        IList list => "{" + string.Join(',', list.Cast<object?>().Select(NotNull)) + "}",
        _ => throw new ValueConversionException($"{UserText.Show(value)} is no {Type.SqlName}: give a list of ranges"),
    };

    object NotNull(object? range) => _range.FromUser(range) ?? throw new ValueConversionException("a multirange has no NULL in it");

    List<RangeText> Read(string text)
    {
        var ranges = new List<RangeText>();
        var inner = text.Trim();
        if (inner.Length >= 2 && inner[0] == '{' && inner[^1] == '}')
        {
            inner = inner[1..^1].Trim();
            var position = 0;
            if (inner.Length == 0)
                return ranges;
            while (RangeText.TryRead(inner, ref position, out var range))
            {
                ranges.Add(range);
                RangeText.SkipSpace(inner, ref position);
                if (position == inner.Length)
                    return ranges;
                if (inner[position++] != ',')
                    break;
            }
        }
        throw new ValueConversionException($"{UserText.Show(text)} is no {Type.SqlName}: text for it looks like {{[1,3),[5,7)}}");
    }
}
