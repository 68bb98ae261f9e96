using System.Text.Json;
using CsCheck;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Rules;

public sealed class RulesFileTests
{
    [Fact]
    public void Rules_are_read_from_yaml()
    {
        var rules = RulesFile.Read(
            """
            version: 1
            rules:
              # the company's serial numbers
              - table: tb_*
                column: '*_serial'
                type: text
                generator: mask
                parameters: { mask: 'SN-####', null_ratio: 0.5 }
              - { column: colour, values: [red, 007, 1.50, true, ~], weights: [3, 1, 1, 1, 1] }
              - { column: code, template: '{name:slug}', description: words }
              - { column: flag, value: n, null_ratio: 0.25 }
            """, "rules.yaml");

        var mask = (GeneratorOverride)rules[0].Value;
        (rules[0].Table, rules[0].Column, rules[0].Type, rules[0].Source, mask.Name, mask.Parameters["mask"], mask.Parameters["null_ratio"])
            .ShouldBe(("tb_*", "*_serial", "text", "rules.yaml line 4", "mask", "SN-####", 0.5m));
        ((ListOverride)rules[1].Value).Values.ShouldBe(["red", "007", 1.50m, true, null]);
        ((TemplateOverride)rules[2].Value).Template.ShouldBe("{name:slug}");
        ((ListOverride)rules[3].Value).Weights.ShouldBe([0.75, 0.25]);
    }

    [Fact]
    public void Rules_are_read_from_json() =>
        RulesFile.Read("""{ "rules": [ { "column": "a", "generator": "integer", "parameters": { "min": 1, "max": 5 } } ] }""", "rules.json").Single().Column.ShouldBe("a");

    [Theory]
    [InlineData("locale: fr", "fr")]
    [InlineData("locale: 'de=1, fr=3'\nrules: []", "fr=3, de=1")]
    [InlineData("locale: { fr: 3, de: 1.5 }", "fr=3, de=1.5")]
    [InlineData("locale: [ja, pt_BR]", "ja=1, pt_BR=1")]
    [InlineData("""{ "locale": { "fr": 3, "de": 1 } }""", "fr=3, de=1")]
    [InlineData("rules: []", null)]
    public void Locale_of_a_project_is_read(string text, string? locale)
    {
        RulesFile.Read(text, "rules.yaml").ShouldBeEmpty();
        RulesFile.ReadLocale(text, "rules.yaml")?.ToString().ShouldBe(locale);
        (RulesFile.ReadLocale(text, "rules.yaml") is null).ShouldBe(locale is null);
    }

    /// <summary>What a mix says of itself is what a file may say.</summary>
    [Fact]
    public void Mixes_of_locales_survive_files() =>
        Gen.Double[0.001, 1000].Array[1, 4].Sample(weights =>
        {
            var mix = new LocaleMix(weights.Select((w, i) => new KeyValuePair<string, double>(new[] { "en", "pt_BR", "nb_NO", "ja" }[i], w)));
            RulesFile.ReadLocale($"locale: '{mix}'", "rules.yaml").ShouldBe(mix);
            JsonSerializer.Deserialize<LocaleMix>(JsonSerializer.Serialize(mix)).ShouldBe(mix);
        });

    [Theory]
    [InlineData("rules: []\nlocale: { fr: many }", "line 2: The locales cannot be mixed: the weight of 'fr'")]
    [InlineData("locale: 7", "line 1")]
    [InlineData("locale: [fr, fr]", "'fr' stands there twice")]
    public void What_is_no_locale_is_told_with_its_line(string text, string message)
    {
        var error = Should.Throw<FraiseqlDataException>(() => RulesFile.ReadLocale(text, "rules.yaml"));
        (error.Id, error.Message).ShouldSatisfyAllConditions(e => e.Id.ShouldBe("FqRulesInvalid"), e => e.Message.ShouldContain(message));
    }

    [Fact]
    public void All_problems_are_told_at_once_with_their_lines()
    {
        var error = Should.Throw<FraiseqlDataException>(() => RulesFile.Read(
            """
            rulez: []
            rules:
              - column: a
                generator: emial
              - column: b
                generator: decimal
                parameters:
                  mni: 5
              - columm: c
                value: 1
              - column: d
                value: 1
                values: [1]
              - column: e
                sql: now()
              - just text
              - column: f
                values: [1, 2]
                weights: [1]
              - column: g
                value: 1
                null_ratio: 3
            """, "rules.yaml"));

        error.Id.ShouldBe("FqRulesInvalid");
        foreach (var words in new[]
        {
            "line 1: 'rulez' is not known here. Did you mean 'rules'", "line 4: there is no generator 'emial'. Did you mean 'email'", "line 8: the generator 'decimal' has no parameter 'mni'. Did you mean",
            "line 9: a rule has no 'columm'. Did you mean 'column'", "line 11: value and values exclude each other", "line 15: a rule cannot hold 'sql'", "line 16: a rule is a map", "line 17:", "1 weights", "line 20:", "from 0 to 1",
        })
            error.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("rules: [", "line 2: While parsing")]
    [InlineData("", "no list 'rules'")]
    [InlineData("rules:\n  - &a { column: x, value: 1 }\n  - *a", "line 2: anchors")]
    [InlineData("rules:\n  - { column: x, value: !!binary aGk= }", "line 2: anchors, aliases and tags")]
    [InlineData("rules: []\n---\nrules: []", "second document")]
    [InlineData("rules:\n  - { column: x, column: y, value: 1 }", "'column' is there twice")]
    [InlineData("rules:\n  - { column: x, value: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]] }", "too deeply")]
    public void Text_that_cannot_be_read_is_one_error(string text, string words)
    {
        var error = Should.Throw<FraiseqlDataException>(() => RulesFile.Read(text, "rules.yaml"));
        error.Id.ShouldBe("FqRulesInvalid");
        error.Message.ShouldContain(words);
    }

    [Fact]
    public void Billion_laughs_are_refused_at_once()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n"));
        Should.Throw<FraiseqlDataException>(() => RulesFile.Read(bomb, "bomb.yaml")).Message.ShouldContain("line 1: anchors");
        Should.Throw<FraiseqlDataException>(() => RulesFile.Read(new string(' ', 2_000_000), "big.yaml")).Message.ShouldContain("too large");
    }
}
