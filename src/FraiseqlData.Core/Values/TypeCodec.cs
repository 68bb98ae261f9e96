using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>
/// The forms of a type's values: a typed vector, PostgreSQL's text input and binary COPY form, and the .NET object that people see.
/// The .NET type is fixed per PostgreSQL type; it is always .NET's own, or string where .NET has none.
/// </summary>
abstract class TypeCodec(PgType type, int modifier)
{
    public PgType Type { get; } = type;

    /// <summary>The modifier in force (length, precision), -1 for none.</summary>
    public int Modifier { get; } = modifier;

    /// <summary>The .NET type of the values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Whether <see cref="WriteBinary"/> works: every part of the type has a binary encoder here and a receive function there.</summary>
    public abstract bool HasBinary { get; }

    public abstract ColumnVector CreateVector(int capacity);

    /// <summary>Writes a non-NULL value's length word and bytes in the form of <c>typreceive</c>.</summary>
    public abstract void WriteBinary(ColumnVector vector, int row, CopyBuffer buffer);

    /// <summary>Appends a non-NULL value in the form that the type's input function reads, not yet quoted or escaped.</summary>
    public abstract void AppendText(ColumnVector vector, int row, StringBuilder text);

    /// <summary>
    /// Reads the type's text output (under the session settings of <c>SessionSettings</c>) into the .NET value;
    /// values that .NET cannot hold (numeric NaN, 24:00, dates BC, infinity) come back as the text itself.
    /// </summary>
    public abstract object Parse(string text);

    /// <summary>
    /// Turns what a user gave (any .NET object, culture-invariant text included) into a value that a vector of this codec takes,
    /// checking range and length.
    /// </summary>
    /// <exception cref="ValueConversionException">The object is no value of this type.</exception>
    public abstract object? FromUser(object? value);
}

/// <summary>A codec whose values are of type <typeparamref name="T"/>.</summary>
abstract class TypeCodec<T>(PgType type, int modifier) : TypeCodec(type, modifier)
    where T : notnull
{
    public override Type ValueType => typeof(T);

    public override ColumnVector CreateVector(int capacity) => new ColumnVector<T>(capacity);

    public override void WriteBinary(ColumnVector vector, int row, CopyBuffer buffer) => WriteBinary(((ColumnVector<T>)vector)[row], buffer);

    public override void AppendText(ColumnVector vector, int row, StringBuilder text) => AppendText(((ColumnVector<T>)vector)[row], text);

    public abstract void WriteBinary(T value, CopyBuffer buffer);

    public abstract void AppendText(T value, StringBuilder text);
}

/// <summary>A user's value does not fit a column's type. The message says what was given and what the type takes, without table or column.</summary>
sealed class ValueConversionException(string message, Exception? inner = null) : Exception(message, inner);
