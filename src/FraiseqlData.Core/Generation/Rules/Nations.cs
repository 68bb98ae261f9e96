namespace FraiseqlData.Generation.Rules;

/// <summary>Countries, languages and currencies with their codes (ISO 3166-1, 639-1, 4217).</summary>
static class Nations
{
    const string Countries =
        "AR|ARG|Argentina|Argentinian;AT|AUT|Austria|Austrian;AU|AUS|Australia|Australian;BD|BGD|Bangladesh|Bangladeshi;BE|BEL|Belgium|Belgian;BG|BGR|Bulgaria|Bulgarian;"
        + "BR|BRA|Brazil|Brazilian;CA|CAN|Canada|Canadian;CH|CHE|Switzerland|Swiss;CL|CHL|Chile|Chilean;CN|CHN|China|Chinese;CO|COL|Colombia|Colombian;CR|CRI|Costa Rica|Costa Rican;"
        + "CY|CYP|Cyprus|Cypriot;CZ|CZE|Czechia|Czech;DE|DEU|Germany|German;DK|DNK|Denmark|Danish;EC|ECU|Ecuador|Ecuadorian;EE|EST|Estonia|Estonian;EG|EGY|Egypt|Egyptian;"
        + "ES|ESP|Spain|Spanish;FI|FIN|Finland|Finnish;FR|FRA|France|French;GB|GBR|United Kingdom|British;GE|GEO|Georgia|Georgian;GH|GHA|Ghana|Ghanaian;GR|GRC|Greece|Greek;"
        + "GT|GTM|Guatemala|Guatemalan;HR|HRV|Croatia|Croatian;HU|HUN|Hungary|Hungarian;ID|IDN|Indonesia|Indonesian;IE|IRL|Ireland|Irish;IL|ISR|Israel|Israeli;IN|IND|India|Indian;"
        + "IS|ISL|Iceland|Icelandic;IT|ITA|Italy|Italian;JM|JAM|Jamaica|Jamaican;JO|JOR|Jordan|Jordanian;JP|JPN|Japan|Japanese;KE|KEN|Kenya|Kenyan;KR|KOR|South Korea|South Korean;"
        + "KZ|KAZ|Kazakhstan|Kazakh;LK|LKA|Sri Lanka|Sri Lankan;LT|LTU|Lithuania|Lithuanian;LU|LUX|Luxembourg|Luxembourgish;LV|LVA|Latvia|Latvian;MA|MAR|Morocco|Moroccan;"
        + "MT|MLT|Malta|Maltese;MX|MEX|Mexico|Mexican;MY|MYS|Malaysia|Malaysian;NG|NGA|Nigeria|Nigerian;NL|NLD|Netherlands|Dutch;NO|NOR|Norway|Norwegian;NP|NPL|Nepal|Nepali;"
        + "NZ|NZL|New Zealand|New Zealand;PA|PAN|Panama|Panamanian;PE|PER|Peru|Peruvian;PH|PHL|Philippines|Filipino;PL|POL|Poland|Polish;PT|PRT|Portugal|Portuguese;"
        + "PY|PRY|Paraguay|Paraguayan;RO|ROU|Romania|Romanian;RS|SRB|Serbia|Serbian;SA|SAU|Saudi Arabia|Saudi;SE|SWE|Sweden|Swedish;SG|SGP|Singapore|Singaporean;"
        + "SI|SVN|Slovenia|Slovenian;SK|SVK|Slovakia|Slovak;SN|SEN|Senegal|Senegalese;TH|THA|Thailand|Thai;TN|TUN|Tunisia|Tunisian;TR|TUR|Turkey|Turkish;TZ|TZA|Tanzania|Tanzanian;"
        + "UA|UKR|Ukraine|Ukrainian;US|USA|United States|American;UY|URY|Uruguay|Uruguayan;VN|VNM|Vietnam|Vietnamese;ZA|ZAF|South Africa|South African";

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

    public static IEnumerable<Generator> Generators =>
    [
        TextGenerators.LocalWords("country", "address.country", Column(Countries, 2)),
        TextGenerators.Words("country_code", Column(Countries, 0)),
        TextGenerators.Words("country_code_3", Column(Countries, 1)),
        TextGenerators.Words("nationality", Column(Countries, 3)),
        TextGenerators.Words("currency", Column(CurrencyList, 0)),
        TextGenerators.Words("currency_name", Column(CurrencyList, 1)),
        TextGenerators.Words("language_code", Column(LanguageList, 0)),
        TextGenerators.Words("language", Column(LanguageList, 1)),
        TextGenerators.Words("locale", LocaleList),
    ];

    static string Column(string rows, int column) => string.Join('|', rows.Split(';').Select(r => r.Split('|')[column]));
}
