using System.Text;
using System.Xml;
using System.Xml.Linq;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>Types whose values are kept in the form of PostgreSQL's text.</summary>
abstract class StringCodec(PgType type, int modifier) : TypeCodec<string>(type, modifier)
{
    public override void AppendText(string value, StringBuilder text) => text.Append(value);

    public override object Parse(string text) => text;
}

/// <summary>
/// Types whose binary form is their text, after a version byte for some; and, told not to encode, the types that go as text alone.
/// </summary>
class TextCodec(PgType type, int modifier, byte? version = null, bool encodes = true) : StringCodec(type, modifier)
{
    const int VarHeaderSize = 4;
    const int NameBytes = 63;

    readonly int? _maxCharacters = type.Name is { Schema: "pg_catalog", Name: "varchar" or "bpchar" } && modifier >= VarHeaderSize
        ? modifier - VarHeaderSize
        : null;
    readonly bool _isName = type.Name is { Schema: "pg_catalog", Name: "name" };

    protected override bool Encodes => encodes;

    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        var start = buffer.BeginLength();
        if (version is { } first)
            buffer.WriteByte(first);
        _ = buffer.WriteUtf8(value);
        buffer.EndLength(start);
    }

    protected override string Convert(object value)
    {
        var text = UserText.Of(value) ?? throw new ValueConversionException($"{UserText.Show(value)} is no text");
        CheckLength(UserText.Storable(text));
        return text;
    }

    void CheckLength(string text)
    {
        // Blanks beyond the length are cut by the server without an error.
        if (_maxCharacters is { } most && text.Length > most && UserText.CountCharacters(text.AsSpan().TrimEnd(' ')) is var count && count > most)
            throw new ValueConversionException($"{count} characters, the column takes {most}");
        if (_isName && Encoding.UTF8.GetByteCount(text) is var bytes && bytes > NameBytes)
            throw new ValueConversionException($"{bytes} bytes, a name takes {NameBytes}");
    }
}

/// <summary><c>"char"</c>: one byte.</summary>
sealed class ByteCharacterCodec(PgType type, int modifier) : StringCodec(type, modifier)
{
    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        buffer.WriteInt32(1);
        buffer.WriteByte(value.Length == 0 ? (byte)0 : (byte)value[0]);
    }

    protected override string Convert(object value)
    {
        var text = UserText.Of(value);
        return text is { Length: 0 } || (text is { Length: 1 } && char.IsAscii(text[0]) && text[0] != '\0')
            ? text
            : throw new ValueConversionException($"{UserText.Show(value)} is no single ASCII character");
    }
}

/// <summary>An enum: one of its labels.</summary>
sealed class EnumCodec(PgType type, int modifier) : TextCodec(type, modifier)
{
    const int ShownLabels = 20;

    protected override string Convert(object value)
    {
        var label = UserText.Of(value);
        if (label is not null && Type.Labels.Contains(label, StringComparer.Ordinal))
            return label;
        var labels = string.Join(", ", Type.Labels.Take(ShownLabels).Select(l => $"'{l}'"));
        var more = Type.Labels.Count > ShownLabels ? ", …" : "";
        throw new ValueConversionException($"{UserText.Show(value)} is no label of {Type.SqlName}; its labels are {labels}{more}");
    }
}

/// <summary><c>xml</c>.</summary>
sealed class XmlCodec(PgType type, int modifier) : TextCodec(type, modifier)
{
    public override void WriteBinary(string value, CopyBuffer buffer) => base.WriteBinary(WithoutEncoding(value), buffer);

    protected override string Convert(object value) => base.Convert(value switch
    {
        XmlNode node => node.OuterXml,
        XNode node => node.ToString(),
        _ => value,
    });

    /// <summary>The server believes the declaration in the binary form alone, where the bytes are UTF-8 whatever it says.</summary>
    static string WithoutEncoding(string value)
    {
        if (!value.StartsWith("<?xml", StringComparison.Ordinal))
            return value;
        var end = value.IndexOf("?>", StringComparison.Ordinal);
        var name = value.IndexOf("encoding", StringComparison.Ordinal);
        var open = name < 0 ? -1 : value.AsSpan(name).IndexOfAny('"', '\'') + name;
        var close = open <= name ? -1 : value.IndexOf(value[open], open + 1);
        return name >= 0 && close > open && close < end ? value.Remove(name, close - name + 1) : value;
    }
}
