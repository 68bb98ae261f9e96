using System.Globalization;

namespace FraiseqlData.Generation.Text;

/// <summary>Streets with house numbers, before or behind as the language has it.</summary>
/// <param name="streets">The streets; empty where none fits.</param>
/// <param name="numberFirst">Whether the house number comes first.</param>
sealed class AddressText(TextSpace streets, bool numberFirst) : TextSpace
{
    const ulong Houses = 199;
    const string Unit = ", Apt. ";

    public override ulong Count => streets.Count * Houses;

    public override bool IsEmpty => Count == 0;

    public override int Shortest => streets.Shortest + 2;

    public override int Longest => streets.Longest + 4;

    public override int NumberOverhead => Unit.Length;

    public override string Draw(ref CellRandom random) => At(random.Next(Count), ref random);

    public override string At(ulong index, ref CellRandom random)
    {
        var street = streets.At(index / Houses, ref random);
        var house = (index % Houses + 1).ToString(CultureInfo.InvariantCulture);
        return numberFirst ? house + " " + street : street + " " + house;
    }

    public override string Numbered(string text, ulong number) => text + Unit + number.ToString(CultureInfo.InvariantCulture);
}
