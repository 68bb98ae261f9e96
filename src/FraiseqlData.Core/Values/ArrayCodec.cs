using System.Buffers.Binary;
using System.Collections;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>An array: a list of its element's values and nulls, lists of lists for further dimensions. Lower bounds are 1.</summary>
sealed class ArrayCodec : TypeCodec<object?[]>
{
    const int MaxDimensions = 6;
    const int LowerBound = 1;

    readonly TypeCodec _element;
    readonly char _delimiter;

    public ArrayCodec(PgType type, int modifier)
        : base(type, modifier)
    {
        // An array column's modifier is its element's.
        _element = TypeCodecs.For(type.Element!, modifier);
        _delimiter = _element.Type switch
        {
            { Name: { Schema: "pg_catalog", Name: "box" } } => ';',
            { Extension: "postgis", Name.Name: "geometry" or "geography" } => ':',
            _ => ',',
        };
    }

    protected override bool Encodes => _element.HasBinary;

    public override bool TakesList(IEnumerable list) => true;

    public override void WriteBinary(object?[] value, CopyBuffer buffer)
    {
        Span<int> sizes = stackalloc int[MaxDimensions];
        var dimensions = value.Length == 0 ? 0 : Measure(value, sizes);
        var start = buffer.BeginLength();
        buffer.WriteInt32(dimensions);
        buffer.WriteInt32(HasNull(value, dimensions) ? 1 : 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.Reserve(sizeof(uint)), Type.Element!.Oid);
        foreach (var size in sizes[..dimensions])
        {
            buffer.WriteInt32(size);
            buffer.WriteInt32(LowerBound);
        }
        if (dimensions > 0)
            WriteElements(value, dimensions, buffer);
        buffer.EndLength(start);
    }

    public override void AppendText(object?[] value, StringBuilder text) => Append(value, text, new StringBuilder());

    public override object Parse(string text) => ArrayText.TryRead(text, _delimiter, out var value) ? Map(value, _element.Parse) : text;

    protected override object?[] Convert(object value)
    {
        object?[] items;
        if (value is string text)
        {
            if (!ArrayText.TryRead(text, _delimiter, out var parsed))
                throw new ValueConversionException($"{UserText.Show(text)} is no array: give a list, or text such as {{1,2}}");
            items = Map(parsed, e => _element.FromUser(e)!);
        }
        else if (value is IEnumerable list and not IDictionary)
        {
            items = Build(list, 1);
        }
        else
        {
            throw new ValueConversionException($"{UserText.Show(value)} is no array: give a list");
        }
        if (IsAllEmpty(items))
            return [];
        Span<int> sizes = stackalloc int[MaxDimensions];
        if (!IsRectangular(items, sizes[..Measure(items, sizes)]))
            throw new ValueConversionException("the inner lists have different lengths; the dimensions of an array are even");
        return items;
    }

    object?[] Build(IEnumerable list, int depth)
    {
        if (depth > MaxDimensions)
            throw new ValueConversionException($"an array has {MaxDimensions} dimensions at the most");
        if (list is Array { Rank: > 1 })
            throw new ValueConversionException("an array of .NET with several dimensions is not taken: give lists of lists");
        return [.. list.Cast<object?>().Select(item => IsDimension(item) ? Build((IEnumerable)item!, depth + 1) : _element.FromUser(item))];
    }

    bool IsDimension(object? item) => item is IEnumerable list and not (string or IDictionary) && !_element.TakesList(list);

    void Append(object?[] value, StringBuilder text, StringBuilder scratch)
    {
        _ = text.Append('{');
        for (var i = 0; i < value.Length; i++)
        {
            if (i > 0)
                _ = text.Append(_delimiter);
            if (value[i] is null)
            {
                _ = text.Append("NULL");
            }
            else if (IsList(value[i], out var inner))
            {
                Append(inner, text, scratch);
            }
            else
            {
                _element.AppendTextPart(value[i]!, scratch.Clear());
                ArrayText.AppendElement(text, scratch, _delimiter);
            }
        }
        _ = text.Append('}');
    }

    void WriteElements(object?[] value, int dimensions, CopyBuffer buffer)
    {
        foreach (var item in value)
        {
            if (dimensions > 1)
                WriteElements((object?[])item!, dimensions - 1, buffer);
            else if (item is null)
                buffer.WriteInt32(-1);
            else
                _element.WriteBinaryPart(item, buffer);
        }
    }

    /// <summary>A list within an array is a dimension, unless the element is a domain over an array.</summary>
    bool IsList(object? item, out object?[] list)
    {
        list = item as object?[] ?? [];
        return item is object?[] && _element is not ArrayCodec;
    }

    int Measure(object?[] value, Span<int> sizes)
    {
        sizes[0] = value.Length;
        return value.Length > 0 && IsList(value[0], out var inner) ? 1 + Measure(inner, sizes[1..]) : 1;
    }

    bool IsRectangular(object?[] value, ReadOnlySpan<int> sizes)
    {
        if (value.Length != sizes[0])
            return false;
        foreach (var item in value)
        {
            if (IsList(item, out var inner) != (sizes.Length > 1) || (sizes.Length > 1 && !IsRectangular(inner, sizes[1..])))
                return false;
        }
        return true;
    }

    bool IsAllEmpty(object?[] value) => value.All(item => IsList(item, out var inner) && IsAllEmpty(inner));

    static bool HasNull(object?[] value, int dimensions) => dimensions > 1
        ? value.Any(item => HasNull((object?[])item!, dimensions - 1))
        : value.Contains(null);

    static object?[] Map(object?[] value, Func<string, object> convert) =>
        [.. value.Select(item => item switch { object?[] inner => Map(inner, convert), string text => convert(text), _ => null })];
}
