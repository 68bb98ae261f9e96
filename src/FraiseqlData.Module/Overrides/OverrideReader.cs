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
