namespace FraiseqlData.Generation.Groups;

/// <summary>Postcodes of one form: <c>#</c> a digit, <c>%</c> a digit from 1, <c>?</c> a letter, <c>*</c> a letter or digit, else itself.</summary>
/// <param name="mask">The form.</param>
/// <param name="letters">The letters that the country uses.</param>
sealed class PostcodeMask(string mask, string letters)
{
    readonly string _dense = Dense(mask);

    /// <summary>Draws a postcode.</summary>
    public string Draw(ref CellRandom random)
    {
        Span<char> text = stackalloc char[mask.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = mask[i] switch
            {
                '#' => (char)('0' + random.Next(10)),
                '%' => (char)('1' + random.Next(9)),
                '?' => letters[random.Next(letters.Length)],
                '*' => random.Next(letters.Length + 10) is var n && n < 10 ? (char)('0' + n) : letters[n - 10],
                var c => c,
            };
        }
        return new string(text);
    }

    /// <summary>Whether a postcode has the form, whatever its case, spaces and hyphens.</summary>
    public bool Matches(string postcode)
    {
        var text = Dense(postcode);
        if (text.Length != _dense.Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Fits(_dense[i], text[i]))
                return false;
        }
        return true;
    }

    /// <summary>How many characters a postcode has in common with the mask before the first that is drawn or differs.</summary>
    public int CommonPrefix(string postcode)
    {
        var text = Dense(postcode);
        var length = 0;
        while (length < text.Length && length < _dense.Length && _dense[length] == text[length])
            length++;
        return length;
    }

    static bool Fits(char mask, char c) => mask switch
    {
        '#' => char.IsAsciiDigit(c),
        '%' => c is >= '1' and <= '9',
        '?' => char.IsAsciiLetterUpper(c),
        '*' => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c),
        _ => c == mask,
    };

    static string Dense(string text) => string.Concat(text.Where(c => c is not ' ' and not '-')).ToUpperInvariant();
}
