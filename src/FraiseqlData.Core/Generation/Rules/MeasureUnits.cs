using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>Units of measure by what they measure.</summary>
static class MeasureUnits
{
    /// <summary>The codes of units, apart by bars, by the generators of columns that hold them.</summary>
    public static IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["weight_unit"] = "kg|g|lb|oz",
        ["length_unit"] = "cm|mm|m|in|ft",
        ["volume_unit"] = "l|ml",
    };

    /// <summary>The codes of units that a column's name allows; null where it does not say what is measured.</summary>
    public static IReadOnlySet<string>? Of(Table table, Column column) =>
        RuleSources.Meanings(table, column).Select(m => m.Role).FirstOrDefault() is { } role && Codes.TryGetValue(role, out var codes)
            ? codes.Split('|').ToHashSet(StringComparer.OrdinalIgnoreCase)
            : null;
}
