using System.Buffers.Binary;
using System.Collections;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>A composite, as text such as <c>(1,"a b",)</c>; users may give a dictionary by field or a list in field order.</summary>
sealed class CompositeCodec(PgType type, int modifier) : StringCodec(type, modifier)
{
    readonly TypeCodec[] _fields = [.. type.Fields.Select(f => TypeCodecs.For(f.Type, f.TypeModifier))];

    protected override bool Encodes => _fields.All(f => f.HasBinary);

    public override bool TakesList(IEnumerable list) => true;

    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        var fields = Read(value);
        var start = buffer.BeginLength();
        buffer.WriteInt32(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer.Reserve(sizeof(uint)), Type.Fields[i].Type.Oid);
            if (fields[i] is { } field)
                _fields[i].WriteBinaryText(field, buffer);
            else
                buffer.WriteInt32(-1);
        }
        buffer.EndLength(start);
    }

    protected override string Convert(object value)
    {
        IReadOnlyList<object?> fields = value switch
        {
            string text => Read(text),
            IDictionary map => ByName(map),
            IList list when list.Count == _fields.Length => [.. list.Cast<object?>()],
            IList list => throw new ValueConversionException($"{list.Count} values, {Type.SqlName} has {_fields.Length} fields"),
            _ => throw new ValueConversionException($"{UserText.Show(value)} is no {Type.SqlName}: give a hashtable of its fields, {FieldNames}"),
        };
        return RecordText.Write(fields.Select((field, i) => FromUser(i, field)));
    }

    string FieldNames => string.Join(", ", Type.Fields.Select(f => f.Name));

    List<string?> Read(string text)
    {
        // A composite without fields and one with a single NULL look alike.
        if (_fields.Length == 1 && text.Trim() is "()")
            return [null];
        if (!RecordText.TryRead(text, out var fields))
            throw new ValueConversionException($"{UserText.Show(text)} is no {Type.SqlName}: text for it looks like (1,\"a b\",)");
        return fields.Count == _fields.Length
            ? fields
            : throw new ValueConversionException($"{fields.Count} values, {Type.SqlName} has {_fields.Length} fields");
    }

    object?[] ByName(IDictionary map)
    {
        var fields = new object?[_fields.Length];
        foreach (var (name, value) in JsonText.Entries(map))
        {
            var index = IndexOf(name, StringComparison.Ordinal);
            if (index < 0 && (index = IndexOf(name, StringComparison.OrdinalIgnoreCase)) < 0)
                throw new ValueConversionException($"{Type.SqlName} has no field '{name}'; its fields are {FieldNames}");
            fields[index] = value;
        }
        return fields;
    }

    int IndexOf(string name, StringComparison comparison)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (Type.Fields[i].Name.Equals(name, comparison))
                return i;
        }
        return -1;
    }

    string? FromUser(int index, object? field)
    {
        if (field is null or DBNull)
            return null;
        try
        {
            return _fields[index].FromUserPart(field);
        }
        catch (ValueConversionException error)
        {
            throw new ValueConversionException($"field {Type.Fields[index].Name}: {error.Message}", error);
        }
    }
}
