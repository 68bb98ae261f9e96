namespace FraiseqlData.Generation.Groups;

/// <summary>Draws amounts that agree.</summary>
/// <param name="currency">ISO 4217.</param>
/// <param name="taxRates">Rates of tax in percent, the usual one first.</param>
/// <param name="decimals">How many decimals the columns have; null for as many as the currency has.</param>
/// <param name="dearest">The greatest price of one, in about dollars.</param>
sealed class Prices(string currency, decimal[] taxRates, int? decimals = null, decimal dearest = 500)
{
    /// <summary>How many decimals rates have, of percents.</summary>
    public const int RateDecimals = 3;

    const decimal Cheapest = 2;
    const decimal Percent = 0.01m;
    const long WholeRate = 100_000;
    const int MostPieces = 12;
    const int Steps = 1000;

    static readonly int[] DiscountRates = [5, 10, 15, 20, 25];
    static readonly decimal[] Endings = [0m, 0.5m, 0.9m, 0.95m, 0.99m];
    static readonly decimal[] ShippingPrices = [0m, 0m, 4.9m, 5.9m, 9.9m, 14.9m];

    (long Plain, long Whole)[]? _ladder;
    long[]? _endings;
    long[]? _shipping;

    readonly long[] _taxRates = [.. taxRates.Select(r => (long)(r * 1000))];

    /// <summary>How many decimals amounts have.</summary>
    public int Decimals { get; } = Math.Min(decimals ?? int.MaxValue, Currencies.MinorUnits(currency));

    /// <summary>The amounts of a country: its currency and its tax.</summary>
    public static Prices Of(Country country, int? decimals = null) => new(country.Currency, [.. country.TaxRates], decimals);

    /// <summary>Draws amounts.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="given">
    /// What is given and does not contradict itself. Where pieces and total are given and do not divide, the price is rounded up and the rest is discount.
    /// </param>
    public Money Draw(ref CellRandom random, in MoneyParts given = default)
    {
        var taxRate = given.TaxRate ?? Number(DrawTaxRate(ref random), RateDecimals);
        var drawnDiscount = DrawDiscount(ref random);
        var (drawnPieces, drawnPrice) = (Pieces(ref random), Amount(Price(ref random)));

        var knownNet = NetOf(given, taxRate);
        var (pieces, price) = Split(given, TotalOf(given, knownNet), drawnPieces, drawnPrice);
        var lineTotal = Round(pieces * price);
        var discountRate = given.DiscountRate ?? (knownNet is null && given.LineTotal is null ? drawnDiscount : 0);
        var discount = knownNet is { } known ? lineTotal - known : given.Discount ?? (discountRate == 0 ? 0 : Round(lineTotal * discountRate * Percent));
        var net = lineTotal - discount;
        var tax = given.Tax ?? (given.Gross is { } gross ? gross - net : Round(net * taxRate * Percent));
        return new Money(
            currency,
            pieces,
            price,
            lineTotal,
            given.DiscountRate is null ? Rate(discount, lineTotal) : discountRate,
            discount,
            net,
            given.TaxRate is null && given is { Tax: not null } or { Gross: not null, Net: not null } ? Rate(tax, net) : taxRate,
            tax,
            net + tax);
    }

    /// <summary>Draws the amounts that <see cref="Draw"/> gives where nothing is given, in whole numbers: several times as fast.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="isDiscounted">Whether there is a discount; otherwise its rate is given, and nothing.</param>
    /// <param name="isTaxed">Whether there is tax; otherwise its rate is given, and nothing.</param>
    public WholeMoney DrawWhole(ref CellRandom random, bool isDiscounted, bool isTaxed)
    {
        var taxRate = isTaxed ? DrawTaxRate(ref random) : 0;
        var discountRate = DrawDiscount(ref random);
        var (pieces, price) = (Pieces(ref random), Price(ref random));
        var lineTotal = pieces * price;
        var discount = isDiscounted ? Share(lineTotal, discountRate * 1000) : 0;
        var net = lineTotal - discount;
        return new WholeMoney(pieces, price, lineTotal, discount, net, taxRate, Share(net, taxRate));
    }

    /// <summary>Draws the price of sending things, in the smallest unit.</summary>
    public long Shipping(ref CellRandom random) => (_shipping ??= Whole(ShippingPrices))[random.Next(ShippingPrices.Length)];

    /// <summary>An amount in the smallest unit as a number.</summary>
    public decimal Amount(long units) => Number(units, Decimals);

    /// <summary>A share of an amount, half units rounded up.</summary>
    static long Share(long amount, long rate) => (amount * rate + WholeRate / 2) / WholeRate;

    /// <summary>The tax in thousandths of a percent.</summary>
    long DrawTaxRate(ref CellRandom random) => random.Chance(0.8) ? _taxRates[0] : _taxRates[random.Next(_taxRates.Length)];

    /// <summary>The discount in percent; most often none.</summary>
    static int DrawDiscount(ref CellRandom random) => random.Chance(0.8) ? 0 : DiscountRates[random.Next(DiscountRates.Length)];

    /// <summary>What share one amount is of another, in percent.</summary>
    public static decimal Rate(decimal part, decimal whole) => whole == 0 || part == 0 ? 0 : Math.Round(part * 100 / whole, 2);

    /// <summary>The net amount that the given ones lead to; null where they leave it open.</summary>
    decimal? NetOf(in MoneyParts given, decimal rate) => given switch
    {
        { Gross: { } gross, Tax: { } tax } => gross - tax,
        { Net: { } net } => net,
        { Gross: { } gross } => Round(gross * 100 / (100 + rate)),
        { Tax: { } tax, LineTotal: null, UnitPrice: null } when rate > 0 => Round(tax * 100 / rate),
        _ => null,
    };

    /// <summary>The total before the discount that the given amounts lead to; null where they leave it open.</summary>
    decimal? TotalOf(in MoneyParts given, decimal? net) => given.LineTotal ?? (net, given.Discount, given.DiscountRate) switch
    {
        (null, _, _) => null,
        (_, { } discount, _) => net + discount,
        (_, null, { } rate and < 100) => Round(net.Value * 100 / (100 - rate)),
        _ => net,
    };

    (decimal Pieces, decimal Price) Split(in MoneyParts given, decimal? total, decimal pieces, decimal price) => (given.Quantity, given.UnitPrice, total) switch
    {
        ({ } quantity, { } unit, _) => (quantity, unit),
        (null, { } unit, { } whole) => (unit > 0 ? Math.Max(1, Math.Ceiling(whole / unit)) : pieces, unit),
        (var quantity, null, { } whole) => Divide(whole, quantity ?? pieces, quantity is not null),
        (var quantity, var unit, null) => (quantity ?? pieces, unit ?? price),
    };

    /// <summary>Pieces and a price that make a total: fewer pieces where it does not divide, or a price rounded up where the pieces are given.</summary>
    (decimal Pieces, decimal Price) Divide(decimal total, decimal pieces, bool isGiven)
    {
        if (isGiven)
            return (pieces, pieces == 0 ? 0 : RoundUp(total / pieces));
        while (pieces > 1 && Round(total / pieces) * pieces != total)
            pieces--;
        return (pieces, Round(total / pieces));
    }

    static int Pieces(ref CellRandom random) => random.Chance(0.5) ? 1 : 1 + random.Next(random.Chance(0.8) ? 4 : MostPieces);

    /// <summary>A price in the smallest unit. Small prices are more frequent than great ones, and most end as prices in shops do.</summary>
    long Price(ref CellRandom random)
    {
        var (plain, whole) = (_ladder ??= Ladder())[random.Next(Steps)];
        return Decimals >= 2 && random.Chance(0.7) ? whole + (_endings ??= Whole(Endings))[random.Next(Endings.Length)] : plain;
    }

    /// <summary>Prices in steps, as they are and without what ends them.</summary>
    (long Plain, long Whole)[] Ladder()
    {
        var most = Math.Max(dearest, Cheapest);
        return [.. Enumerable.Range(0, Steps).Select(step => Currencies.Scale(currency) * (Cheapest + (most - Cheapest) * step * step * step / (Steps * Steps * Steps)))
            .Select(price => (Units(Plain(price)), Units(Math.Floor(price))))];
    }

    decimal Plain(decimal price) =>
        Decimals >= 2 ? Round(price) : price >= 1000 ? Math.Round(price / 100) * 100 : price >= 100 ? Math.Round(price / 10) * 10 : Math.Max(1, Math.Round(price));

    long[] Whole(decimal[] amounts) => [.. amounts.Select(a => Units(Round(a)))];

    long Units(decimal amount) => (long)(amount * (decimal)Math.Pow(10, Decimals));

    static decimal Number(long digits, int decimals) => new((int)digits, (int)(digits >> 32), 0, false, (byte)decimals);

    decimal Round(decimal amount) => amount.Scale <= Decimals ? amount : Math.Round(amount, Decimals, MidpointRounding.AwayFromZero);

    decimal RoundUp(decimal amount)
    {
        var rounded = Round(amount);
        return rounded >= amount ? rounded : rounded + new decimal(1, 0, 0, false, (byte)Decimals);
    }
}
