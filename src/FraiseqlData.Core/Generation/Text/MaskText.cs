using System.Globalization;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// Texts of a fixed form: <c>#</c> a digit, <c>%</c> a digit from 1, <c>?</c> a capital letter, <c>~</c> a small letter or digit,
/// <c>*</c> a capital letter or digit, <c>^</c> a hexadecimal digit; anything else stands for itself.
/// </summary>
sealed class MaskText : TextSpace
{
    const ulong Cap = 1UL << 62;
    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    readonly string _mask;
    readonly Func<string, string>? _finish;

    /// <summary>Creates the space of a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="finish">Adds what follows from the drawn characters (check digits), one to one; or null.</param>
    public MaskText(string mask, Func<string, string>? finish = null)
    {
        (_mask, _finish, Count) = (mask, finish, 1);
        foreach (var c in mask)
        {
            var radix = (ulong)Radix(c);
            Count = Cap / radix < Count ? Cap : Count * radix;
        }
        var probe = new string([.. mask.Select(c => Radix(c) > 1 ? '1' : c)]);
        Longest = finish is null ? mask.Length : finish(probe).Length;
    }

    public override ulong Count { get; }

    public override int Longest { get; }

    public override int NumberOverhead => 1;

    public override string Draw(ref CellRandom random)
    {
        Span<char> text = stackalloc char[_mask.Length];
        for (var i = 0; i < text.Length; i++)
            text[i] = Radix(_mask[i]) is > 1 and var radix ? Letter(_mask[i], random.Next(radix)) : _mask[i];
        return Finish(text);
    }

    public override string At(ulong index, ref CellRandom random)
    {
        Span<char> text = stackalloc char[_mask.Length];
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var radix = (ulong)Radix(_mask[i]);
            text[i] = radix > 1 ? Letter(_mask[i], (int)(index % radix)) : _mask[i];
            index /= radix;
        }
        return Finish(text);
    }

    public override string Numbered(string text, ulong number) => text + "-" + number.ToString(CultureInfo.InvariantCulture);

    string Finish(ReadOnlySpan<char> text) => _finish is null ? new string(text) : _finish(new string(text));

    static int Radix(char mask) => mask switch { '#' => 10, '%' => 9, '?' => 26, '~' or '*' => 36, '^' => 16, _ => 1 };

    static char Letter(char mask, int digit) => mask switch
    {
        '?' => (char)('A' + digit),
        '%' => (char)('1' + digit),
        '*' => char.ToUpperInvariant(Digits[digit]),
        _ => Digits[digit],
    };
}
