using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>Units of measure by what they measure.</summary>
static class MeasureUnits
{
    // What things are bought, sold and used by; nobody counts them in hours or kilometres.
    const string OfThings = "pcs|box|pk|pr|set|rll|btl|can|ctn|doz|plt|sht|bag|kg|l|m";

    static readonly Dictionary<string, string> Names = Nations.Units.ToDictionary(u => u[0], u => u[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>The codes of units, apart by bars, by the generators of columns that hold them.</summary>
    public static IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["weight_unit"] = "kg|g|lb|oz",
        ["length_unit"] = "cm|mm|m|in|ft",
        ["volume_unit"] = "l|ml",
    };

    /// <summary>The codes and names of units that a reference's column allows by its name; null where it holds no unit.</summary>
    public static IReadOnlySet<string>? Of(Table table, Column column) =>
        Role(table, column) is { } role && (role == "unit" ? OfThings : Codes.GetValueOrDefault(role)) is { } codes
            ? codes.Split('|').SelectMany(c => Names.TryGetValue(c, out var name) ? new[] { c, name } : [c]).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : null;

    /// <summary>What the name says, with and without the words that only say that it refers to something.</summary>
    static string? Role(Table table, Column column)
    {
        var words = ColumnWords.OfColumn(column.Name).Words;
        var bare = words.Where(w => w is not ("id" or "fk" or "key")).ToList();
        return RuleSources.Meanings(table, bare.Count == 0 ? column.Name : string.Join('_', bare)).Select(m => m.Role).FirstOrDefault();
    }
}
