using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Columns that tell of one day in several ways agree.</summary>
public sealed class CalendarTests
{
    [Fact]
    public async Task Year_month_and_day_are_those_of_the_date()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE person (year_of_birth int NOT NULL, month_of_birth int, day_of_birth int, birth_datetime timestamp NOT NULL);
            CREATE TABLE member (birth_year smallint NOT NULL, birth_month smallint NOT NULL, birth_day smallint NOT NULL);
            CREATE TABLE sale (order_date date NOT NULL, order_year int NOT NULL, order_quarter int NOT NULL);
            CREATE TABLE calendar (full_date date NOT NULL, year int NOT NULL, month int NOT NULL);
            """);
        _ = await scene.FillAsync("*", 400);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE year_of_birth <> extract(year FROM birth_datetime) OR month_of_birth <> extract(month FROM birth_datetime) OR day_of_birth <> extract(day FROM birth_datetime)")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE month_of_birth IS NOT NULL AND day_of_birth IS NOT NULL")).ShouldBeGreaterThan(250);
        // make_date refuses days that there are not.
        (await scene.ScalarAsync<long>("SELECT count(*) FROM member WHERE make_date(birth_year, birth_month, birth_day) NOT BETWEEN '1945-01-01' AND '2008-01-02'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM sale WHERE order_year <> extract(year FROM order_date) OR order_quarter <> extract(quarter FROM order_date)")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM calendar WHERE year <> extract(year FROM full_date) OR month <> extract(month FROM full_date)")).ShouldBe(0);
    }

    [Fact]
    public async Task Year_that_is_given_leads_the_date()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE person (year_of_birth int NOT NULL, month_of_birth int NOT NULL, birth_date date NOT NULL)");
        _ = await scene.RunAsync(scene.Plan().Add("person", 100, new Dictionary<string, ColumnOverride> { ["year_of_birth"] = new ConstantOverride(1980) }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE extract(year FROM birth_date) = 1980 AND month_of_birth = extract(month FROM birth_date)")).ShouldBe(100);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT month_of_birth) FROM person")).ShouldBe(12);
    }

    [Fact]
    public async Task Day_and_time_of_one_name_are_the_same_day()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE visit (visit_start_date date NOT NULL, visit_start_datetime timestamp, visit_end_date date NOT NULL, visit_end_datetime timestamp NOT NULL);
            CREATE TABLE measurement (measurement_datetime timestamptz NOT NULL, measurement_date date NOT NULL);
            CREATE TABLE death (death_datetime timestamp, death_date date);
            CREATE TABLE event (event_datetime timestamp NOT NULL, event_date date NOT NULL);
            """);
        _ = await scene.FillAsync("*", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visit WHERE visit_start_datetime::date <> visit_start_date OR visit_end_datetime::date <> visit_end_date OR visit_end_datetime < visit_start_datetime OR visit_end_date < visit_start_date")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM measurement WHERE (measurement_datetime AT TIME ZONE 'UTC')::date <> measurement_date")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM death WHERE death_datetime::date <> death_date OR death_date IS NULL AND death_datetime IS NOT NULL")).ShouldBe(0);
        _ = await scene.RunAsync(scene.Plan().Add("event", 20, new Dictionary<string, ColumnOverride> { ["event_datetime"] = new ConstantOverride("2025-03-04 10:00:00") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM event WHERE event_datetime = '2025-03-04 10:00' AND event_date = '2025-03-04'")).ShouldBe(20);
    }
}
