using CsCheck;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class MoneyTests
{
    static readonly Gen<Prices> AnyPrices = Gen.Select(Gen.Int[0, Country.All.Count - 1], Gen.Int[-1, 3])
        .Select((i, decimals) => Prices.Of(Country.All[i], decimals < 0 ? null : decimals));

    static readonly Gen<decimal?> Amount = Gen.Int[1, 5_000_000].Select(n => (decimal?)n / 100);

    [Fact]
    public void Amounts_agree_and_have_the_decimals_of_the_currency() =>
        Gen.Select(Gen.Int[0, Country.All.Count - 1], Gen.ULong).Sample((i, key) =>
        {
            var country = Country.All[i];
            var random = CellRandom.For(key, 1);
            var money = Prices.Of(country).Draw(ref random);
            CheckLaws(money, Currencies.MinorUnits(country.Currency));
            money.Currency.ShouldBe(country.Currency);
            country.TaxRates.ShouldContain(money.TaxRate);
            money.Tax.ShouldBe(Math.Round(money.Net * money.TaxRate / 100, Currencies.MinorUnits(country.Currency), MidpointRounding.AwayFromZero));
            money.Discount.ShouldBeInRange(0, money.LineTotal);
            money.UnitPrice.ShouldBeGreaterThan(0);
        });

    [Fact]
    public void Amounts_in_whole_numbers_are_the_same() =>
        Gen.Select(AnyPrices, Gen.Bool, Gen.Bool, Gen.ULong).Sample((prices, isDiscounted, isTaxed, key) =>
        {
            var (one, other) = (CellRandom.For(key, 1), CellRandom.For(key, 1));
            var money = prices.Draw(ref one, new MoneyParts { DiscountRate = isDiscounted ? null : 0, TaxRate = isTaxed ? null : 0 });
            var whole = prices.DrawWhole(ref other, isDiscounted, isTaxed);
            ((decimal)whole.Quantity).ShouldBe(money.Quantity);
            new[] { whole.UnitPrice, whole.LineTotal, whole.Discount, whole.Net, whole.Tax }.Select(prices.Amount)
                .ShouldBe([money.UnitPrice, money.LineTotal, money.Discount, money.Net, money.Tax]);
            (whole.DiscountRate / 1000m).ShouldBe(money.DiscountRate);
            (whole.TaxRate / 1000m).ShouldBe(money.TaxRate);
            one.NextUInt64().ShouldBe(other.NextUInt64());
        });

    [Fact]
    public void Columns_with_fewer_decimals_round_all_amounts() =>
        Gen.Select(AnyPrices, Gen.ULong).Sample((prices, key) =>
        {
            var random = CellRandom.For(key, 1);
            var money = prices.Draw(ref random);
            CheckLaws(money, 3);
        });

    [Fact]
    public void Whole_columns_have_whole_amounts() =>
        Gen.ULong.Sample(key =>
        {
            var random = CellRandom.For(key, 1);
            CheckLaws(Prices.Of(PlaceCatalog.Default.FindCountry("DE")!, 0).Draw(ref random), 0);
        });

    [Fact]
    public void Given_amounts_are_kept_and_the_others_follow() =>
        Gen.Select(Amount, Gen.Int[0, 10], Gen.Int[1, 9], Gen.ULong).Sample((amount, which, quantity, key) =>
        {
            var given = which switch
            {
                0 => new MoneyParts { Net = amount },
                1 => new MoneyParts { Gross = amount },
                2 => new MoneyParts { Gross = amount, TaxRate = 19 },
                3 => new MoneyParts { Net = amount, Quantity = quantity },
                4 => new MoneyParts { UnitPrice = amount, Quantity = quantity },
                5 => new MoneyParts { LineTotal = amount },
                6 => new MoneyParts { Net = amount, DiscountRate = 10 },
                7 => new MoneyParts { Tax = amount },
                8 => new MoneyParts { Gross = amount, Tax = Math.Round(amount!.Value / 10, 2) },
                9 => new MoneyParts { UnitPrice = amount, Discount = 1 },
                _ => new MoneyParts { Net = amount, UnitPrice = 3 },
            };
            var random = CellRandom.For(key, 1);
            var money = Prices.Of(PlaceCatalog.Default.FindCountry("FR")!).Draw(ref random, given);
            CheckLaws(money, 2);
            foreach (var (wanted, made) in new[]
            {
                (given.Net, money.Net), (given.Gross, money.Gross), (given.TaxRate, money.TaxRate), (given.Quantity, money.Quantity), (given.UnitPrice, money.UnitPrice),
                (given.LineTotal, money.LineTotal), (given.DiscountRate, money.DiscountRate), (given.Tax, money.Tax), (given.Discount, money.Discount),
            })
            {
                if (wanted is { } value)
                    made.ShouldBe(value, $"{which}");
            }
        });

    [Fact]
    public void Prices_fit_their_currency()
    {
        Average("JP").ShouldBeGreaterThan(100 * Average("US") / 2);
        Average("VN").ShouldBeGreaterThan(5000 * Average("US"));
    }

    static decimal Average(string country)
    {
        var prices = Prices.Of(PlaceCatalog.Default.FindCountry(country)!);
        return Enumerable.Range(0, 500).Average(i =>
        {
            var random = CellRandom.For(1, i);
            return prices.Draw(ref random).UnitPrice;
        });
    }

    static void CheckLaws(Money money, int decimals)
    {
        money.LineTotal.ShouldBe(Math.Round(money.Quantity * money.UnitPrice, decimals, MidpointRounding.AwayFromZero));
        money.Net.ShouldBe(money.LineTotal - money.Discount);
        money.Gross.ShouldBe(money.Net + money.Tax);
        foreach (var amount in new[] { money.UnitPrice, money.LineTotal, money.Discount, money.Net, money.Tax, money.Gross })
            Math.Round(amount, decimals).ShouldBe(amount);
    }
}
