using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Names and addresses of every locale.</summary>
public sealed class LocaleTests
{
    const string Ddl = """
        CREATE TABLE person (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, full_name text NOT NULL, email text NOT NULL UNIQUE, username text NOT NULL,
          street text NOT NULL, postal_code text NOT NULL, city text NOT NULL, phone text NOT NULL, company text NOT NULL);
        """;

    [Fact]
    public async Task Every_locale_fills_persons_and_addresses()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var scripts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var locale in Bogus.Database.GetAllLocales())
        {
            await scene.Database.ExecuteAsync("TRUNCATE person RESTART IDENTITY");
            _ = await scene.FillAsync("person", 40, new PlanOptions { Locale = locale });
            (await scene.ScalarAsync<long>("""
                SELECT count(*) FROM person
                WHERE email !~ '^[a-z0-9]+\.[a-z0-9]+@[a-z.]+$' OR username !~ '^[a-z0-9._]+$' OR trim(first_name) = '' OR trim(last_name) = '' OR strpos(full_name, first_name) = 0 OR strpos(full_name, last_name) = 0
                   OR trim(street) = '' OR trim(city) = '' OR trim(postal_code) = '' OR phone !~ '[0-9]{2}' OR trim(company) = ''
                """)).ShouldBe(0, locale);
            (await scene.ScalarAsync<long>("SELECT count(DISTINCT full_name) FROM person")).ShouldBeGreaterThan(30, locale);
            _ = scripts.Add(await scene.ScalarAsync<string>("SELECT string_agg(first_name, ',' ORDER BY id) FROM person"));
        }
        scripts.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Table_may_have_a_locale_of_its_own()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "CREATE TABLE branch (city text NOT NULL, postal_code text NOT NULL, phone text NOT NULL);");
        _ = await scene.RunAsync(scene.Plan().Add("person", 20).Add(new PlanEntry { Pattern = "branch", Count = 20, Locale = "fr" }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM branch WHERE postal_code ~ '^[0-9]{5}$' AND phone LIKE '0%'")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE phone LIKE '0%'")).ShouldBe(0);
        var two = scene.Plan().Add(new PlanEntry { Pattern = "branch", Locale = "fr" }).Add(new PlanEntry { Pattern = "branch", Locale = "de" });
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(two))).Id.ShouldBe("FqLocaleNotSingle");
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.AddAsync(scene.Plan(), new PlanEntry { Pattern = "branch", Locale = "xx" }, TestContext.Current.CancellationToken))).Id.ShouldBe("FqLocaleUnknown");
    }
}
