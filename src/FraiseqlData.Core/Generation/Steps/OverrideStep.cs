using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a column with the user's values, taken in turn; a constant is a list of one.</summary>
sealed class OverrideStep : BatchStep
{
    readonly ColumnVector _values;
    readonly int _count;
    readonly int _column;
    readonly long _firstOrdinal;

    /// <summary>Converts the user's values once.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: one does not fit the column.</exception>
    public OverrideStep(Table table, int column, TypeCodec codec, IReadOnlyList<object?> values, long firstOrdinal)
    {
        (_column, _count, _firstOrdinal) = (column, values.Count, firstOrdinal);
        _values = codec.CreateVector(values.Count);
        for (var i = 0; i < values.Count; i++)
            Set(table, column, codec, _values, i, values[i], instance: null);
        Writes = [column];
    }

    public override IReadOnlyList<int> Writes { get; }

    public override bool CanRetry => false;

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Columns[_column]!;
        for (var row = start; row < end; row++)
            target.CopyFrom(row, _values, (int)((batch.OrdinalOf(row) - _firstOrdinal) % _count));
    }

    /// <summary>Puts a user's value into a vector.</summary>
    public static void Set(Table table, int column, TypeCodec codec, ColumnVector target, int row, object? value, long? instance)
    {
        var definition = table.Columns[column];
        object? converted;
        try
        {
            converted = codec.FromUser(value);
        }
        catch (ValueConversionException e)
        {
            throw GenerationErrors.OverrideInvalid(table, definition, instance, e.Message.EndsWith('.') ? e.Message : e.Message + ".", cause: e);
        }
        if (converted is null && definition.NotNull)
            throw GenerationErrors.OverrideInvalid(table, definition, instance, "NULL was given, but the column is NOT NULL.", "Give a value, or leave the override out.");
        target.SetValue(row, converted);
    }
}
