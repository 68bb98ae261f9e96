using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Core.Tests.Generation.Sources;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

/// <summary>What holds for every generator, whatever the column.</summary>
public sealed class GeneratorLawsTests
{
    static readonly Dictionary<string, object?> None = [];

    static readonly Column[] Columns =
    [
        SourceBench.Text("q"), SourceBench.Varchar("q", 120), SourceBench.Varchar("q", 30), SourceBench.Varchar("q", 16), SourceBench.Varchar("q", 10), SourceBench.Varchar("q", 5),
        SourceBench.Varchar("q", 2), SourceBench.Column("q", SourceBench.Type("bpchar"), 7), SourceBench.Column("q", SourceBench.Type("citext")),
        SourceBench.Numeric("q", 12, 2), SourceBench.Numeric("q", 4, 1), SourceBench.Column("q", SourceBench.Type("int2")), SourceBench.Column("q", SourceBench.Type("int4")),
        SourceBench.Column("q", SourceBench.Type("float8")), SourceBench.Column("q", SourceBench.Type("date")), SourceBench.Column("q", SourceBench.Type("timestamptz")),
        SourceBench.Column("q", SourceBench.Type("jsonb")),
    ];

    public static TheoryData<string> Names => [.. Generators.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_fit_and_distinct_ones_differ_even_ignoring_case(string name)
    {
        var made = 0;
        foreach (var column in Columns)
        {
            if (Make(name, column) is not { } source)
                continue;
            made++;
            var drawn = SourceBench.Draw(source, column, 60);
            drawn.ShouldNotContain((object?)null);
            drawn.ShouldAllBe(v => Length(v) <= (column.MaxLength ?? int.MaxValue));
            var distinct = SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 120));
            distinct.ShouldAllBe(v => Length(v) <= (column.MaxLength ?? int.MaxValue));
            distinct.Select(v => v is string s ? s.ToUpperInvariant().TrimEnd() : v).ShouldBeUnique();
            source.DistinctCapacity.ShouldBeGreaterThan(0UL);
        }
        made.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Culture_of_the_machine_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Sample();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Sample().ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Another_catalog_of_the_same_seed_gives_the_same_values() => Sample(new SourceCatalog(new SourceOptions { Seed = 42 })).ShouldBe(Sample());

    [Fact]
    public void Value_of_an_instance_does_not_depend_on_its_neighbours()
    {
        foreach (var column in Columns)
        {
            var source = SourceBench.Source(column);
            var all = SourceBench.Draw(source, column, 40, first: 1);
            SourceBench.Draw(source, column, 1, first: 30).Single().ShouldBe(all[29]);
        }
    }

    public static TheoryData<string> Locales => [.. Bogus.Database.GetAllLocales()];

    [Theory]
    [MemberData(nameof(Locales))]
    public void Every_locale_gives_names_places_and_ascii_addresses(string locale)
    {
        var catalog = new SourceCatalog(new SourceOptions { Locale = locale });
        foreach (var name in new[] { "first_name", "last_name", "full_name", "city", "street", "state", "country", "company", "phone", "postal_code", "weekday" })
        {
            var column = SourceBench.Text(name);
            var source = SourceBench.Source(column, catalog: catalog);
            source.Name.ShouldNotBe("text", name);
            SourceBench.Draw(source, column, 20).Cast<string>().ShouldAllBe(v => v.Trim().Length > 0);
        }
        foreach (var name in new[] { "email", "username" })
        {
            var column = SourceBench.Text(name);
            SourceBench.Draw(SourceBench.Source(column, catalog: catalog), column, 50).Cast<string>().ShouldAllBe(v => v.All(c => c > ' ' && c < 127));
        }
    }

    [Fact]
    public void Emails_are_of_nobody()
    {
        var column = SourceBench.Text("email");
        var source = SourceBench.Source(column);
        foreach (string email in SourceBench.Draw(source, column, 200).Concat(SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 100)))!)
            email.ShouldMatch(@"^[a-z]+\.[a-z]+\d*@example\.(com|org|net)$");
    }

    [Fact]
    public void Check_digits_are_right()
    {
        var iban = SourceBench.Text("iban");
        foreach (string text in SourceBench.Draw(SourceBench.Source(iban), iban, 100)!)
        {
            var digits = string.Concat((text[4..] + text[..4]).Select(c => char.IsDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
            (System.Numerics.BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97).ShouldBe(System.Numerics.BigInteger.One);
        }
        foreach (var name in new[] { "isbn", "ean" })
        {
            var column = SourceBench.Text(name);
            foreach (string text in SourceBench.Draw(SourceBench.Source(column), column, 100)!)
                (text.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10).ShouldBe(0);
        }
    }

    static TypedSource? Make(string name, Column column, ColumnDomain? domain = null)
    {
        try
        {
            return SourceBench.Catalog.ByName(name, None, SourceBench.Table("tb_record", column), column, domain ?? ColumnDomain.Any) as TypedSource;
        }
        catch (Errors.FraiseqlDataException e) when (e.Id == "FqGeneratorUnsuitable")
        {
            return null;
        }
    }

    static List<object?> Sample(SourceCatalog? catalog = null) =>
        [.. new[] { "email", "city", "price", "status", "description", "iban", "created_at", "foo", "title" }.SelectMany(name =>
        {
            var column = SourceBench.Text(name);
            var source = SourceBench.Source(column, new ColumnDomain { Case = LetterCase.Upper, From = ["upper"] }, catalog: catalog);
            return SourceBench.Draw(source, column, 10).Concat(SourceBench.Distinct(source, column, [0, 1, 2]));
        }),
        .. Columns.SelectMany(c => SourceBench.Draw(SourceBench.Source(c, catalog: catalog), c, 10))];

    static int Length(object? value) => value is string text ? text.Length : 0;
}
