using CsCheck;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class PeriodTests
{
    static readonly DateTime Reference = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly Gen<DateTime?> Moment = Gen.Int[-900 * 86_400, -1].Select(s => (DateTime?)Reference.AddSeconds(s));

    [Fact]
    public void Moments_follow_each_other() =>
        Gen.Select(Gen.ULong, Gen.Bool).Sample((key, days) =>
        {
            var period = Draw(key, Periods.Before(Reference, days));
            CheckOrder(period);
            period.Created.ShouldBeGreaterThanOrEqualTo(Reference.AddDays(-730));
            period.Deleted.ShouldBeLessThanOrEqualTo(Reference);
            if (days)
                new[] { period.Created, period.Updated, period.Start, period.End }.ShouldAllBe(m => m.TimeOfDay == TimeSpan.Zero);
            Draw(key, Periods.Before(Reference, days)).ShouldBe(period);
        });

    [Fact]
    public void Given_moments_are_kept_and_the_others_stand_around_them() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 4], Moment).Sample((key, which, moment) =>
        {
            var given = which switch
            {
                0 => new PeriodParts(Created: moment),
                1 => new PeriodParts(Updated: moment),
                2 => new PeriodParts(Deleted: moment),
                3 => new PeriodParts(Start: moment),
                _ => new PeriodParts(End: moment),
            };
            var period = Draw(key, Periods.Before(Reference), given);
            CheckOrder(period, strictEnd: which != 4 || period.Created < period.End);
            (which switch { 0 => period.Created, 1 => period.Updated, 2 => period.Deleted, 3 => period.Start, _ => period.End }).ShouldBe(moment!.Value);
        });

    [Fact]
    public void Row_is_not_older_than_its_parent() =>
        Gen.Select(Gen.ULong, Moment).Sample((key, parent) =>
        {
            var period = Draw(key, Periods.Before(Reference), default, parent);
            CheckOrder(period);
            period.Created.ShouldBeGreaterThanOrEqualTo(parent!.Value < Reference.AddDays(-730) ? Reference.AddDays(-730) : parent.Value);
        });

    static Period Draw(ulong key, Periods periods, PeriodParts given = default, DateTime? notBefore = null)
    {
        var random = CellRandom.For(key, 1);
        return periods.Draw(ref random, given, notBefore);
    }

    static void CheckOrder(Period period, bool strictEnd = true)
    {
        period.Updated.ShouldBeGreaterThanOrEqualTo(period.Created);
        period.Deleted.ShouldBeGreaterThanOrEqualTo(period.Updated);
        if (strictEnd)
        {
            period.Start.ShouldBeGreaterThanOrEqualTo(period.Created);
            period.End.ShouldBeGreaterThan(period.Start);
        }
    }
}
