using FraiseqlData.Core.Tests.Generation.Sources;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Text;

/// <summary>Prose and words in other languages than English.</summary>
public sealed class PhrasesTests
{
    // Columns of people's own words, with their tables.
    static readonly (string Table, string Column)[] Prose =
    [
        ("tb_record", "title"), ("tb_record", "description"), ("tb_record", "notes"), ("tb_record", "comment"), ("tb_record", "message"), ("tb_record", "body"), ("tb_record", "bio"),
        ("tb_record", "subject_line"), ("tb_record", "summary"), ("tb_record", "subtitle"), ("tb_record", "question"), ("tb_record", "foo"), ("review", "comment"), ("review", "title"),
        ("product", "description"), ("product", "name"),
    ];

    static readonly (string Table, string Column)[] Words =
    [
        ("employee", "job_title"), ("tb_record", "department"), ("product", "colour"), ("category", "name"), ("tb_record", "payment_method"), ("location", "name"),
    ];

    static readonly (string Table, string Column)[] Works =
    [
        ("film", "title"), ("film", "description"), ("song", "title"), ("album", "title"), ("book", "title"), ("article", "title"), ("event", "name"), ("event", "description"), ("course", "name"),
        ("project", "name"), ("task", "title"), ("task", "description"), ("recipe", "name"), ("offer", "name"), ("offer", "description"), ("job", "title"), ("category", "description"),
        ("team", "description"), ("role", "description"), ("tb_record", "skill"), ("tb_record", "industry"), ("tb_record", "material"), ("genre", "name"), ("tb_record", "label"),
        ("tb_record", "bank_name"), ("tb_record", "tag"), ("tb_record", "building"), ("tb_record", "marital_status"), ("tb_record", "education"), ("tb_record", "frequency"),
        ("tb_record", "condition"), ("reason", "name"), ("scrap_reason", "name"), ("team", "name"), ("tax_rate", "name"), ("shift", "name"), ("tb_record", "warehouse"), ("territory", "name"),
        ("image", "caption"), ("tb_record", "continent"), ("tb_record", "word"), ("amenity", "name"), ("tb_record", "payment_terms"), ("tb_record", "delivery_method"), ("tb_record", "nationality"), ("tb_record", "weekday"), ("tb_record", "month_name"),
    ];

    public static TheoryData<string, string, string> Spoken => [.. Cases(Phrases.Languages, [.. Prose, .. Words]), .. Cases(["de", "fr", "es"], Works)];

    static IEnumerable<TheoryDataRow<string, string, string>> Cases(IEnumerable<string> languages, (string Table, string Column)[] columns) =>
        languages.SelectMany(_ => columns, (language, c) => new TheoryDataRow<string, string, string>(language, c.Table, c.Column));

    public static TheoryData<string> Languages => [.. Phrases.Languages];

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Text_is_in_the_language_of_the_locale(string language, string table, string column)
    {
        var own = Draws(language, table, column);
        var english = Draws("en", table, column).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Some words are the same: Design, Marketing, rose.
        own.Count(english.Contains).ShouldBeLessThan(own.Count / 2, string.Join('|', own.Take(5)));
        own.ShouldAllBe(t => !t.Contains(" the ") && !t.Contains(" and ") && !t.Contains(" with ") && !t.StartsWith("The "));
    }

    [Theory]
    [InlineData("de_AT", "für|der|die|das|den|und|mit|in|im|zum")]
    [InlineData("fr_CA", "de|du|la|le|les|des|pour|en|à|pas")]
    [InlineData("pt_BR", "de|da|do|para|em|com|os|as|o")]
    public void Country_of_a_language_speaks_it(string locale, string words) =>
        Draws(locale, "tb_record", "description").FindAll(t => !Array.Exists(words.Split('|'), w => $" {t}".Contains($" {w} ", StringComparison.Ordinal))).ShouldBeEmpty();

    [Theory]
    [InlineData("fr", "siret", @"^[1-9]\d\d \d{3} \d{3} \d{5}$")]
    [InlineData("de", "steuernummer", @"^\d\d/\d{3}/\d{5}$")]
    [InlineData("fr", "bic", "^[A-Z]{4}FR[A-Z]{2}$")]
    [InlineData("en", "tax_id", @"^\d\d-\d{7}$")]
    public void Numbers_of_offices_and_banks_are_those_of_the_country(string locale, string column, string form) => Draws(locale, "tb_record", column).ShouldAllBe(t => System.Text.RegularExpressions.Regex.IsMatch(t, form));

    [Theory]
    [InlineData("sv")]
    [InlineData("ja")]
    public void Other_languages_have_English_prose(string locale) => Draws(locale, "tb_record", "description").ShouldBe(Draws("en", "tb_record", "description"));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Tables_are_well_made(string language)
    {
        foreach (var (generator, parts) in Phrases.In(language))
        {
            Generators.All.ContainsKey(generator).ShouldBe(generator != "text", generator);
            parts.Length.ShouldBe(Phrases.In("de").GetValueOrDefault(generator, parts).Length, generator);
            foreach (var part in parts)
            {
                part.Select(AsciiForm.Fold).ShouldBeUnique($"{language} {generator}");
                part.ShouldAllBe(p => p.Trim() == p && p.Length > 0 && !p.Any(c => c == '<' || c == '>'));
            }
            if (parts.Length == 2)
                parts[0].SelectMany(_ => parts[1], (a, b) => AsciiForm.Fold($"{a} {b}")).ShouldBeUnique($"{language} {generator}");
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_generator_of_a_table_uses_it(string language)
    {
        var catalog = new SourceCatalog(new SourceOptions { Seed = 42, Locale = language });
        foreach (var (generator, parts) in Phrases.In(language).Where(p => p.Key != "text"))
        {
            var column = SourceBench.Text("q");
            var source = (TypedSource)catalog.ByName(generator, new Dictionary<string, object?>(), SourceBench.Table("tb_record", column), column, FraiseqlData.Constraints.ColumnDomain.Any)!;
            SourceBench.Draw(source, column, 30).Cast<string>().ShouldAllBe(t => parts[0].Any(p => t.Contains(p, StringComparison.Ordinal)), generator);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Names_of_taxes_and_shifts_say_what_they_are(string language)
    {
        foreach (var name in Phrases.Of(language, "tax_name")?[0] ?? [])
            RateStep.Says(name).ShouldNotBeNull(name);
        foreach (var name in Phrases.Of(language, "shift_name")?[0] ?? [])
            HoursStep.Says(name).ShouldNotBeNull(name);
    }

    static List<string> Draws(string locale, string table, string column)
    {
        var text = SourceBench.Text(column);
        return [.. SourceBench.Draw(SourceBench.Source(text, catalog: new SourceCatalog(new SourceOptions { Seed = 42, Locale = locale }), table: table), text, 60).Cast<string>()];
    }
}
