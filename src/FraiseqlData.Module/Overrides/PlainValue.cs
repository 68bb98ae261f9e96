using System.Collections;
using System.Management.Automation;

namespace FraiseqlData.Module;

/// <summary>Frees a value of PowerShell: the engine sees .NET's own types, and later changes of the user's objects do not reach the plan.</summary>
static class PlainValue
{
    const int MostLevels = 100;

    public static object? Of(object? value) => Of(value, MostLevels);

    /// <summary>Whether the value is a list of values, not one value.</summary>
    public static bool IsList(object? value) => value is IEnumerable and not (string or IDictionary or byte[] or BitArray);

    static object? Of(object? value, int levels)
    {
        if (levels == 0)
            throw OverrideErrors.TooDeep();
        return value switch
        {
            PSObject { BaseObject: PSCustomObject } custom => Map(custom.Properties.Select(p => (p.Name, (object?)p.Value)), levels),
            PSObject wrapped => Of(wrapped.BaseObject, levels - 1),
            IDictionary map => Map(Entries(map), levels),
            byte[] bytes => bytes.Clone(),
            _ when IsList(value) => ((IEnumerable)value!).Cast<object?>().Select(item => Of(item, levels - 1)).ToArray(),
            _ => value,
        };
    }

    static Dictionary<string, object?> Map(IEnumerable<(string Name, object? Value)> entries, int levels)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
            map[name] = Of(value, levels - 1);
        return map;
    }

    // A Hashtable's order differs between processes; the same plan must give the same data.
    static IEnumerable<(string Name, object? Value)> Entries(IDictionary map)
    {
        var entries = map.Cast<DictionaryEntry>().Select(e => (Name: e.Key.ToString() ?? "", e.Value));
        return map is Hashtable ? entries.OrderBy(e => e.Name, StringComparer.Ordinal) : entries;
    }
}
