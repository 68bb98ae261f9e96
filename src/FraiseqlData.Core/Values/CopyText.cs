using System.Text;

namespace FraiseqlData.Values;

/// <summary>Fields of COPY's text format.</summary>
static class CopyText
{
    const string Special = "\\\t\n\r\b\f\v";

    /// <summary>Appends a row's value as a field, <c>\N</c> for NULL. The scratch buffer loses its content.</summary>
    public static void AppendField(StringBuilder line, TypeCodec codec, ColumnVector vector, int row, StringBuilder scratch)
    {
        if (vector.IsNull(row))
        {
            _ = line.Append("\\N");
            return;
        }
        codec.AppendText(vector, row, scratch.Clear());
        foreach (var chunk in scratch.GetChunks())
            AppendEscaped(line, chunk.Span);
    }

    /// <summary>Appends a text form with the format's own characters escaped.</summary>
    public static void AppendEscaped(StringBuilder line, ReadOnlySpan<char> text)
    {
        for (int next; (next = text.IndexOfAny(Special)) >= 0; text = text[(next + 1)..])
        {
            _ = line.Append(text[..next]).Append('\\').Append(text[next] switch
            {
                '\t' => 't',
                '\n' => 'n',
                '\r' => 'r',
                '\b' => 'b',
                '\f' => 'f',
                '\v' => 'v',
                _ => '\\',
            });
        }
        _ = line.Append(text);
    }
}
