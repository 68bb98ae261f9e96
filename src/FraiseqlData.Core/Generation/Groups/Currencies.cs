namespace FraiseqlData.Generation.Groups;

/// <summary>What is special about currencies (ISO 4217).</summary>
static class Currencies
{
    const int UsualMinorUnits = 2;

    static readonly HashSet<string> Whole = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
    static readonly HashSet<string> Thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    // About what a dollar is worth, in powers of ten and their halves: prices need no rates.
    static readonly Dictionary<string, int> PerDollar = new()
    {
        ["ARS"] = 1000,
        ["BDT"] = 100,
        ["CLP"] = 1000,
        ["COP"] = 5000,
        ["CRC"] = 500,
        ["CZK"] = 20,
        ["DKK"] = 5,
        ["EGP"] = 50,
        ["GHS"] = 10,
        ["HUF"] = 500,
        ["IDR"] = 10000,
        ["INR"] = 100,
        ["IRR"] = 50000,
        ["ISK"] = 100,
        ["JMD"] = 100,
        ["JPY"] = 100,
        ["KES"] = 100,
        ["KRW"] = 1000,
        ["KZT"] = 500,
        ["LKR"] = 500,
        ["MAD"] = 10,
        ["MXN"] = 20,
        ["NGN"] = 1000,
        ["NOK"] = 10,
        ["NPR"] = 100,
        ["PHP"] = 50,
        ["PYG"] = 5000,
        ["RSD"] = 100,
        ["RUB"] = 100,
        ["SEK"] = 10,
        ["THB"] = 50,
        ["TRY"] = 50,
        ["TWD"] = 20,
        ["TZS"] = 2000,
        ["UAH"] = 50,
        ["UYU"] = 50,
        ["VND"] = 20000,
        ["XOF"] = 500,
        ["ZAR"] = 20,
    };

    // About what one unit is worth in dollars.
    static readonly Dictionary<string, decimal> Worth = new()
    {
        ["AED"] = 0.272m,
        ["ARS"] = 0.00085m,
        ["AUD"] = 0.65m,
        ["BRL"] = 0.18m,
        ["CAD"] = 0.72m,
        ["CHF"] = 1.15m,
        ["CLP"] = 0.00105m,
        ["CNY"] = 0.139m,
        ["COP"] = 0.00024m,
        ["CZK"] = 0.044m,
        ["DKK"] = 0.147m,
        ["EGP"] = 0.0205m,
        ["EUR"] = 1.1m,
        ["GBP"] = 1.28m,
        ["HKD"] = 0.128m,
        ["HUF"] = 0.0028m,
        ["IDR"] = 0.000062m,
        ["ILS"] = 0.27m,
        ["INR"] = 0.0117m,
        ["JPY"] = 0.0067m,
        ["KES"] = 0.0077m,
        ["KRW"] = 0.00072m,
        ["MAD"] = 0.1m,
        ["MXN"] = 0.054m,
        ["MYR"] = 0.225m,
        ["NGN"] = 0.00065m,
        ["NOK"] = 0.094m,
        ["NZD"] = 0.6m,
        ["PEN"] = 0.27m,
        ["PHP"] = 0.0175m,
        ["PLN"] = 0.255m,
        ["RON"] = 0.22m,
        ["SAR"] = 0.267m,
        ["SEK"] = 0.097m,
        ["SGD"] = 0.76m,
        ["THB"] = 0.029m,
        ["TRY"] = 0.027m,
        ["USD"] = 1m,
        ["VND"] = 0.00004m,
        ["ZAR"] = 0.055m,
    };

    /// <summary>About how many units of another currency one unit is worth; null where one of them is not known.</summary>
    public static decimal? Rate(string from, string to) =>
        Worth.TryGetValue(from.Trim().ToUpperInvariant(), out var own) && Worth.TryGetValue(to.Trim().ToUpperInvariant(), out var other) ? own / other : null;

    /// <summary>How many decimals amounts have.</summary>
    public static int MinorUnits(string currency) => Whole.Contains(currency) ? 0 : Thousandths.Contains(currency) ? 3 : UsualMinorUnits;

    /// <summary>About how many units a dollar's worth is.</summary>
    public static int Scale(string currency) => PerDollar.GetValueOrDefault(currency, 1);
}
