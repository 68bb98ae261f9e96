using System.Globalization;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Copies keys between columns whose types may differ, as foreign keys allow (integer to bigint, a domain, varchar to text).</summary>
static class VectorCopy
{
    public static void Copy(ColumnVector source, int sourceRow, ColumnVector target, int row)
    {
        if (source.ValueType == target.ValueType)
            target.CopyFrom(row, source, sourceRow);
        else if (source.GetValue(sourceRow) is { } value)
            target.SetValue(row, Convert.ChangeType(value, target.ValueType, CultureInfo.InvariantCulture));
        else
            target.SetNull(row);
    }

    /// <summary>Writes an integer into a vector of any numeric type.</summary>
    public static void WriteInteger(ColumnVector target, int row, long value)
    {
        switch (target)
        {
            case ColumnVector<int> ints:
                ints[row] = checked((int)value);
                break;
            case ColumnVector<long> longs:
                longs[row] = value;
                break;
            case ColumnVector<short> shorts:
                shorts[row] = checked((short)value);
                break;
            default:
                target.SetValue(row, Convert.ChangeType(value, target.ValueType, CultureInfo.InvariantCulture));
                break;
        }
    }
}
