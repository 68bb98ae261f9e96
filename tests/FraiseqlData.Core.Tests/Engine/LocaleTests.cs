using FraiseqlData.Errors;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
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

    /// <summary>Russian and Japanese are told apart by their scripts.</summary>
    [Fact]
    public async Task Rows_of_a_mix_have_one_locale_each()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan(new PlanOptions { Locale = "ru=3, ja=1" });
        _ = await scene.RunAsync(plan.Add("person", 400));
        const string Cyrillic = "first_name ~ '[А-Я]' AND last_name ~ '[А-Я]' AND full_name ~ '[А-Я]' AND city ~ '[А-Я]' AND street ~ '[А-Я]' AND phone LIKE '8%'";
        const string Japanese = "first_name !~ '[А-Яа-я]' AND full_name !~ '[А-Яа-я]' AND last_name !~ '[А-Яа-я]' AND city !~ '[А-Яа-я]' AND street !~ '[А-Яа-я]' AND phone LIKE '0%'";
        var russian = await scene.ScalarAsync<long>($"SELECT count(*) FROM person WHERE {Cyrillic}");
        russian.ShouldBeInRange(260, 340);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM person WHERE {Japanese}")).ShouldBe(400 - russian);
        var before = await scene.ScalarAsync<string>("SELECT string_agg(p::text, ';' ORDER BY id) FROM person p WHERE id <= 300");

        await scene.Database.ExecuteAsync("TRUNCATE person RESTART IDENTITY");
        _ = await scene.RunAsync(plan.Add("person", 300));
        (await scene.ScalarAsync<string>("SELECT string_agg(p::text, ';' ORDER BY id) FROM person p")).ShouldBe(before);
        _ = await scene.RunAsync(plan.Add("person", 100));
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM person WHERE {Cyrillic} OR {Japanese}")).ShouldBe(400);
    }

    /// <summary>The locales of a language share names; a short column leaves few of them.</summary>
    [Theory]
    [InlineData("fr=3, de=1", 80)]
    [InlineData("en_US, en_GB, en_CA, en_AU", 80)]
    [InlineData("de, de_AT, de_CH, nl, sv", 24)]
    public async Task Unique_names_of_a_mix_stay_unique(string locales, int length)
    {
        await using var scene = await EngineScene.CreateAsync($"""
            CREATE TABLE member (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, full_name varchar({length}) NOT NULL UNIQUE, email varchar({length}) NOT NULL UNIQUE, username varchar({length}) NOT NULL UNIQUE,
              first_name text NOT NULL, city text NOT NULL);
            CREATE TABLE supplier (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, company text NOT NULL UNIQUE, domain text NOT NULL UNIQUE, title text NOT NULL UNIQUE, city text NOT NULL UNIQUE);
            """);
        _ = await scene.FillAsync("*", 5000, new PlanOptions { Locale = locales });
        (await scene.ScalarAsync<long>("SELECT count(*) FROM member")).ShouldBe(5000);
        if (length > 24)
            (await scene.ScalarAsync<long>("SELECT count(*) FROM member WHERE split_part(email, '@', 1) = username")).ShouldBe(5000);
    }

    [Fact]
    public void Persons_of_two_locales_are_never_the_same()
    {
        var seen = new List<NameLists>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var locale in Bogus.Database.GetAllLocales())
        {
            var names = NameLists.Of(LocaleWords.Of(locale)).Besides(seen);
            seen.Add(names);
            if (names.LastOfWomen.Length == 0)
                continue;
            var people = new People(names, 7);
            for (var i = 0UL; i < 500 && i < people.Natural; i++)
                told.Add(people.At(i).Username).ShouldBeTrue(people.At(i).Username);
        }
    }

    [Fact]
    public async Task Templates_and_custom_generators_follow_the_rows_locale()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "CREATE TABLE note (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, greeting text NOT NULL, town text NOT NULL);");
        var plan = scene.Plan(new PlanOptions { Locale = "ru, ja" }).WithGenerator("town", new Town()).Add(new PlanEntry
        {
            Pattern = "note",
            Count = 60,
            Overrides = new Dictionary<string, ColumnOverride> { ["greeting"] = new TemplateOverride("{first_name}! {last_name}"), ["town"] = new GeneratorOverride("town", new Dictionary<string, object?>()) },
        });
        _ = await scene.RunAsync(plan);
        (await scene.RowsAsync("SELECT * FROM note WHERE NOT ((first_name ~ '[А-Я]') = (split_part(greeting, '!', 2) ~ '[А-Я]') AND (first_name ~ '[А-Я]') = (town ~ '[А-Я]'))")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM note WHERE first_name ~ '[А-Я]'")).ShouldBeInRange(15, 45);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fr=0")]
    [InlineData("fr=-1, de=1")]
    [InlineData("fr=many")]
    [InlineData("fr, fr")]
    [InlineData("=3")]
    public void Impossible_mixes_are_refused(string text) => Should.Throw<FraiseqlDataException>(() => LocaleMix.Parse(text)).Id.ShouldBe("FqLocaleInvalid");

    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("de=1, fr=3", "fr=3, de=1")]
    [InlineData("fr,de", "de=1, fr=1")]
    public void Mixes_are_written_as_they_are_read(string text, string written)
    {
        LocaleMix.Parse(text).ToString().ShouldBe(written);
        LocaleMix.Parse(written).ShouldBe(LocaleMix.Parse(text));
    }

    /// <summary>Bogus lists the last names of some languages by gender only.</summary>
    [Fact]
    public void Generators_of_single_names_know_the_locale()
    {
        NameGenerators.LastNames(LocaleWords.Of("ru")).ShouldAllBe(n => n[0] >= 'А');
        NameGenerators.FirstNames(LocaleWords.Of("ru")).ShouldAllBe(n => n[0] >= 'А');
    }

    sealed class Town : IValueGenerator
    {
        public object? Generate(GeneratorContext context) => ((Bogus.Faker)context.Faker()).Name.LastName();
    }
}
