using System.Globalization;
using System.Text;

namespace FraiseqlData.Generation.Text;

/// <summary>Running text: sentences drawn from lists, as many as asked for and as fit. They cannot be counted.</summary>
/// <param name="sentences">Draws one sentence.</param>
/// <param name="minLength">The least length.</param>
/// <param name="maxLength">The greatest length.</param>
/// <param name="most">How many sentences at the most, unless <paramref name="minLength"/> asks for more.</param>
sealed class ProseText(TextSpace sentences, int minLength, int maxLength, int most) : TextSpace
{
    public override ulong Count => 0;

    public override int Longest => maxLength;

    public override int NumberOverhead => 1;

    public override string Draw(ref CellRandom random)
    {
        var wanted = 1 + random.Next(most);
        var text = new StringBuilder(sentences.Draw(ref random));
        for (var misses = 0; (wanted > 1 || text.Length < minLength) && misses < 8;)
        {
            var next = sentences.Draw(ref random);
            if (text.Length + 1 + next.Length > maxLength)
            {
                misses++;
                continue;
            }
            text.Append(' ').Append(next);
            wanted--;
        }
        return text.ToString();
    }

    public override string At(ulong index, ref CellRandom random) => Draw(ref random);

    public override string Numbered(string text, ulong number) =>
        text.TrimEnd().TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' ', '-') + " " + number.ToString(CultureInfo.InvariantCulture);
}
