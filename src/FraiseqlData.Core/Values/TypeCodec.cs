using System.Collections;
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

    /// <summary>Whether the binary form can be written: every part of the type has an encoder here and a receive function there.</summary>
    public bool HasBinary => Encodes && Type.HasBinaryInput;

    /// <summary>Whether there is an encoder of the binary form here.</summary>
    protected virtual bool Encodes => true;

    /// <summary>Whether <see cref="FromUser"/> takes this list as one value, so that in an array column it is an element and no further dimension.</summary>
    public virtual bool TakesList(IEnumerable list) => false;

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

    /// <summary>As <see cref="WriteBinary"/>, for a part of an array: an object of <see cref="ValueType"/>.</summary>
    public abstract void WriteBinaryPart(object value, CopyBuffer buffer);

    /// <summary>As <see cref="AppendText"/>, for a part of an array: an object of <see cref="ValueType"/>.</summary>
    public abstract void AppendTextPart(object value, StringBuilder text);

    /// <summary>
    /// As <see cref="WriteBinary"/>, for a part of a range or composite, which is kept as text;
    /// unlike a value of its own it may be one that .NET cannot hold, such as infinity.
    /// </summary>
    public virtual void WriteBinaryText(string text, CopyBuffer buffer) => WriteBinaryPart(FromUser(text)!, buffer);

    /// <summary>Checks a part of a range or composite that a user gave, and returns its text form.</summary>
    public virtual string FromUserPart(object value)
    {
        var text = new StringBuilder();
        AppendTextPart(FromUser(value)!, text);
        return text.ToString();
    }
}

/// <summary>A codec whose values are of type <typeparamref name="T"/>.</summary>
abstract class TypeCodec<T>(PgType type, int modifier) : TypeCodec(type, modifier)
    where T : notnull
{
    public override Type ValueType => typeof(T);

    public override ColumnVector CreateVector(int capacity) => new ColumnVector<T>(capacity);

    public override void WriteBinary(ColumnVector vector, int row, CopyBuffer buffer) => WriteBinary(((ColumnVector<T>)vector)[row], buffer);

    public override void AppendText(ColumnVector vector, int row, StringBuilder text) => AppendText(((ColumnVector<T>)vector)[row], text);

    public sealed override void WriteBinaryPart(object value, CopyBuffer buffer) => WriteBinary((T)value, buffer);

    public sealed override void AppendTextPart(object value, StringBuilder text) => AppendText((T)value, text);

    public sealed override object? FromUser(object? value) => value is null or DBNull ? null : Convert(value);

    /// <summary>As <see cref="FromUser"/>, for what is not NULL.</summary>
    protected abstract T Convert(object value);

    public abstract void WriteBinary(T value, CopyBuffer buffer);

    public abstract void AppendText(T value, StringBuilder text);
}

/// <summary>A user's value does not fit a column's type. The message says what was given and what the type takes, without table or column.</summary>
sealed class ValueConversionException(string message, Exception? inner = null) : Exception(message, inner);
