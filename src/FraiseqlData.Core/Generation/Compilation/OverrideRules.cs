using System.Collections;
using FraiseqlData.Errors;
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

    /// <summary>The columns that the server computes from SQL of the user's.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqOverrideInvalid</c>: the value has to be known before the row is written.</exception>
    public static IReadOnlyList<SqlColumn> Expressions(TableContext context, RowSegment segment)
    {
        var columns = new List<SqlColumn>();
        foreach (var (name, value) in segment.Overrides.OrderBy(o => context.IndexOf(o.Key)))
        {
            if (value is not SqlOverride { Expression: var sql })
                continue;
            var column = context.Table.GetColumn(name);
            if (context.Resolved.LoadGroup is not null && context.IsReferenced(column))
            {
                throw GenerationErrors.OverrideInvalid(
                    context.Table, column, null, "the server only gives it a value when the row is written, but rows of a circle of foreign keys refer to it before that.",
                    "Give it a value that is known here: a constant, a list, a template, a generator or a script block.");
            }
            if (ParameterText.IndexOf(sql, ';') >= 0)
                throw GenerationErrors.OverrideInvalid(context.Table, column, null, "its SQL is more than one expression.", "Give one expression, as in a SELECT list.");
            columns.Add(new SqlColumn(context.IndexOf(name), sql));
        }
        return columns;
    }

    /// <summary>Says why steps cannot run: a template names a column that has no value yet.</summary>
    public static FraiseqlDataException Unready(TableContext context, IReadOnlyList<BatchStep> waiting, IReadOnlySet<int> written)
    {
        var byTemplate = waiting.SelectMany(s => s.Writes).ToHashSet();
        var step = waiting.FirstOrDefault(s => s.Reads.Any(r => !written.Contains(r) && !byTemplate.Contains(r))) ?? waiting[0];
        var column = context.ColumnAt(step.Reads.First(r => !written.Contains(r)));
        return GenerationErrors.OverrideInvalid(
            context.Table, context.ColumnAt(step.Writes[0]), null,
            byTemplate.Contains(context.IndexOf(column.Name))
                ? $"it needs {column.Name}, whose own template needs it in turn."
                : $"it needs {column.Name}, which only the server gives a value.",
            "Name other columns in the template.");
    }

    /// <summary>Refuses constants and values of lists that a check on the column alone refuses, wherever in the list they stand.</summary>
    public static void CheckValues(TableContext context, int column, IEnumerable<object?> values)
    {
        var name = context.ColumnAt(column).Name;
        var checks = context.Constraints.AllChecks.Where(c => c.Columns.All(n => n == name)).ToList();
        foreach (var value in checks.Count > 0 ? values : [])
        {
            if (checks.Find(c => c.Evaluate(_ => value) == Constraints.CheckOutcome.False) is { } broken)
                throw GenerationErrors.OverrideBreaksCheck(context.Table, context.ColumnAt(column), broken, value);
        }
    }

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
                ListOverride { IsSampled: true } when segment.Count > 1 => throw GenerationErrors.OverrideInvalid(
                    table, table.GetColumn(column), null, $"values that are drawn may repeat, which breaks the unique key \"{key.Name}\".", "Take them in turn (pick = 'cycle'), with a value for each row."),
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
