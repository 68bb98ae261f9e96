namespace FraiseqlData.Values;

/// <summary>The values of one column for a run of rows: a typed buffer and a null map, reused from batch to batch.</summary>
abstract class ColumnVector(int capacity)
{
    readonly bool[] _nulls = new bool[capacity];

    /// <summary>How many rows the vector can hold.</summary>
    public int Capacity => _nulls.Length;

    /// <summary>The .NET type of the values.</summary>
    public abstract Type ValueType { get; }

    public bool IsNull(int row) => _nulls[row];

    public void SetNull(int row) => _nulls[row] = true;

    protected void SetNotNull(int row) => _nulls[row] = false;

    /// <summary>The value of a row as an object, null for NULL. Boxes: not for the hot path.</summary>
    public abstract object? GetValue(int row);

    /// <summary>Sets a row from an object of exactly <see cref="ValueType"/>, or null for NULL.</summary>
    public abstract void SetValue(int row, object? value);

    /// <summary>Copies a value from a vector of the same type.</summary>
    public abstract void CopyFrom(int row, ColumnVector source, int sourceRow);
}

/// <summary>A <see cref="ColumnVector"/> of values of type <typeparamref name="T"/>.</summary>
sealed class ColumnVector<T>(int capacity) : ColumnVector(capacity)
    where T : notnull
{
    readonly T[] _values = new T[capacity];

    public override Type ValueType => typeof(T);

    /// <summary>The value of a row; meaningless where the row is NULL.</summary>
    public T this[int row]
    {
        get => _values[row];
        set
        {
            _values[row] = value;
            SetNotNull(row);
        }
    }

    public override object? GetValue(int row) => IsNull(row) ? null : _values[row];

    public override void SetValue(int row, object? value)
    {
        if (value is null)
            SetNull(row);
        else
            this[row] = (T)value;
    }

    public override void CopyFrom(int row, ColumnVector source, int sourceRow)
    {
        if (source.IsNull(sourceRow))
            SetNull(row);
        else
            this[row] = ((ColumnVector<T>)source)[sourceRow];
    }
}
