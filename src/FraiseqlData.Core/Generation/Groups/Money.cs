namespace FraiseqlData.Generation.Groups;

/// <summary>
/// The amounts of an order, an invoice or a line of one. Always: line total = quantity × unit price (rounded), net = line total - discount,
/// gross = net + tax; each amount has no more decimals than its column and currency have. Rates are in percent.
/// </summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The price of one, without tax.</param>
/// <param name="LineTotal">The price of all before the discount, without tax.</param>
/// <param name="DiscountRate">The discount in percent of the line total.</param>
/// <param name="Discount">The discount.</param>
/// <param name="Net">The amount without tax.</param>
/// <param name="TaxRate">The tax in percent of the net amount.</param>
/// <param name="Tax">The tax.</param>
/// <param name="Gross">The amount with tax.</param>
readonly record struct Money(
    string Currency,
    decimal Quantity,
    decimal UnitPrice,
    decimal LineTotal,
    decimal DiscountRate,
    decimal Discount,
    decimal Net,
    decimal TaxRate,
    decimal Tax,
    decimal Gross);

/// <summary>The same amounts in whole numbers, where nothing of them is given.</summary>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The price of one, in <see cref="Prices.Decimals"/> as all money is here.</param>
/// <param name="LineTotal">The price of all before the discount.</param>
/// <param name="Discount">The discount.</param>
/// <param name="Net">The amount without tax.</param>
/// <param name="TaxRate">The tax in percent of the net amount, with <see cref="Prices.RateDecimals"/>.</param>
/// <param name="Tax">The tax.</param>
readonly record struct WholeMoney(long Quantity, long UnitPrice, long LineTotal, long Discount, long Net, long TaxRate, long Tax)
{
    /// <summary>The discount in percent of the line total, with <see cref="Prices.RateDecimals"/>.</summary>
    public long DiscountRate => (long)(Prices.Rate(Discount, LineTotal) * 1000);
}

/// <summary>What is given of amounts; the others follow from it.</summary>
readonly record struct MoneyParts
{
    /// <summary>How many.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The price of one.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>The price of all before the discount.</summary>
    public decimal? LineTotal { get; init; }

    /// <summary>Percent.</summary>
    public decimal? DiscountRate { get; init; }

    /// <summary>The discount.</summary>
    public decimal? Discount { get; init; }

    /// <summary>The amount without tax.</summary>
    public decimal? Net { get; init; }

    /// <summary>Percent.</summary>
    public decimal? TaxRate { get; init; }

    /// <summary>The tax.</summary>
    public decimal? Tax { get; init; }

    /// <summary>The amount with tax.</summary>
    public decimal? Gross { get; init; }
}
