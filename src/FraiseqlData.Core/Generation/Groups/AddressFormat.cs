using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>How a country writes addresses.</summary>
sealed class AddressFormat
{
    readonly List<(string Text, bool IsPart)> _street = [];
    readonly List<(string Text, bool IsPart)> _whole = [];
    readonly int[] _houses;
    readonly string _lineSeparator;

    /// <summary>Creates the format.</summary>
    /// <param name="form">Lines apart by bars, with <c>{street}</c>, <c>{number}</c>, <c>{city}</c>, <c>{region}</c>, <c>{code}</c> (the region's) and <c>{postcode}</c>.</param>
    /// <param name="houses">The greatest house number; several apart by hyphens where houses have numbers of several parts.</param>
    public AddressFormat(string form, string houses)
    {
        _houses = [.. houses.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        Read(form, _whole);
        var (street, number) = (form.IndexOf("{street}", StringComparison.Ordinal), form.IndexOf("{number}", StringComparison.Ordinal));
        // A sign that belongs to the number follows it at once; a comma does not belong.
        var end = Math.Max(street + "{street}".Length, number + "{number}".Length);
        while (end < form.Length && form[end] is not ('|' or '{' or ',' or ' '))
            end++;
        Read(form[Math.Min(street, number)..end], _street);
        _lineSeparator = form[0] > 127 || form.Contains("}{", StringComparison.Ordinal) ? " " : ", ";
    }

    /// <summary>Draws a house number.</summary>
    public string HouseNumber(ref CellRandom random)
    {
        var text = Number(_houses[0], ref random).ToString(CultureInfo.InvariantCulture);
        foreach (var most in _houses.AsSpan(1))
            text += "-" + (random.Next(most) + 1).ToString(CultureInfo.InvariantCulture);
        return text;
    }

    /// <summary>Street and house number.</summary>
    public string Street(in Place place) => Write(_street, place, "");

    /// <summary>The address on one line.</summary>
    public string OneLine(in Place place) => Write(_whole, place, _lineSeparator);

    /// <summary>The address on several lines.</summary>
    public string Lines(in Place place) => Write(_whole, place, "\n");

    // Most streets are short; where numbers run into thousands, they count blocks.
    static int Number(int most, ref CellRandom random) =>
        most >= 1000 ? 100 + random.Next(most - 100) : 1 + random.Next(random.Chance(0.75) ? Math.Max(1, most / 3) : most);

    static string Write(List<(string Text, bool IsPart)> form, in Place place, string lineSeparator)
    {
        var texts = new string[form.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var (piece, isPart) = form[i];
            texts[i] = piece == "|" ? lineSeparator : isPart ? Part(piece, place) : piece;
        }
        return string.Concat(texts);
    }

    static string Part(string name, in Place place) => name switch
    {
        "street" => place.StreetName,
        "number" => place.HouseNumber,
        "city" => place.CityName,
        "region" => place.RegionName,
        "code" => place.RegionCode,
        "postcode" => place.Postcode,
        _ => throw new InvalidOperationException($"An address has no part {name}."),
    };

    static void Read(string form, List<(string Text, bool IsPart)> pieces)
    {
        for (var i = 0; i < form.Length;)
        {
            var end = form[i] switch
            {
                '{' => form.IndexOf('}', i) + 1,
                '|' => i + 1,
                _ => form.IndexOfAny(['{', '|'], i) is var next && next < 0 ? form.Length : next,
            };
            pieces.Add(form[i] == '{' ? (form[(i + 1)..(end - 1)], true) : (form[i..end], false));
            i = end;
        }
    }
}
