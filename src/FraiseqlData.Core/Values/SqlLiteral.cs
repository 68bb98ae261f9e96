using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>Values as SQL literals, under <c>standard_conforming_strings = on</c>.</summary>
static class SqlLiteral
{
    /// <summary>
    /// Appends a row's value for an INSERT ... VALUES into the column: numbers and booleans bare, text in quotes, anything else with the
    /// column's type. What is too long stays so: a cast with a length would cut it without a word, so none is written.
    /// The scratch buffer loses its content.
    /// </summary>
    /// <exception cref="ValueConversionException">The text has a NUL character.</exception>
    public static void Append(StringBuilder sql, Column column, TypeCodec codec, ColumnVector vector, int row, StringBuilder scratch)
    {
        if (vector.IsNull(row))
        {
            _ = sql.Append("NULL");
            return;
        }
        codec.AppendText(vector, row, scratch.Clear());
        AppendText(sql, column, codec, scratch);
    }

    /// <summary>As <see cref="Append"/>, for a value in text form: the codec's or the server's.</summary>
    /// <exception cref="ValueConversionException">The text has a NUL character.</exception>
    public static void AppendText(StringBuilder sql, Column column, TypeCodec codec, StringBuilder text)
    {
        if (codec is BooleanCodec)
        {
            _ = sql.Append(text[0] == 't' ? "true" : "false");
            return;
        }
        if (IsBare(codec, text))
        {
            _ = sql.Append(text);
            return;
        }
        if (codec is BitStringCodec)
            _ = sql.Append('B');
        AppendQuoted(sql, text);
        if (CastType(column, codec) is { } type)
            _ = sql.Append("::").Append(type);
    }

    /// <summary>
    /// Appends a row's value in quotes and cast to the column's exact type, for any place of an expression. A value that is longer than
    /// the type is cut by the cast, so it must be checked before. The scratch buffer loses its content.
    /// </summary>
    /// <exception cref="ValueConversionException">The text has a NUL character.</exception>
    public static void AppendCast(StringBuilder sql, Column column, TypeCodec codec, ColumnVector vector, int row, StringBuilder scratch)
    {
        if (!vector.IsNull(row))
            codec.AppendText(vector, row, scratch.Clear());
        AppendCastText(sql, column, vector.IsNull(row) ? null : scratch);
    }

    /// <summary>As <see cref="AppendCast"/>, for a value in text form, null for NULL.</summary>
    /// <exception cref="ValueConversionException">The text has a NUL character.</exception>
    public static void AppendCastText(StringBuilder sql, Column column, StringBuilder? text)
    {
        if (text is null)
            _ = sql.Append("NULL");
        else
            AppendQuoted(sql, text);
        _ = sql.Append("::").Append(column.SqlType);
    }

    /// <summary>A text as an untyped literal.</summary>
    /// <exception cref="ValueConversionException">The text has a NUL character.</exception>
    public static string Quote(string text)
    {
        var sql = new StringBuilder();
        AppendQuoted(sql, new StringBuilder(text));
        return sql.ToString();
    }

    static void AppendQuoted(StringBuilder sql, StringBuilder text)
    {
        // Files are copied with other line ends than they were written with: those of a value must not be among them.
        var isEscaped = HasLineEnd(text);
        var special = isEscaped ? "'\0\\\r\n" : "'\0";
        _ = sql.Append(isEscaped ? "E'" : "'");
        foreach (var chunk in text.GetChunks())
        {
            var rest = chunk.Span;
            for (int next; (next = rest.IndexOfAny(special)) >= 0; rest = rest[(next + 1)..])
            {
                _ = sql.Append(rest[..next]).Append(rest[next] switch
                {
                    '\'' => "''",
                    '\\' => @"\\",
                    '\r' => @"\r",
                    '\n' => @"\n",
                    _ => throw new ValueConversionException("the text has a NUL character, which PostgreSQL cannot store"),
                });
            }
            _ = sql.Append(rest);
        }
        _ = sql.Append('\'');
    }

    static bool HasLineEnd(StringBuilder text)
    {
        foreach (var chunk in text.GetChunks())
        {
            if (chunk.Span.ContainsAny('\r', '\n'))
                return true;
        }
        return false;
    }

    static bool IsBare(TypeCodec codec, StringBuilder text) => codec switch
    {
        NumericCodec => char.IsAsciiDigit(text[^1]),
        IntegerCodec<short> or IntegerCodec<int> or IntegerCodec<long> => true,
        // Infinity and NaN are words, and a bare -0 is the integer 0.
        SingleCodec or DoubleCodec => char.IsAsciiDigit(text[^1]) && !(text.Length == 2 && text[0] == '-' && text[1] == '0'),
        _ => false,
    };

    /// <summary>The type to cast a quoted literal to, or null where the target column gives it its type.</summary>
    static string? CastType(Column column, TypeCodec codec) => codec switch
    {
        BitStringCodec => null,
        TextCodec when codec.Type.Name is { Schema: "pg_catalog", Name: "text" or "varchar" or "bpchar" or "name" } => null,
        // bpchar, "bit" and varbit are the names that do not imply a length of 1.
        ArrayCodec when codec.Type.Element!.Name is { Schema: "pg_catalog", Name: "varchar" or "bpchar" or "bit" or "varbit" } element =>
            QualifiedName.Quote(element.Name) + "[]",
        _ => column.SqlType,
    };
}
