using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Text;

/// <summary>Codes of one length over capital letters and digits, but for some that are taken.</summary>
sealed class CodeText
{
    const int MostLength = 11;
    const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    readonly int _length;
    readonly LongSpace _numbers;

    /// <summary>Creates the space.</summary>
    /// <param name="length">The length of each code.</param>
    /// <param name="taken">Texts that no code may equal, ignoring case.</param>
    public CodeText(int length, IEnumerable<string> taken)
    {
        _length = length;
        var most = 1L;
        for (var i = 0; i < Math.Min(length, MostLength); i++)
            most *= Letters.Length;
        _numbers = new LongSpace(0, most - 1, taken.Where(t => t.Length == length).Select(t => NumberOf(t.ToUpperInvariant())).Where(n => n >= 0));
    }

    public ulong Count => _numbers.Count;

    public string At(ulong index) => string.Create(_length, _numbers.At(index), static (text, number) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, number /= Letters.Length)
            text[i] = Letters[(int)(number % Letters.Length)];
    });

    static long NumberOf(string text)
    {
        var number = 0L;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = Letters.IndexOf(text[i], StringComparison.Ordinal);
            if (digit < 0 || (i < text.Length - MostLength && digit > 0))
                return -1;
            number = number * Letters.Length + digit;
        }
        return number;
    }
}
