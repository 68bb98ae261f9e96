using System.Globalization;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// Texts of a fixed form: <c>#</c> a digit, <c>%</c> a digit from 1, <c>?</c> a capital letter, <c>~</c> a small letter or digit,
/// <c>*</c> a capital letter or digit, <c>^</c> a hexadecimal digit; anything else, and what follows a backslash, stands for itself.
/// </summary>
sealed class MaskText : TextSpace
{
    const ulong Cap = 1UL << 62;
    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    readonly (char Letter, int Radix)[] _mask;
    readonly Func<string, string>? _finish;

    /// <summary>Creates the space of a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="finish">Adds what follows from the drawn characters (check digits), one to one; or null.</param>
    public MaskText(string mask, Func<string, string>? finish = null)
    {
        (_mask, _finish, Count) = ([.. Read(mask)], finish, 1);
        foreach (var (_, radix) in _mask)
            Count = Cap / (ulong)radix < Count ? Cap : Count * (ulong)radix;
        var random = default(CellRandom);
        Longest = At(0, ref random).Length;
    }

    public override ulong Count { get; }

    public override int Longest { get; }

    public override int NumberOverhead => 1;

    public override string Draw(ref CellRandom random)
    {
        Span<char> text = stackalloc char[_mask.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var (letter, radix) = _mask[i];
            text[i] = radix > 1 ? Letter(letter, random.Next(radix)) : letter;
        }
        return Finish(text);
    }

    public override string At(ulong index, ref CellRandom random)
    {
        Span<char> text = stackalloc char[_mask.Length];
        var reached = 1UL;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var (letter, radix) = _mask[i];
            if (reached == Cap)
            {
                // No index comes this far: the rest is free.
                text[i] = radix > 1 ? Letter(letter, random.Next(radix)) : letter;
                continue;
            }
            text[i] = radix > 1 ? Letter(letter, (int)(index % (ulong)radix)) : letter;
            index /= (ulong)radix;
            reached = Cap / (ulong)radix < reached ? Cap : reached * (ulong)radix;
        }
        return Finish(text);
    }

    public override string Numbered(string text, ulong number) => text + "-" + number.ToString(CultureInfo.InvariantCulture);

    string Finish(ReadOnlySpan<char> text) => _finish is null ? new string(text) : _finish(new string(text));

    static IEnumerable<(char, int)> Read(string mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == '\\' && i + 1 < mask.Length)
                yield return (mask[++i], 1);
            else
                yield return (mask[i], mask[i] switch { '#' => 10, '%' => 9, '?' => 26, '~' or '*' => 36, '^' => 16, _ => 1 });
        }
    }

    static char Letter(char mask, int digit) => mask switch
    {
        '?' => (char)('A' + digit),
        '%' => (char)('1' + digit),
        '*' => char.ToUpperInvariant(Digits[digit]),
        _ => Digits[digit],
    };
}
