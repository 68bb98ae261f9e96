using System.Globalization;

namespace FraiseqlData.Generation.Sources;

/// <summary>Book, journal, music and article numbers with their check digits.</summary>
static class ProductNumbers
{
    /// <summary>The source for a type of the extension <c>isn</c>.</summary>
    public static TypedSource? Source(SourceRequest request)
    {
        Func<ulong, string>? at = request.Type.Name.Name switch
        {
            "isbn" or "isbn13" => n => Ean("978", n, 9),
            "ismn" or "ismn13" => n => Ean("9790", n, 8),
            "issn" or "issn13" => n => Ean("977", n * 100, 9),
            "upc" => n => Ean("0", n, 11),
            "ean13" => n => Ean("400", n, 9),
            _ => null,
        };
        const ulong Count = 10_000_000;
        return at is null ? null : new DelegateSource<string>(at, Count, Count, request.Key) { Name = request.Name, Reason = request.Reason };
    }

    /// <summary>A thirteen-digit number: prefix, digits, check digit.</summary>
    public static string Ean(string prefix, ulong number, int digits)
    {
        var text = prefix + number.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
            sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return text + (char)('0' + (10 - sum % 10) % 10);
    }
}
