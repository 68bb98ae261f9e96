using System.Globalization;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>A column of amounts.</summary>
/// <param name="Column">The column's index.</param>
/// <param name="Role">What it holds.</param>
/// <param name="Own">Fills it alone; null where another step gives it.</param>
sealed record MoneyColumn(int Column, MoneyRole Role, SourceStep? Own)
{
    const int MostDecimals = 6;

    static readonly long[] Powers = [.. Enumerable.Range(0, MostDecimals + 1).Select(n => (long)Math.Pow(10, n))];

    // A product is made faster than a quotient.
    readonly decimal _perUnit = Own?.Source is IOrderedSource { Step: > 0 } numbers ? 1 / numbers.Step : 1;
    readonly int _decimals = Own?.Source is IOrderedSource { Step: > 0 and <= 1 and var step } && DecimalsOf(step) is var decimals && step * Powers[decimals] == 1 ? decimals : -1;

    /// <summary>The column's numbers; null where it holds none, or another step gives them.</summary>
    public IOrderedSource? Numbers { get; } = Own?.Source as IOrderedSource;

    /// <summary>All numbers that the column can take.</summary>
    public LongSpace? Whole { get; } = (Own?.Source as IOrderedSource)?.Whole;

    /// <summary>Whether another step, or a constraint, says what the amount is.</summary>
    public bool IsFixed { get; } = Own is null || Own.Source.Origin is SourceOrigin.Constraint or SourceOrigin.Override;

    /// <summary>How many decimals a step has, a power of ten; at most <see cref="MostDecimals"/>.</summary>
    public static int DecimalsOf(decimal step)
    {
        var decimals = 0;
        for (; step < 1 && decimals < MostDecimals; step *= 10)
            decimals++;
        return decimals;
    }

    /// <summary>How many steps of the column an amount is.</summary>
    public long StepsOf(in decimal amount)
    {
        // Most amounts are a few digits, and the column has room for their decimals: whole numbers do.
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(amount, bits);
        var missing = _decimals - amount.Scale;
        return (bits[1] | bits[2]) == 0 && missing >= 0 ? (uint)bits[0] * (bits[3] < 0 ? -Powers[missing] : Powers[missing]) : Rounded(amount);
    }

    /// <summary>The same of an amount in whole numbers.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="decimals">How many of its digits are decimals.</param>
    public long StepsOf(long amount, int decimals) => _decimals >= decimals ? amount * Powers[_decimals - decimals] : Rounded((decimal)amount / Powers[decimals]);

    long Rounded(decimal amount) => (long)Math.Round(amount * _perUnit);
}

/// <summary>Fills the amounts of a row so that they add up: total = quantity × price - discount + tax + shipping.</summary>
/// <param name="columns">The columns.</param>
/// <param name="home">The currency where no column says otherwise, and its tax.</param>
/// <param name="decimals">How many decimals all columns have room for.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class MoneyStep(IReadOnlyList<MoneyColumn> columns, Country home, int decimals, ulong streamKey) : BatchStep
{
    readonly Prices _home = Prices.Of(home, decimals);
    readonly Dictionary<string, Prices> _byCurrency = Country.All.GroupBy(c => c.Currency, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Prices.Of(g.First(), decimals), StringComparer.Ordinal);

    readonly MoneyColumn[] _fixed = [.. columns.Where(c => c.IsFixed)];
    readonly MoneyColumn[] _drawn = [.. columns.Where(c => !c.IsFixed)];

    public override IReadOnlyList<int> Writes { get; } = [.. columns.Where(c => c.Own is not null).Select(c => c.Column)];

    public override IReadOnlyList<int> Reads { get; } = [.. columns.Where(c => c.Own is null).Select(c => c.Column)];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        columns.First(c => c.Column == column).Own!.AccountFor(column).InGroup("amounts that add up", columns.Select(c => c.Column), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var (isShipped, isDiscounted, isTaxed) = (Has(MoneyRole.Shipping), Has(MoneyRole.Discount) || Has(MoneyRole.DiscountRate), Has(MoneyRole.Tax) || Has(MoneyRole.TaxRate));
        if (_fixed.Length == 0)
        {
            FillOpen(batch, start, end, attempt, isShipped, isDiscounted, isTaxed);
            return;
        }
        var open = new MoneyParts { DiscountRate = isDiscounted ? null : 0, TaxRate = isTaxed ? null : 0 };
        foreach (var column in _fixed)
            column.Own?.Fill(batch, start, end, attempt);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var given = open;
            var prices = PricesOf(batch, row);
            var shipping = isShipped ? prices.Amount(prices.Shipping(ref random)) : 0;
            foreach (var column in _fixed)
            {
                if (column.Role == MoneyRole.Currency)
                    continue;
                var number = NumberOf(batch.Columns[column.Column]!, row);
                if (column.Role == MoneyRole.Shipping)
                    shipping = number ?? 0;
                else
                    given = With(given, column.Role, number);
            }
            if (given.Gross is { } gross)
                given = given with { Gross = Math.Max(0, gross - shipping) };
            var money = prices.Draw(ref random, given);
            foreach (var column in _drawn)
            {
                if (column.Role == MoneyRole.Currency)
                    WriteCurrency(column, batch, row, attempt, money.Currency);
                else
                    Write(column, batch, row, attempt, column.StepsOf(ValueOf(column.Role, money, shipping)));
            }
        }
    }

    /// <summary>Fills rows of which nothing is given.</summary>
    void FillOpen(RowBatch batch, int start, int end, int attempt, bool isShipped, bool isDiscounted, bool isTaxed)
    {
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var shipping = isShipped ? _home.Shipping(ref random) : 0;
            var money = _home.DrawWhole(ref random, isDiscounted, isTaxed);
            foreach (var column in _drawn)
            {
                if (column.Role == MoneyRole.Currency)
                    WriteCurrency(column, batch, row, attempt, home.Currency);
                else
                    Write(column, batch, row, attempt, column.StepsOf(ValueOf(column.Role, money, shipping), DecimalsOf(column.Role)));
            }
        }
    }

    /// <summary>The prices of the row's currency.</summary>
    Prices PricesOf(RowBatch batch, int row)
    {
        foreach (var column in _fixed)
        {
            if (column.Role == MoneyRole.Currency && batch.Columns[column.Column]!.GetValue(row) is string currency)
                return _byCurrency.GetValueOrDefault(currency.ToUpperInvariant(), _home);
        }
        return _home;
    }

    bool Has(MoneyRole role)
    {
        foreach (var column in columns)
        {
            if (column.Role == role)
                return true;
        }
        return false;
    }

    static MoneyParts With(in MoneyParts given, MoneyRole role, decimal? value) => role switch
    {
        MoneyRole.Quantity => given with { Quantity = value },
        MoneyRole.UnitPrice => given with { UnitPrice = value },
        MoneyRole.LineTotal => given with { LineTotal = value },
        MoneyRole.DiscountRate => given with { DiscountRate = value },
        MoneyRole.Discount => given with { Discount = value },
        MoneyRole.Net => given with { Net = value },
        MoneyRole.TaxRate => given with { TaxRate = value },
        MoneyRole.Tax => given with { Tax = value },
        _ => given with { Gross = value },
    };

    static void WriteCurrency(MoneyColumn column, RowBatch batch, int row, int attempt, string currency)
    {
        if (!column.Own!.TryNull(batch, row, attempt) && batch.Columns[column.Column] is ColumnVector<string> codes)
            codes[row] = currency;
    }

    static void Write(MoneyColumn column, RowBatch batch, int row, int attempt, long number)
    {
        if (column.Own!.TryNull(batch, row, attempt))
            return;
        if (column.Whole!.Contains(number))
            column.Numbers!.WriteNumber(batch.Columns[column.Column]!, row, number);
        else
            column.Own.Draw(batch, row, attempt);
    }

    int DecimalsOf(MoneyRole role) => role switch { MoneyRole.Quantity => 0, MoneyRole.DiscountRate or MoneyRole.TaxRate => Prices.RateDecimals, _ => _home.Decimals };

    static long ValueOf(MoneyRole role, in WholeMoney money, long shipping) => role switch
    {
        MoneyRole.Quantity => money.Quantity,
        MoneyRole.UnitPrice => money.UnitPrice,
        MoneyRole.LineTotal => money.LineTotal,
        MoneyRole.DiscountRate => money.DiscountRate,
        MoneyRole.Discount => money.Discount,
        MoneyRole.Net => money.Net,
        MoneyRole.TaxRate => money.TaxRate,
        MoneyRole.Tax => money.Tax,
        MoneyRole.Shipping => shipping,
        _ => money.Net + money.Tax + shipping,
    };

    static decimal ValueOf(MoneyRole role, in Money money, decimal shipping) => role switch
    {
        MoneyRole.Quantity => money.Quantity,
        MoneyRole.UnitPrice => money.UnitPrice,
        MoneyRole.LineTotal => money.LineTotal,
        MoneyRole.DiscountRate => money.DiscountRate,
        MoneyRole.Discount => money.Discount,
        MoneyRole.Net => money.Net,
        MoneyRole.TaxRate => money.TaxRate,
        MoneyRole.Tax => money.Tax,
        MoneyRole.Shipping => shipping,
        _ => money.Gross + shipping,
    };

    static decimal? NumberOf(ColumnVector cell, int row) => cell.IsNull(row) ? null : cell switch
    {
        ColumnVector<decimal> numbers => numbers[row],
        ColumnVector<int> numbers => numbers[row],
        ColumnVector<string> => null,
        _ => Convert.ToDecimal(cell.GetValue(row), CultureInfo.InvariantCulture),
    };
}
