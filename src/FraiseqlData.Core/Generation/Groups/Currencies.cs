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

    /// <summary>How many decimals amounts have.</summary>
    public static int MinorUnits(string currency) => Whole.Contains(currency) ? 0 : Thousandths.Contains(currency) ? 3 : UsualMinorUnits;

    /// <summary>About how many units a dollar's worth is.</summary>
    public static int Scale(string currency) => PerDollar.GetValueOrDefault(currency, 1);
}
