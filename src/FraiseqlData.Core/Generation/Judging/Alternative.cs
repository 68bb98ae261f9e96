namespace FraiseqlData.Generation;

/// <summary>Values for the columns of a group, some of which may stay as they are drawn.</summary>
static class Alternative
{
    /// <summary>Stands for a value that is drawn.</summary>
    public static readonly object Drawn = new();

    /// <summary>Writes the values that are not drawn into a row.</summary>
    public static void Put(IReadOnlyList<int> columns, object?[] values, RowBatch batch, int row)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != Drawn)
                batch.Columns[columns[i]]!.SetValue(row, values[i]);
        }
    }
}
