using FraiseqlData.Generation.Groups;

namespace FraiseqlData.Generation.Rules;

/// <summary>Countries, languages and currencies with their codes (ISO 3166-1, 639-1, 4217).</summary>
static class Nations
{
    const string CurrencyList =
        "USD|US Dollar;EUR|Euro;GBP|Pound Sterling;JPY|Yen;CHF|Swiss Franc;CAD|Canadian Dollar;AUD|Australian Dollar;NZD|New Zealand Dollar;SEK|Swedish Krona;NOK|Norwegian Krone;"
        + "DKK|Danish Krone;PLN|Zloty;CZK|Czech Koruna;HUF|Forint;RON|Romanian Leu;TRY|Turkish Lira;BRL|Brazilian Real;MXN|Mexican Peso;ARS|Argentine Peso;CLP|Chilean Peso;"
        + "COP|Colombian Peso;PEN|Sol;CNY|Yuan Renminbi;HKD|Hong Kong Dollar;SGD|Singapore Dollar;KRW|Won;INR|Indian Rupee;IDR|Rupiah;MYR|Malaysian Ringgit;PHP|Philippine Peso;"
        + "THB|Baht;VND|Dong;ILS|New Israeli Sheqel;AED|UAE Dirham;SAR|Saudi Riyal;EGP|Egyptian Pound;MAD|Moroccan Dirham;NGN|Naira;KES|Kenyan Shilling;ZAR|Rand";

    const string LanguageList =
        "en|English;de|German;fr|French;es|Spanish;it|Italian;pt|Portuguese;nl|Dutch;sv|Swedish;no|Norwegian;da|Danish;fi|Finnish;pl|Polish;cs|Czech;sk|Slovak;hu|Hungarian;"
        + "ro|Romanian;bg|Bulgarian;el|Greek;tr|Turkish;uk|Ukrainian;hr|Croatian;sl|Slovenian;lt|Lithuanian;lv|Latvian;et|Estonian;ar|Arabic;he|Hebrew;hi|Hindi;bn|Bengali;"
        + "ja|Japanese;ko|Korean;zh|Chinese;th|Thai;vi|Vietnamese;id|Indonesian;ms|Malay;sw|Swahili";

    const string LocaleList =
        "en-US|en-GB|en-CA|en-AU|en-IE|en-IN|de-DE|de-AT|de-CH|fr-FR|fr-BE|fr-CA|fr-CH|es-ES|es-MX|es-AR|it-IT|pt-PT|pt-BR|nl-NL|nl-BE|sv-SE|nb-NO|da-DK|fi-FI|pl-PL|cs-CZ|hu-HU|ro-RO|el-GR|tr-TR|ja-JP|ko-KR|zh-CN";

    const string UnitList =
        "pcs|Piece;kg|Kilogram;g|Gram;t|Tonne;l|Litre;ml|Millilitre;m|Metre;cm|Centimetre;mm|Millimetre;km|Kilometre;box|Box;pk|Pack;pr|Pair;set|Set;rll|Roll;hr|Hour;day|Day;m2|Square metre;m3|Cubic metre;btl|Bottle;"
        + "can|Can;ctn|Carton;doz|Dozen;in|Inch;ft|Foot;lb|Pound;oz|Ounce;gal|Gallon;kWh|Kilowatt hour;plt|Pallet;sht|Sheet;bag|Bag";

    /// <summary>Codes and names of currencies.</summary>
    public static IEnumerable<string[]> Currencies => Rows(CurrencyList);

    /// <summary>Codes and names of languages.</summary>
    public static IEnumerable<string[]> Languages => Rows(LanguageList);

    /// <summary>Codes and names of units of measure.</summary>
    public static IEnumerable<string[]> Units => Rows(UnitList);

    public static IEnumerable<Generator> Generators =>
    [
        TextGenerators.LocalWords("country", "address.country", Of(c => c.Name)),
        TextGenerators.Words("country_code", Of(c => c.Code)),
        TextGenerators.Words("country_code_3", Of(c => c.Code3)),
        TextGenerators.Words("nationality", Of(c => c.Demonym)),
        TextGenerators.Words("currency", Column(CurrencyList, 0)),
        TextGenerators.Words("currency_name", Column(CurrencyList, 1)),
        TextGenerators.Words("language_code", Column(LanguageList, 0)),
        TextGenerators.Words("language", Column(LanguageList, 1)),
        TextGenerators.Words("locale", LocaleList),
    ];

    static string Of(Func<Country, string> name) => string.Join('|', Country.All.Select(name));

    static string Column(string rows, int column) => string.Join('|', Rows(rows).Select(r => r[column]));

    static IEnumerable<string[]> Rows(string rows) => rows.Split(';').Select(r => r.Split('|'));
}
