using System.Collections;
using System.Globalization;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>An override as one text: equal ones have equal texts.</summary>
static class OverrideText
{
    public static string Of(ColumnOverride value) => value switch
    {
        ListOverride list => $"list {list.IsSampled} {Show(list.Values)} {Show(list.Weights)}",
        GeneratorOverride generator => $"generator {generator.Name} {Show(generator.Parameters)}",
        _ => value.ToString(),
    };

    static string Show(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"",
        IReadOnlyDictionary<string, object?> map => "{" + string.Join(",", map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{Show(m.Key)}:{Show(m.Value)}")) + "}",
        IEnumerable list => "[" + string.Join(",", list.Cast<object?>().Select(Show)) + "]",
        _ => value.GetType().Name + " " + Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
