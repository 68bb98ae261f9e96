using System.Globalization;
using System.Text;
using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>A piece of a template that can be written for a row.</summary>
abstract class TemplatePart
{
    /// <summary>The index of the column that it reads, or null.</summary>
    public virtual int? Reads => null;

    /// <summary>Whether another attempt can give another text.</summary>
    public virtual bool CanRetry => false;

    public abstract void Append(StringBuilder text, RowBatch batch, int row, int attempt);
}

/// <summary>Text with choices in it.</summary>
sealed class ChoicePart(TemplateText choices, ulong streamKey) : TemplatePart
{
    public override bool CanRetry => choices.Count > 1;

    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt)
    {
        var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
        _ = text.Append(choices.Draw(ref random));
    }
}

/// <summary>The row's instance.</summary>
sealed class InstancePart(string? format) : TemplatePart
{
    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt) =>
        _ = text.Append(batch.InstanceOf(row).ToString(format, CultureInfo.InvariantCulture));
}

/// <summary>Another column of the row; nothing where it is NULL.</summary>
sealed class ColumnPart(int column, TypeCodec codec, string? format) : TemplatePart
{
    public override int? Reads => column;

    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt) =>
        PartFormat.Append(text, batch.Columns[column]!, row, codec, format);
}

/// <summary>A value of a generator.</summary>
sealed class SourcePart(ValueSource source, TypeCodec codec, ulong streamKey, string? format) : TemplatePart
{
    public override bool CanRetry => true;

    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt)
    {
        var cell = codec.CreateVector(1);
        source.Write(cell, 0, CellRandom.For(streamKey, batch.InstanceOf(row), attempt), new CellContext(batch, row));
        PartFormat.Append(text, cell, 0, codec, format);
    }
}

/// <summary>A value that code of the user's makes.</summary>
sealed class CodePart(CellCode code, string? format) : TemplatePart
{
    public CellCode Code => code;

    public override bool CanRetry => !code.IsScript;

    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt)
    {
        var value = code.Evaluate(batch, row, row + 1, attempt)[0];
        _ = text.Append(value is null ? "" : format is null ? Convert.ToString(value, CultureInfo.InvariantCulture) : PartFormat.Of(value, format));
    }
}

/// <summary>How a value is written into a template.</summary>
static class PartFormat
{
    /// <summary>
    /// Appends a value: in PostgreSQL's form, else as the format says: <c>lower</c>, <c>upper</c>, <c>ascii</c> and <c>slug</c> for texts,
    /// .NET's format strings for numbers, dates and the like. Nothing for NULL.
    /// </summary>
    /// <exception cref="FormatException">The format does not suit the value.</exception>
    public static void Append(StringBuilder text, ColumnVector values, int row, TypeCodec codec, string? format)
    {
        if (values.IsNull(row))
            return;
        if (format is null)
            codec.AppendText(values, row, text);
        else
            _ = text.Append(Of(values.GetValue(row)!, format));
    }

    public static string Of(object value, string format) => (value, format.ToLowerInvariant()) switch
    {
        (string s, "lower") => s.ToLowerInvariant(),
        (string s, "upper") => s.ToUpperInvariant(),
        (string s, "ascii") => AsciiForm.Write(s),
        (string s, "slug") => AsciiForm.Slug(s, '-'),
        (IFormattable formattable, _) => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{format}' is no format of a text: use lower, upper, ascii or slug"),
    };
}
