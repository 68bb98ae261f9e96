namespace FraiseqlData.Generation.Groups;

/// <summary>Draws amounts that agree.</summary>
/// <param name="currency">ISO 4217.</param>
/// <param name="taxRates">Rates of tax in percent, the usual one first.</param>
/// <param name="decimals">How many decimals the columns have; null for as many as the currency has.</param>
/// <param name="dearest">The greatest price of one, in about dollars.</param>
sealed class Prices(string currency, IReadOnlyList<decimal> taxRates, int? decimals = null, decimal dearest = 500)
{
    const decimal Cheapest = 2;
    const decimal Percent = 0.01m;
    const int MostPieces = 12;
    const int Steps = 1000;

    static readonly decimal[] DiscountRates = [5, 10, 15, 20, 25];
    static readonly decimal[] Endings = [0m, 0.5m, 0.9m, 0.95m, 0.99m];

    decimal[]? _ladder;

    readonly int _decimals = Math.Min(decimals ?? int.MaxValue, Currencies.MinorUnits(currency));

    /// <summary>The amounts of a country: its currency and its tax.</summary>
    public static Prices Of(Country country, int? decimals = null) => new(country.Currency, country.TaxRates, decimals);

    /// <summary>Draws amounts.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="given">
    /// What is given and does not contradict itself. Where pieces and total are given and do not divide, the price is rounded up and the rest is discount.
    /// </param>
    public Money Draw(ref CellRandom random, MoneyParts? given = null)
    {
        given ??= MoneyParts.None;
        var taxRate = given.TaxRate ?? (random.Chance(0.8) ? taxRates[0] : taxRates[random.Next(taxRates.Count)]);
        var drawnDiscount = random.Chance(0.8) ? 0 : DiscountRates[random.Next(DiscountRates.Length)];
        var (drawnPieces, drawnPrice) = (Pieces(ref random), Price(ref random));

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

    static decimal Rate(decimal part, decimal whole) => whole == 0 || part == 0 ? 0 : Math.Round(part * 100 / whole, 2);

    /// <summary>The net amount that the given ones lead to; null where they leave it open.</summary>
    decimal? NetOf(MoneyParts given, decimal rate) => given switch
    {
        { Gross: { } gross, Tax: { } tax } => gross - tax,
        { Net: { } net } => net,
        { Gross: { } gross } => Round(gross * 100 / (100 + rate)),
        { Tax: { } tax, LineTotal: null, UnitPrice: null } when rate > 0 => Round(tax * 100 / rate),
        _ => null,
    };

    /// <summary>The total before the discount that the given amounts lead to; null where they leave it open.</summary>
    decimal? TotalOf(MoneyParts given, decimal? net) => given.LineTotal ?? (net, given.Discount, given.DiscountRate) switch
    {
        (null, _, _) => null,
        (_, { } discount, _) => net + discount,
        (_, null, { } rate and < 100) => Round(net.Value * 100 / (100 - rate)),
        _ => net,
    };

    (decimal Pieces, decimal Price) Split(MoneyParts given, decimal? total, decimal pieces, decimal price) => (given.Quantity, given.UnitPrice, total) switch
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

    static decimal Pieces(ref CellRandom random) => random.Chance(0.5) ? 1 : 1 + random.Next(random.Chance(0.8) ? 4 : MostPieces);

    /// <summary>Small prices are more frequent than great ones, and most end as prices in shops do.</summary>
    decimal Price(ref CellRandom random)
    {
        var price = (_ladder ??= Ladder())[random.Next(Steps)];
        if (_decimals < 2)
            return price >= 1000 ? Math.Round(price / 100) * 100 : price >= 100 ? Math.Round(price / 10) * 10 : Math.Max(1, Math.Round(price));
        return random.Chance(0.7) ? Math.Floor(price) + Endings[random.Next(Endings.Length)] : Round(price);
    }

    decimal[] Ladder()
    {
        var most = Math.Max(dearest, Cheapest);
        return [.. Enumerable.Range(0, Steps).Select(step => Currencies.Scale(currency) * (Cheapest + (most - Cheapest) * step * step * step / (Steps * Steps * Steps)))];
    }

    decimal Round(decimal amount) => Math.Round(amount, _decimals, MidpointRounding.AwayFromZero);

    decimal RoundUp(decimal amount)
    {
        var rounded = Round(amount);
        return rounded >= amount ? rounded : rounded + new decimal(1, 0, 0, false, (byte)_decimals);
    }
}
