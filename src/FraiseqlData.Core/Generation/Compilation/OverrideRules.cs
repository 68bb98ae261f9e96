using System.Collections;
using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>What can be said of overrides before any row is made.</summary>
static class OverrideRules
{
    /// <summary>The override as the column's type understands it: a list is one value for arrays, json and the like, and values to take in turn elsewhere.</summary>
    public static ColumnOverride Typed(ColumnOverride value, TypeCodec codec) =>
        value is ConstantOverride { Value: IEnumerable list and not (string or IDictionary) } && !codec.TakesList(list)
            ? new ListOverride([.. list.Cast<object?>()])
            : value;

    /// <summary>Refuses constants and lists that would repeat in a column that is unique by itself.</summary>
    public static void CheckUnique(TableContext context, RowSegment segment)
    {
        var table = context.Table;
        foreach (var key in table.UniqueKeys.Where(k => k.IsPlain && k.Columns.Count == 1))
        {
            var column = key.Columns[0];
            if (!segment.Overrides.TryGetValue(column, out var value))
                continue;
            var (values, distinct) = Typed(value, context.Codecs[context.IndexOf(column)]) switch
            {
                ConstantOverride { Value: null } => (0, long.MaxValue),
                ConstantOverride => (1, 1L),
                ListOverride list => (list.Values.Count, list.Values.All(v => v is not null) ? list.Values.Distinct().LongCount() : long.MaxValue),
                _ => (0, long.MaxValue),
            };
            if (distinct < segment.Count)
            {
                throw GenerationErrors.OverrideInvalid(table, table.GetColumn(column), null,
                    values == 1 ? $"the same value in {segment.Count} rows breaks the unique key \"{key.Name}\"." : $"{distinct} different values for {segment.Count} rows break the unique key \"{key.Name}\".",
                    "Give a value for each row, a script block that uses $Instance, or a generator.");
            }
        }
    }
}
