using CsCheck;
using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Sources;

/// <summary>Values lie in the domain that the constraints leave, drawn or distinct.</summary>
public sealed class DomainLawsTests
{
    static ColumnDomain Domain(ColumnDomain domain) => domain with { From = ["check"] };

    [Fact]
    public void Integers_lie_between_their_bounds() =>
        Gen.Select(Gen.Int[-5000, 5000], Gen.Int[3, 4000], Gen.Bool, Gen.Bool).Sample((min, size, minExclusive, maxExclusive) =>
        {
            var max = min + size;
            var domain = Domain(new() { Min = min, Max = max, MinExclusive = minExclusive, MaxExclusive = maxExclusive, Refused = [min + 2] });
            var column = SourceBench.Column("q", SourceBench.Type("int4"));
            foreach (var asKey in new[] { false, true })
            {
                var source = SourceBench.Source(column, domain, asKey);
                var expected = Enumerable.Range(min, size + 1).Where(v => v != min + 2 && (!minExclusive || v != min) && (!maxExclusive || v != max)).ToList();
                source.DistinctCapacity.ShouldBe((ulong)expected.Count);
                SourceBench.Distinct(source, column, [.. Enumerable.Range(0, expected.Count).Select(i => (ulong)i)]).Cast<int>().Order().ShouldBe(expected);
                SourceBench.Draw(source, column, 30).Cast<int>().ShouldAllBe(v => expected.Contains(v));
            }
        }, iter: 60);

    [Fact]
    public void Numerics_keep_bounds_precision_and_scale() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 6], Gen.Decimal[-99, 99], Gen.Decimal[0.5m, 50]).Sample((precision, scale, min, size) =>
        {
            scale = Math.Min(scale, precision);
            var column = SourceBench.Numeric("q", precision, scale);
            var domain = Domain(new() { Min = min, Max = min + size });
            if (SourceBench.Catalog.ForColumn(SourceBench.Table("t", column), column, domain, false) is not { } source)
                return;
            var most = (decimal)Math.Pow(10, precision - scale);
            var values = SourceBench.Draw(source, column, 30).Concat(SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 30))).Cast<decimal>().ToList();
            values.ShouldAllBe(v => v >= min && v <= min + size && Math.Abs(v) < most && decimal.Round(v, scale) == v);
        }, iter: 200);

    [Theory]
    [InlineData("float4")]
    [InlineData("float8")]
    [InlineData("numeric")]
    public void Fractions_between_nought_and_one_are_many(string type)
    {
        var column = SourceBench.Column("q", SourceBench.Type(type));
        IComparable Bound(int n) => type switch { "float4" => (float)n, "float8" => (double)n, _ => (decimal)n };
        var source = SourceBench.Source(column, Domain(new() { Min = Bound(0), Max = Bound(1), MinExclusive = true, MaxExclusive = true }));
        source.DistinctCapacity.ShouldBeGreaterThan(90UL);
        var values = SourceBench.Draw(source, column, 200).Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        values.ShouldAllBe(v => v > 0 && v < 1);
        values.Distinct().Count().ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Real_bound_that_is_no_binary_fraction_is_not_met()
    {
        var column = SourceBench.Column("q", SourceBench.Type("float4"));
        var source = SourceBench.Source(column, Domain(new() { Min = 0f, Max = 0.3f }));
        SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 1000)).Cast<float>().ShouldAllBe(v => v < 0.3f);
    }

    [Fact]
    public void Dates_lie_in_the_two_years_before_the_reference_date()
    {
        var column = SourceBench.Column("q", SourceBench.Type("date"));
        SourceBench.Draw(SourceBench.Source(column), column, 200).Cast<DateOnly>().ShouldAllBe(d => d >= new DateOnly(2024, 1, 1) && d < new DateOnly(2026, 1, 1));
    }

    [Fact]
    public void Dates_keep_their_bounds()
    {
        var column = SourceBench.Column("q", SourceBench.Type("timestamptz"));
        var (from, to) = (new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2031, 1, 3, 0, 0, 0, DateTimeKind.Utc));
        foreach (var domain in new ColumnDomain[] { new() { Min = from, Max = to, MaxExclusive = true }, new() { Min = from } })
        {
            var source = SourceBench.Source(column, Domain(domain));
            var values = SourceBench.Draw(source, column, 100).Concat(SourceBench.Distinct(source, column, SourceBench.Indexes(Math.Min(source.DistinctCapacity, 100_000), 100))).Cast<DateTime>();
            values.ShouldAllBe(v => v >= from && (domain.Max == null || v < to) && v.Kind == DateTimeKind.Utc);
        }
    }

    [Fact]
    public void Allowed_values_are_the_only_ones()
    {
        var column = SourceBench.Text("email");
        var source = SourceBench.Source(column, Domain(new() { Allowed = ["a", "b", "c"], Refused = ["b"] }));
        source.Reason.ShouldBe("check \"check\"");
        source.DistinctCapacity.ShouldBe(2UL);
        SourceBench.Draw(source, column, 40).Distinct().ShouldBe(["a", "c"], ignoreOrder: true);
    }

    [Fact]
    public void Texts_keep_length_case_and_trim() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Enum<LetterCase>(), Gen.OneOf(new[] { "q", "email", "description", "title", "code", "sku", "url" }.Select(Gen.Const).ToArray())).Sample((min, size, letterCase, name) =>
        {
            var (column, max) = (SourceBench.Varchar(name, 100), min + size);
            var source = SourceBench.Source(column, Domain(new() { MinLength = min, MaxLength = max, Case = letterCase, Trimmed = true }));
            var distinct = SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 40)).Cast<string>().ToList();
            distinct.ShouldBeUnique();
            foreach (var text in SourceBench.Draw(source, column, 30).Cast<string>().Concat(distinct))
            {
                text.Length.ShouldBeInRange(min, max, text);
                text.ShouldBe(text.Trim());
                text.ShouldBe(letterCase switch { LetterCase.Lower => text.ToLowerInvariant(), LetterCase.Upper => text.ToUpperInvariant(), _ => text });
            }
        }, iter: 150);

    [Fact]
    public void Nothing_left_gives_no_source()
    {
        var column = SourceBench.Column("q", SourceBench.Type("int4"));
        SourceBench.Catalog.ForColumn(SourceBench.Table("t", column), column, Domain(new() { Min = 5, Max = 4 }), false).ShouldBeNull();
    }

    [Fact]
    public void Unknown_type_gives_no_source()
    {
        var type = new PgType { Oid = 9, Name = new("public", "gizmo"), Kind = PgTypeKind.Base, SqlName = "public.gizmo" };
        var column = SourceBench.Column("q", type);
        SourceBench.Catalog.ForColumn(SourceBench.Table("t", column), column, ColumnDomain.Any, false).ShouldBeNull();
    }

    [Fact]
    public void Integer_keys_count_from_one()
    {
        var column = SourceBench.Column("number", SourceBench.Type("int4"));
        SourceBench.Distinct(SourceBench.Source(column, asKey: true), column, [0, 1, 2, 5000]).ShouldBe([1, 2, 3, 5001]);
    }

    [Fact]
    public void Distinct_ranges_do_not_overlap()
    {
        var subtype = SourceBench.Type("int4");
        var type = new PgType { Oid = 3, Name = new("pg_catalog", "int4range"), Kind = PgTypeKind.Range, SqlName = "int4range", Element = subtype };
        var column = SourceBench.Column("q", type);
        var source = SourceBench.Source(column);
        var ranges = SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 200)).Cast<string>()
            .Select(r => r.Trim('[', ')').Replace("\"", "", StringComparison.Ordinal).Split(',').Select(n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).OrderBy(r => r[0]).ToList();
        for (var i = 1; i < ranges.Count; i++)
            ranges[i][0].ShouldBeGreaterThanOrEqualTo(ranges[i - 1][1]);
    }
}
