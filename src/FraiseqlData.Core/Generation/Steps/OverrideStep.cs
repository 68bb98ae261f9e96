using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a column with the user's values, taken in turn or drawn; a constant is a list of one.</summary>
sealed class OverrideStep : BatchStep
{
    readonly ColumnVector _values;
    readonly int _count;
    readonly int _column;
    readonly long _firstOrdinal;
    readonly ulong _streamKey;
    readonly WeightedPick? _weights;

    /// <summary>Converts the user's values once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The index of the column.</param>
    /// <param name="codec">The column's codec.</param>
    /// <param name="values">The values.</param>
    /// <param name="firstOrdinal">The ordinal of the row that gets the first value.</param>
    /// <param name="weights">How the values are drawn, or null to take them in turn.</param>
    /// <param name="streamKey">The column's stream; for values that are drawn.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: one does not fit the column.</exception>
    public OverrideStep(Table table, int column, TypeCodec codec, IReadOnlyList<object?> values, long firstOrdinal, WeightedPick? weights = null, ulong streamKey = 0)
    {
        (_column, _count, _firstOrdinal, _weights, _streamKey) = (column, values.Count, firstOrdinal, weights, streamKey);
        _values = codec.CreateVector(values.Count);
        for (var i = 0; i < values.Count; i++)
            Set(table, column, codec, _values, i, values[i], instance: null);
        Writes = [column];
    }

    /// <summary>The values as the column takes them.</summary>
    public IEnumerable<object?> Values => Enumerable.Range(0, _count).Select(_values.GetValue);

    /// <summary>The value of all rows; null where there are several, or it is NULL.</summary>
    public object? Constant => _count == 1 ? _values.GetValue(0) : null;

    public override IReadOnlyList<int> Writes { get; }

    public override bool CanRetry => _weights is not null;

    public override ColumnAccount AccountFor(int _) => new("override", "") { Generator = _count == 1 ? "constant" : "list", DistinctValues = Values.Distinct().Count() };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Columns[_column]!;
        for (var row = start; row < end; row++)
            target.CopyFrom(row, _values, IndexOf(batch, row, attempt));
    }

    int IndexOf(RowBatch batch, int row, int attempt) => _weights is null
        ? (int)((batch.OrdinalOf(row) - _firstOrdinal) % _count)
        : _weights.Of(CellRandom.For(_streamKey, batch.InstanceOf(row), attempt).NextDouble());

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
