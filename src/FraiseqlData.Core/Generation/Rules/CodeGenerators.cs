using System.Globalization;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using static FraiseqlData.Generation.Rules.TextGenerators;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of codes and numbers that are written as text.</summary>
static class CodeGenerators
{
    public static IEnumerable<Generator> All =>
    [
        // Numbers that begin with 9 are given to nobody.
        Masks("ssn", "9##-##-####", "9########"),
        Masks("sku", "???-####-??", "???-####", "??####", "?###"),
        Masks("model_number", "??-####", "??####", "?##", "?#"),
        Masks("serial_number", "SN-####-####-####", "SN-####-####", "SN########", "S#######", "######", "####"),
        Masks("batch_number", "L-20##-####", "L######", "L####", "L##"),
        Masks("account_number", "##########", "########", "######", "####"),
        Masks("order_number", "ORD-########", "ORD-######", "O-######", "######", "####"),
        Masks("invoice_number", "INV-########", "INV-######", "I-######", "######", "####"),
        Masks("ticket_number", "REF-########", "REF-######", "R-######", "######", "####"),
        Masks("code", "??-####", "??####", "?####", "?###", "?##", "??", "?"),
        Masks("shelf", "?-##", "?##", "?#", "?"),
        Of("card_number", (_, _) => [new FunctionText(CardBrand.NumberAt, CardBrand.Numbers, CardBrand.Numbers, 15, 16), new MaskText("400000#########", CardBrand.WithCheckDigit), new MaskText("############")]),
        Masks("coupon_code", "????-####", "????####", "????##", "??##"),
        Masks("licence_plate", "?? ?? ####", "??-####", "??####", "??###"),
        Masks("flight_number", "?? %###", "??%##", "??##"),
        Masks("tracking_number", "1Z%%%***##########", "############", "##########", "########"),
        Masks("text_key", "~~~~~~~~~~~~~~~~", "~~~~~~~~~~~~", "~~~~~~~~", "~~~~~~", "~~~~"),
        Masks("last_four", "####"),
        Masks("otp_code", "######", "####", "###"),
        Masks("hex_colour", "\\#^^^^^^", "^^^^^^"),
        Masks("house_number", "%#", "%"),
        Masks("salt", "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^", "^^^^^^^^^^^^^^^^", "^^^^^^^^"),
        Masks("token", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "~~~~~~~~~~~~~~~~", "~~~~~~~~"),
        // bcrypt's form: nobody's password gives these.
        Masks("password_hash", "$2b$12$" + new string('~', 53), new string('^', 40), new string('^', 32), new string('~', 16), new string('~', 8)),
        Of("hash", (_, room) => new[] { 64, 40, 32, 16, 8 }.Where(n => n <= room.Max).Select(n => new MaskText(new string('^', n)))),
        Templates("version", "<1..9>.<0..19>.<0..19>", "<1..9>.<0..19>", "<1..9>"),
        Templates("room", "Room <1..4>.<10..39>", "<100..499>", "<1..9>"),
        Templates("floor", "<Ground floor|1st floor|2nd floor|3rd floor|4th floor|5th floor>", "<0..9>"),
        Of("address_line_2", (words, _) =>
        [
            new TemplateText(AddressUnits.Of(PlaceCatalog.Default.CountryOf(words.Locale)).First(f => f.Contains('#', StringComparison.Ordinal)).Replace("##", "#", StringComparison.Ordinal).Replace("#", "<1..99>", StringComparison.Ordinal)),
            new TemplateText("<1..99>"),
        ]),
        Templates("user_agent", "Mozilla/5.0 (<Windows NT 10.0; Win64; x64|Macintosh; Intel Mac OS X 10_15_7|X11; Linux x86_64>) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/<100..130>.0.<1000..6999>.<10..199> Safari/537.36", "Mozilla/5.0 (Chrome <100..130>.<0..9>)", "Chrome/<100..130>"),
        Of("barcode", (_, _) => [new FunctionText(n => ProductNumbers.Ean("400", n, 9), 1_000_000_000, 1_000_000_000, 13, 13), new MaskText("########")]),
        Of("isbn", (_, _) => [new FunctionText(n => ProductNumbers.Ean("978", n, 9), 1_000_000_000, 1_000_000_000, 13, 13), new MaskText("#########", Isbn10)]),
        Of("iban", (words, _) => [new MaskText(MaskOf(words, c => c.IbanMask), Iban), new MaskText("NO###########", Iban)]),
        Of("bic", (words, _) => [new MaskText($"????{PlaceCatalog.Default.CountryOf(words.Locale).Code}??"), new MaskText("????")]),
        Of("vat_number", (words, _) => [new MaskText(MaskOf(words, c => c.VatMask)), new MaskText("#########")]),
        Of("tax_number", (words, _) => [new MaskText(TaxNumbers.GetValueOrDefault(words.Language, "##-#######")), new MaskText("##-#######"), new MaskText("#########"), new MaskText("######")]),
        Of("phone", (words, _) => Phones(words)),
        Masks("phone_extension", "%###", "%##", "%#"),
        Of("postal_code", (words, _) => [new MaskText(PostalCodes.GetValueOrDefault(words.Locale, PostalCodes.GetValueOrDefault(words.Language, "%####"))), new MaskText("%####"), new MaskText("%###")]),
        Of("ip", (_, room) => [new FunctionText(Networks.Host, room.Max >= 39 ? Networks.Hosts : Networks.NaturalHosts, Networks.NaturalHosts, 8, room.Max >= 39 ? 39 : 14)]),
        Of("ipv6", (_, _) => [new FunctionText(n => Networks.Host(n + Networks.NaturalHosts), 1UL << 40, 1UL << 40, 14, 39)]),
        Of("mac", (_, _) => [new MaskText("02:^^:^^:^^:^^:^^"), new MaskText("02^^^^^^^^^^")]),
        Of("uuid_text", (_, _) => [new MaskText("^^^^^^^^-^^^^-4^^^-8^^^-^^^^^^^^^^^^"), new MaskText("^^^^^^^^^^^^4^^^8^^^^^^^^^^^^^^^"), new MaskText("~~~~~~~~~~~~")]),
    ];

    static readonly Dictionary<string, string> PostalCodes = new()
    {
        ["en_GB"] = "??% %??",
        ["en_CA"] = "?%? %?%",
        ["fr_CA"] = "?%? %?%",
        ["en_AU"] = "%###",
        ["de_AT"] = "%###",
        ["de_CH"] = "%###",
        ["fr_CH"] = "%###",
        ["nl"] = "%### ??",
        ["pl"] = "##-###",
        ["pt_BR"] = "#####-###",
        ["ja"] = "###-####",
    };

    static readonly Dictionary<string, string> TaxNumbers = new()
    {
        ["de"] = "##/###/#####",
        ["fr"] = "%## ### ### #####",
        ["es"] = "B%#######",
        ["it"] = "%##########",
        ["nl"] = "%########",
        ["pt"] = "5########",
    };

    static readonly Dictionary<string, string> PhoneNumbers = new()
    {
        ["de"] = "+49 30 #######",
        ["fr"] = "+33 1 99 ## ## ##",
        ["es"] = "+34 9## ### ###",
        ["it"] = "+39 06 ########",
        ["nl"] = "+31 20 #######",
        ["pl"] = "+48 22 ### ## ##",
        ["pt"] = "+351 21 ### ####",
        ["sv"] = "+46 8 ### ## ##",
    };

    // North America keeps the exchange 555 free of subscribers, mostly.
    static IEnumerable<TextSpace> Phones(LocaleWords words)
    {
        string[] masks = [PhoneNumbers.GetValueOrDefault(words.Language, "+1-2##-555-####"), "+1-2##-555-####", "2##-555-####", "2##555####", "555-####", "######"];
        return masks.Select(m => new MaskText(m));
    }

    /// <summary>A mask of the locale's country; a British one where it has none.</summary>
    static string MaskOf(LocaleWords words, Func<Country, string> mask) =>
        new[] { PlaceCatalog.Default.CountryOf(words.Locale), PlaceCatalog.Default.FindCountry("GB")! }.Select(mask).First(m => m.Length > 0);

    /// <summary>Puts the two check digits behind the country (ISO 7064, modulus 97).</summary>
    static string Iban(string text)
    {
        var remainder = 0;
        foreach (var c in text[2..] + text[..2] + "00")
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
        return text[..2] + (98 - remainder).ToString("D2", CultureInfo.InvariantCulture) + text[2..];
    }

    static string Isbn10(string text)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++)
            sum += (10 - i) * (text[i] - '0');
        var check = (11 - sum % 11) % 11;
        return text + (check == 10 ? "X" : check.ToString(CultureInfo.InvariantCulture));
    }
}
