using System.Globalization;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>Units of measure by what they measure.</summary>
static class MeasureUnits
{
    // What things are bought, sold and used by; nobody counts them in hours or kilometres.
    const string OfThings = "pcs|box|pk|pr|set|rll|btl|can|ctn|doz|plt|sht|bag|kg|l|m";

    static readonly Dictionary<string, string> Names = Nations.Units.ToDictionary(u => u[0], u => u[1], StringComparer.OrdinalIgnoreCase);

    // In which goods are mostly weighed and measured.
    static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal) { ["weight_unit"] = "kg|lb", ["length_unit"] = "cm|in" };

    // Of kilograms and centimetres.
    static readonly Dictionary<string, decimal> Factors =
        ("kg=1|kilogram=1|kilograms=1|kilo=1|g=1000|gram=1000|grams=1000|gr=1000|t=0.001|tonne=0.001|lb=2.2046|lbs=2.2046|pound=2.2046|pounds=2.2046|oz=35.274|ounce=35.274|ounces=35.274|"
        + "cm=1|centimetre=1|centimetres=1|centimeter=1|centimeters=1|mm=10|millimetre=10|millimetres=10|millimeter=10|m=0.01|metre=0.01|metres=0.01|meter=0.01|in=0.3937|inch=0.3937|inches=0.3937|ft=0.0328|foot=0.0328|feet=0.0328|km=0.00001|kilometre=0.00001")
        .Split('|').Select(f => f.Split('=')).ToDictionary(f => f[0], f => decimal.Parse(f[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    /// <summary>The codes of units, apart by bars, by the generators of columns that hold them.</summary>
    public static IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["weight_unit"] = "kg|g|lb|oz",
        ["length_unit"] = "cm|mm|m|in|ft",
        ["volume_unit"] = "l|ml",
    };

    /// <summary>The codes and names of units that a reference's column allows by its name, those first that suit best; null where it holds no unit.</summary>
    public static IReadOnlyList<IReadOnlySet<string>>? Of(Table table, Column column) =>
        RoleOf(table, column) is { } role && (role == "unit" ? OfThings : Codes.GetValueOrDefault(role)) is { } codes ? [.. new[] { Usual.GetValueOrDefault(role), codes }.OfType<string>().Select(SetOf)] : null;

    static HashSet<string> SetOf(string codes) =>
        codes.Split('|').SelectMany(c => Names.TryGetValue(c, out var name) ? new[] { c, name } : [c]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many of a unit, by code or name, a kilogram or a centimetre is; null for others.</summary>
    public static decimal? Factor(string unit) => Factors.TryGetValue(unit, out var factor) ? factor : null;

    /// <summary>The generator of units that a column's name says, with and without the words that only say that it refers to something; null for none.</summary>
    public static string? RoleOf(Table table, Column column)
    {
        var words = ColumnWords.OfColumn(column.Name).Words;
        var bare = words.Where(w => w is not ("id" or "fk" or "key")).ToList();
        return RuleSources.Meanings(table, bare.Count == 0 ? column.Name : string.Join('_', bare)).Select(m => m.Role).FirstOrDefault();
    }
}
