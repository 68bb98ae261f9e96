using System.Text;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>The text form of a value within a range or a row literal.</summary>
sealed class PartText(PgType type, int modifier)
{
    readonly TypeCodec _codec = TypeCodecs.For(type, modifier);

    /// <summary>Appends a value in quotes, doubled quotes and backslashes inside, which both literals understand.</summary>
    public void AppendQuoted(object value, StringBuilder text)
    {
        var part = new StringBuilder();
        _codec.AppendTextPart(value, part);
        text.Append('"').Append(part.Replace("\\", "\\\\").Replace("\"", "\"\"")).Append('"');
    }
}
