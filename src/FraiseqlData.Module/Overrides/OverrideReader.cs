using System.Collections;
using System.Management.Automation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Reads what users write in <c>-Override</c> and <c>-Row</c>.</summary>
static class OverrideReader
{
    /// <summary>The overrides of a hashtable, by column.</summary>
    /// <param name="overrides">The hashtable, or null.</param>
    /// <param name="capture">Makes a script block independent of where it was written.</param>
    public static Dictionary<string, ColumnOverride> Read(IDictionary? overrides, Func<ScriptBlock, CapturedScript> capture)
    {
        var read = new Dictionary<string, ColumnOverride>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in (overrides ?? new Hashtable()).Cast<DictionaryEntry>().OrderBy(e => e.Key.ToString(), StringComparer.Ordinal))
        {
            var column = entry.Key.ToString() ?? "";
            if (RecordsOf(entry.Value) is { } map)
            {
                foreach (var (member, list) in Records(column, map))
                    read[member] = list;
                continue;
            }
            read[column] = One(column, entry.Value, capture);
        }
        return read;
    }

    /// <summary>The overrides that rows stand for: each property a column, its values in turn.</summary>
    public static Dictionary<string, ColumnOverride> ReadRows(IReadOnlyList<object> rows)
    {
        if (rows.Count == 0)
            throw OverrideErrors.RowsEmpty();
        var maps = rows.Select(Properties).ToList();
        var columns = maps.SelectMany(m => m.Keys).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (columns.Count == 0)
            throw OverrideErrors.RowsEmpty();
        return columns.ToDictionary(
            column => column,
            ColumnOverride (column) => new ListOverride([.. maps.Select((m, i) => ValueOf(m, column, i + 1))]),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The instruction of several columns at once, or null where it is none.</summary>
    static IDictionary? RecordsOf(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is IDictionary map && map.Keys.OfType<string>().Contains("records", StringComparer.OrdinalIgnoreCase) ? map : null;

    static IReadOnlyDictionary<string, ListOverride> Records(string name, IDictionary map)
    {
        var parts = map.Cast<DictionaryEntry>().ToDictionary(e => e.Key.ToString() ?? "", e => e.Value, StringComparer.OrdinalIgnoreCase);
        if (parts.Keys.FirstOrDefault(k => k.ToLowerInvariant() is not ("records" or "weights" or "pick")) is { } other)
            throw OverrideErrors.RecordsUnreadable(name, other);
        var given = parts["records"] is PSObject { BaseObject: not PSCustomObject } bare ? bare.BaseObject : parts["records"];
        var records = PlainValue.IsList(given) ? ((IEnumerable)given!).Cast<object>() : [given!];
        var weights = parts.TryGetValue("weights", out var listed) ? PlainValue.Of(listed) : null;
        return RecordGroup.Read(name, [.. records.Select(Properties)], PlainValue.Of(parts.GetValueOrDefault("pick")) as string,
            weights is null ? null : [.. ((IEnumerable)weights).Cast<object>().Select(w => Convert.ToDouble(w, System.Globalization.CultureInfo.InvariantCulture))]);
    }

    static object? ValueOf(Dictionary<string, object?> row, string column, int number) =>
        row.TryGetValue(column, out var value) ? value : throw OverrideErrors.RowsUneven(number, column);

    /// <summary>Whether a hashtable is an instruction, not data.</summary>
    public static bool IsInstruction(IDictionary map) => OverrideInstruction.IsInstruction(map.Keys.OfType<string>());

    static ColumnOverride One(string column, object? value, Func<ScriptBlock, CapturedScript> capture)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            ScriptBlock script => new ScriptOverride(capture(script), script.ToString().Trim()),
            FqReference reference => reference.Override,
            IDictionary map when IsInstruction(map) => OverrideInstruction.Read(column, (IReadOnlyDictionary<string, object?>)PlainValue.Of(map)!),
            // Whether a list is one constant or values to take in turn is for the column's type to say.
            _ => new ConstantOverride(PlainValue.Of(bare)),
        };
    }

    static Dictionary<string, object?> Properties(object row) => row is PSObject { BaseObject: IDictionary map } ? Properties(map)
        : row is IDictionary direct
            ? direct.Cast<DictionaryEntry>().OrderBy(e => e.Key.ToString(), StringComparer.Ordinal)
                .ToDictionary(e => e.Key.ToString() ?? "", e => PlainValue.Of(e.Value), StringComparer.OrdinalIgnoreCase)
            : PSObject.AsPSObject(row).Properties.ToDictionary(p => p.Name, p => PlainValue.Of(p.Value), StringComparer.OrdinalIgnoreCase);
}
