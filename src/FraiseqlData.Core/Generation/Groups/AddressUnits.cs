using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>The second line of an address, as the countries write the part of a house: <c>Apt. 12</c>, <c>Bât. B</c>, <c>кв. 12</c>.</summary>
static class AddressUnits
{
    // A number stands for #, a floor for ^; forms apart by bars.
    static readonly Dictionary<string, string[]> Forms = new (string Countries, string Forms)[]
    {
        ("US CA", "Apt. #|Suite #|Unit #"),
        ("GB IE", "Flat #|Unit #|Floor ^"),
        ("AU NZ ZA", "Unit #|Suite #"),
        ("IN NG NP", "Flat #|Floor ^"),
        ("DE AT", "Whg. #|Hinterhaus|^. OG|^. OG rechts"),
        ("CH", "Whg. #|^. Stock"),
        ("FR", "Bât. A|Bât. B|Appt. #|Étage ^"),
        ("BE", "bus #"),
        ("NL", "^ hoog|bis|unit #"),
        ("ES", "Piso #|^º A|^º B|^º izquierda"),
        ("MX", "Depto. #|Int. #|Piso ^"),
        ("AR CL CO PE UY PY EC CR PA GT", "Depto. #|Piso ^|Of. #"),
        ("PT", "Fração #|^º Esq.|^º Dto."),
        ("BR", "Apto #|Bloco A, Apto #|Sala #"),
        ("IT", "Int. #|Scala B|Piano ^"),
        ("SE", "lgh 11##|^ tr"),
        ("NO DK", "leil. #|^. tv|^. th"),
        ("FI", "as. #"),
        ("PL", "m. #|lok. #"),
        ("CZ SK", "byt #|^. patro"),
        ("HU", "^. em. #"),
        ("RO", "ap. #|bl. B, ap. #"),
        ("HR RS SI", "stan #|^. kat"),
        ("RU UA KZ", "кв. #|офис #"),
        ("GR CY", "διαμ. #|^ος όροφος"),
        ("TR AZ", "Daire #|Kat ^"),
        ("IR", "واحد #|طبقه ^"),
        ("SA EG", "شقة #|الدور ^"),
        ("JP", "#号室|^階"),
        ("KR", "#호|^층"),
        ("CN TW", "#室|^楼"),
        ("VN", "Căn hộ #|Tầng ^"),
        ("ID", "Unit #|Lantai ^"),
        ("GE", "ბინა #"),
        ("LV", "dz. #"),
    }.SelectMany(f => f.Countries.Split(' ').Select(c => (c, f.Forms.Split('|')))).ToDictionary(StringComparer.Ordinal);

    /// <summary>The texts' forms in a country.</summary>
    public static IReadOnlyList<string> Of(Country country) => Forms.GetValueOrDefault(country.Code, Forms["US"]);

    /// <summary>Draws a line.</summary>
    public static string Draw(Country country, ref CellRandom random)
    {
        var (forms, number, floor) = (Of(country), random.Between(1, 99), random.Between(1, 5));
        return forms[random.Next(forms.Count)].Replace("##", number.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("^", floor.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
