using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Core.Tests.Infrastructure;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>PostgreSQL judges the translated patterns.</summary>
public sealed class PatternMatcherTests
{
    static readonly string[] Texts =
        ["", "a", "A", "ab", "abc", "a b", "a\nb", "a.b", "a-b", "]", "[", "^", "\\", "12", "2024-01-02", "x@y.zz", "_", "{}", "a+", "é", "tab\t", "aa", "abab", "a\n", "foo bar", "#1", "100%"];

    static readonly string[] Regexes =
    [
        "^a", "b$", "^a.b$", "a|b", "^(ab)+$", "^(?:a|b)*$", "[[:alpha:]]+", "^[[:digit:]]{2}$", "[^[:space:]]", "^[]a]$", "[^]]", "[a-c]", "[a\\-b]", "\\d{4}-\\d{2}", "^\\w+$",
        "\\mfoo\\M", "\\yb", "\\Bo", "^[\\w.]+@[\\w.]+$", "(?i)^A$", "(?n)^b", "***=a.b", "***:a.b", "^\\s*$", "\\S", "\\A\\Z", "a{1,2}$", "a{2}", "^(a)\\1$", "(?=a)a", "(?!a)b", "\\.", "\\[", "\\u0061",
        "^[[:upper:]]$", "[[:punct:]]", "^[^a-z]*$", "#", " ", "%", "(a)(b)?", "a*?b", "x{0}", "^.{3}$", "\\\\", "[.]", "[*+?{}()]", "^$", "[[:<:]]foo", "[[.hyphen.]]", "[[=a=]]",
    ];

    static readonly string[] Likes = ["a%", "%b", "_", "a_b", "%", "", "100\\%", "a.b", "A%", "%\n%", "\\_", "[a]", "\\\\", "__", "%a%b%"];

    [Theory]
    [InlineData("~", false)]
    [InlineData("~*", true)]
    public async Task IsMatch_regex_agrees_with_the_server_or_says_nothing(string symbol, bool ignoreCase) =>
        await CompareAsync(symbol, Regexes, p => PatternMatcher.Create(p, ignoreCase), 40);

    [Theory]
    [InlineData("~~", false)]
    [InlineData("~~*", true)]
    public async Task IsMatch_like_agrees_with_the_server_or_says_nothing(string symbol, bool ignoreCase) =>
        await CompareAsync(symbol, Likes, p => PatternMatcher.CreateLike(p, ignoreCase), Likes.Length);

    [Theory]
    [InlineData("[[.a.]]")]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a{2")]
    [InlineData("(?<name>a)")]
    [InlineData("\\q")]
    [InlineData("***abc")]
    public void Create_what_is_not_understood_gives_null(string pattern) => PatternMatcher.Create(pattern, false).ShouldBeNull();

    [Theory]
    [InlineData("a%", "^(?:a.*)$")]
    [InlineData("(a|b)_", "^(?:(?:a|b).)$")]
    [InlineData("[%_]", "^(?:[%_])$")]
    [InlineData("a.b", "^(?:a\\.b)$")]
    public void SimilarToRegex_translates(string pattern, string regex) => PatternMatcher.SimilarToRegex(pattern).ShouldBe(regex);

    static async Task CompareAsync(string symbol, string[] patterns, Func<string, PatternMatcher?> create, int understood)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var session = await database.OpenAsync();
        var failures = new List<string>();
        var count = 0;
        foreach (var pattern in patterns)
        {
            if (create(pattern) is not { } matcher)
                continue;
            count++;
            await using var command = new NpgsqlCommand($"SELECT t {symbol} $1 FROM unnest($2::text[]) t", session);
            _ = command.Parameters.Add(new NpgsqlParameter { Value = pattern });
            _ = command.Parameters.Add(new NpgsqlParameter { Value = Texts });
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            foreach (var text in Texts)
            {
                _ = await reader.ReadAsync(TestContext.Current.CancellationToken);
                if (matcher.IsMatch(text) is { } found && found != reader.GetBoolean(0))
                    failures.Add($"'{text}' {symbol} '{pattern}': {found}");
            }
        }
        failures.ShouldBeEmpty();
        count.ShouldBeGreaterThanOrEqualTo(understood);
    }
}
