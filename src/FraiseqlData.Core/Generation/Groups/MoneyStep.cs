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
    /// <summary>How many steps of the column make one; a product is made faster than a quotient.</summary>
    public decimal PerUnit { get; } = Own?.Source is IOrderedSource { Step: > 0 } numbers ? 1 / numbers.Step : 1;

    /// <summary>Whether another step, or a constraint, says what the amount is.</summary>
    public bool IsFixed { get; } = Own is null || Own.Source.Origin is SourceOrigin.Constraint or SourceOrigin.Override;
}

/// <summary>Fills the amounts of a row so that they add up: total = quantity × price - discount + tax + shipping.</summary>
/// <param name="columns">The columns.</param>
/// <param name="home">The currency where no column says otherwise, and its tax.</param>
/// <param name="decimals">How many decimals all columns have room for.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class MoneyStep(IReadOnlyList<MoneyColumn> columns, Country home, int decimals, ulong streamKey) : BatchStep
{
    static readonly decimal[] ShippingPrices = [0m, 0m, 4.9m, 5.9m, 9.9m, 14.9m];

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
        var open = new MoneyParts { DiscountRate = Has(MoneyRole.Discount) || Has(MoneyRole.DiscountRate) ? null : 0, TaxRate = Has(MoneyRole.Tax) || Has(MoneyRole.TaxRate) ? null : 0 };
        var isShipped = Has(MoneyRole.Shipping);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var given = open;
            string? currency = null;
            var shipping = isShipped ? ShippingPrices[random.Next(ShippingPrices.Length)] : 0;
            foreach (var column in _fixed)
            {
                column.Own?.Fill(batch, row, row + 1, attempt);
                var cell = batch.Columns[column.Column]!;
                if (column.Role == MoneyRole.Currency)
                    currency = cell.GetValue(row) as string;
                else if (column.Role == MoneyRole.Shipping)
                    shipping = NumberOf(cell, row) ?? 0;
                else
                    given = With(given, column.Role, NumberOf(cell, row));
            }
            if (given.Gross is { } gross)
                given = given with { Gross = Math.Max(0, gross - shipping) };
            var money = (currency is null ? _home : _byCurrency.GetValueOrDefault(currency.ToUpperInvariant(), _home)).Draw(ref random, given);
            foreach (var column in _drawn)
                Write(column, batch, row, attempt, money, shipping);
        }
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

    static MoneyParts With(MoneyParts given, MoneyRole role, decimal? value) => role switch
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

    static void Write(MoneyColumn column, RowBatch batch, int row, int attempt, in Money money, decimal shipping)
    {
        if (column.Own!.TryNull(batch, row, attempt))
            return;
        var cell = batch.Columns[column.Column]!;
        if (column.Role == MoneyRole.Currency)
        {
            if (cell is ColumnVector<string> codes)
                codes[row] = money.Currency;
            return;
        }
        var source = (IOrderedSource)column.Own.Source;
        var number = (long)Math.Round(ValueOf(column.Role, money, shipping) * column.PerUnit);
        if (source.Whole.Contains(number))
            source.WriteNumber(cell, row, number);
        else
            column.Own.Draw(batch, row, attempt);
    }

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

    static decimal? NumberOf(ColumnVector cell, int row) => cell.GetValue(row) is { } value and not string ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;
}
