namespace FraiseqlData.Generation.Groups;

/// <summary>The code that the phone numbers of a city begin with.</summary>
/// <param name="Text">The code, without the prefix for calls inside the country.</param>
/// <param name="Subscriber">How many digits follow; null where the country says it.</param>
readonly record struct AreaCode(string Text, int? Subscriber);

/// <summary>How a country writes phone numbers.</summary>
/// <param name="callingCode">The country's code.</param>
/// <param name="national">
/// The form inside the country: <c>{a}</c> the area code; <c>{s}</c>, <c>{s2}</c> or <c>{s-}</c> the subscriber's digits in groups
/// (of three and four, in pairs, with hyphens); <c>{n2}</c> or <c>{n3}</c> all digits in groups of two or three; <c>#</c> a digit.
/// </param>
/// <param name="digits">How many digits an area code and a subscriber have together; 0 where the form says it.</param>
sealed class PhoneFormat(string callingCode, string national, int digits)
{
    const int MostDigits = 16;

    readonly string _prefix = "+" + callingCode;

    /// <summary>The number as it is written inside the country.</summary>
    public string National(AreaCode area, CellRandom random)
    {
        Span<char> subscriber = stackalloc char[MostDigits];
        subscriber = subscriber[..Draw(subscriber, area, ref random)];
        var open = national.IndexOf('{', StringComparison.Ordinal);
        if (national[open + 1] == 'n')
            return string.Concat(national.AsSpan(0, open), Pieces(string.Concat(Dense(area.Text), subscriber), national[open + 2] - '0'));
        Span<char> drawn = stackalloc char[national.Length - 3 + area.Text.Length];
        national.AsSpan(0, open).CopyTo(drawn);
        area.Text.CopyTo(drawn[open..]);
        national.AsSpan(open + 3).CopyTo(drawn[(open + area.Text.Length)..]);
        open = drawn.IndexOf('{');
        if (open >= 0)
            return string.Concat(drawn[..open], Grouped(subscriber, drawn[(open + 1)..]));
        // The digits of the form that follow the area code are the subscriber's.
        var next = subscriber.Length - 1;
        for (var i = drawn.Length - 1; i >= 0; i--)
        {
            if (drawn[i] == '#')
                drawn[i] = subscriber[next--];
            else if (char.IsAsciiDigit(drawn[i]))
                next--;
            if (next < 0)
                break;
        }
        return new string(drawn);
    }

    /// <summary>The number as it is dialled from anywhere: a plus and at most 15 digits (ITU-T E.164).</summary>
    public string E164(AreaCode area, CellRandom random)
    {
        Span<char> subscriber = stackalloc char[MostDigits];
        subscriber = subscriber[..Draw(subscriber, area, ref random)];
        return string.Concat(_prefix, Dense(area.Text), subscriber);
    }

    int Draw(Span<char> subscriber, AreaCode area, ref CellRandom random)
    {
        if (digits == 0)
        {
            var count = 0;
            foreach (var c in national.AsSpan(national.IndexOf('}', StringComparison.Ordinal)))
            {
                if (c == '#' || char.IsAsciiDigit(c))
                    subscriber[count++] = c == '#' ? (char)('0' + random.Next(10)) : c;
            }
            return count;
        }
        var length = area.Subscriber ?? digits - Dense(area.Text).Length;
        for (var i = 0; i < length; i++)
            subscriber[i] = i == 0 ? (char)('2' + random.Next(8)) : (char)('0' + random.Next(10));
        return length;
    }

    static string Dense(string area) => area.Contains(' ', StringComparison.Ordinal) ? area.Replace(" ", "", StringComparison.Ordinal) : area;

    static string Grouped(ReadOnlySpan<char> digits, ReadOnlySpan<char> form)
    {
        var separator = form[1] == '-' ? "-" : " ";
        if (form[1] == '2' && digits.Length > 5)
            return digits.Length % 2 == 0 ? Pieces(digits, 2) : string.Concat(digits[..3], separator, Pieces(digits[3..], 2));
        var first = digits.Length switch { <= 4 => 0, 5 => 2, 6 => 3, var n => n - 4 };
        return first == 0 ? new string(digits) : string.Concat(digits[..first], separator, digits[first..]);
    }

    /// <summary>The digits in groups, counted from the end.</summary>
    static string Pieces(ReadOnlySpan<char> digits, int size)
    {
        Span<char> text = stackalloc char[2 * MostDigits];
        var length = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % size == 0)
                text[length++] = ' ';
            text[length++] = digits[i];
        }
        return new string(text[..length]);
    }
}
