using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>A brand of payment cards (ISO/IEC 7812).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Short">A short name, for narrow columns.</param>
/// <param name="Starts">How its numbers begin.</param>
/// <param name="Length">How many digits its numbers have, the check digit among them.</param>
sealed record CardBrand(string Name, string Short, string[] Starts, int Length = 16)
{
    // Behind a brand's own digits come zeros, which stand for no bank that gives out cards.
    const int IssuerDigits = 6;

    static readonly CardBrand[] All =
    [
        new("Visa", "VISA", ["4"]), new("Mastercard", "MC", ["51", "52", "53", "54", "55"]), new("American Express", "AMEX", ["34", "37"], 15), new("Discover", "DISC", ["6011"]),
        new("Maestro", "MAES", ["6304"]), new("Diners Club", "DC", ["36"], 14), new("JCB", "JCB", ["3528"]), new("UnionPay", "CUP", ["62"]),
    ];

    // As often as people have them.
    static readonly string[] UsualIssuers = ["400000", "510000", "400010", "370000", "400020", "550000", "601100", "400030"];

    /// <summary>How many numbers <see cref="NumberAt"/> gives.</summary>
    public const ulong Numbers = 800_000_000;

    /// <summary>The number of that index: one to one, the brands mixed.</summary>
    public static string NumberAt(ulong index)
    {
        var issuer = UsualIssuers[index % (ulong)UsualIssuers.Length];
        return Complete(issuer, index / (ulong)UsualIssuers.Length, OfNumber(issuer)!.Length);
    }

    /// <summary>Draws a number of this brand.</summary>
    public string Draw(ref CellRandom random)
    {
        var start = random.Pick(Starts);
        var free = 1UL;
        for (var i = IssuerDigits + 1; i < Length; i++)
            free *= 10;
        return Complete(start.PadRight(IssuerDigits, '0'), random.Next(free), Length);
    }

    /// <summary>The brand of a number, given as digits alone; null where it is not known.</summary>
    public static CardBrand? OfNumber(string digits) => Array.Find(All, b => Array.Exists(b.Starts, s => digits.StartsWith(s, StringComparison.Ordinal)));

    /// <summary>The brand of a name in any common spelling (<c>american_express</c>, <c>Amex</c>); null where it is not known.</summary>
    public static CardBrand? OfName(string name)
    {
        var letters = Letters(name);
        return Array.Find(All, b => Letters(b.Name) == letters || Letters(b.Short) == letters || Letters(b.Name.Split(' ')[0]) == letters);
    }

    static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();

    static string Complete(string issuer, ulong account, int length) =>
        WithCheckDigit(issuer + account.ToString("D" + (length - issuer.Length - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>A number with its check digit behind it (Luhn's).</summary>
    public static string WithCheckDigit(string text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (text[^(i + 1)] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return text + ((10 - sum % 10) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
