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
        if (IsBare(codec, scratch))
        {
            _ = sql.Append(scratch);
            return;
        }
        if (codec is BitStringCodec)
            _ = sql.Append('B');
        AppendQuoted(sql, scratch);
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
        if (vector.IsNull(row))
        {
            _ = sql.Append("NULL");
        }
        else
        {
            codec.AppendText(vector, row, scratch.Clear());
            AppendQuoted(sql, scratch);
        }
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
        _ = sql.Append('\'');
        foreach (var chunk in text.GetChunks())
        {
            var rest = chunk.Span;
            for (int next; (next = rest.IndexOfAny('\'', '\0')) >= 0; rest = rest[(next + 1)..])
            {
                if (rest[next] == '\0')
                    throw new ValueConversionException("the text has a NUL character, which PostgreSQL cannot store");
                _ = sql.Append(rest[..next]).Append("''");
            }
            _ = sql.Append(rest);
        }
        _ = sql.Append('\'');
    }

    static bool IsBare(TypeCodec codec, StringBuilder text) => codec switch
    {
        BooleanCodec or NumericCodec => true,
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
