using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Index entries have 2,704 bytes; the server compresses what is longer.</summary>
public sealed class IndexEntryTests
{
    [Theory]
    [InlineData("description text NOT NULL, UNIQUE (description)")]
    [InlineData("body text NOT NULL, content text NOT NULL, notes text NOT NULL, bio text NOT NULL, summary text NOT NULL, UNIQUE (body, content, notes, bio, summary)")]
    [InlineData("a text NOT NULL CHECK (length(a) >= 400), b text NOT NULL CHECK (length(b) >= 400), c text NOT NULL CHECK (length(c) >= 400), UNIQUE (a, b, c)")]
    [InlineData("tags text[] NOT NULL CHECK (cardinality(tags) >= 40), UNIQUE (tags)")]
    [InlineData("photo bytea NOT NULL, UNIQUE (photo)")]
    [InlineData("payload jsonb NOT NULL, UNIQUE (payload)")]
    [InlineData("v text NOT NULL CHECK (length(v) > 9000), UNIQUE (v)")]
    [InlineData("v text NOT NULL CHECK (length(v) > 60000), EXCLUDE USING hash (v WITH =)")]
    public async Task Entries_fit(string columns)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE t (id int PRIMARY KEY, {columns});");
        (await scene.FillAsync("t", 200)).Count.ShouldBe(200);
    }

    [Theory]
    [InlineData("v text NOT NULL CHECK (length(v) > 60000)", "CREATE INDEX by_v ON t (v)")]
    [InlineData("v text NOT NULL CHECK (length(v) > 60000)", "CREATE INDEX by_v ON t (lower(v))")]
    [InlineData("v bytea NOT NULL CHECK (length(v) = 3000)", "CREATE UNIQUE INDEX by_v ON t (v)")]
    [InlineData("v text[] NOT NULL CHECK (cardinality(v) = 2000)", "CREATE INDEX by_v ON t (v)")]
    public async Task Entry_that_does_not_fit_is_found_by_the_detailed_diagnosis(string column, string index)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE t (id int PRIMARY KEY, {column}); {index};");
        var diagnosis = await SeedEngine.DiagnoseAsync(scene.Plan().Add("t", 5), probe: true, cancellationToken: TestContext.Current.CancellationToken);
        diagnosis.Tables.ShouldHaveSingleItem().ErrorId.ShouldBe("FqIndexEntryTooLong");
        diagnosis.Tables[0].Reason!.ShouldContain("public.t");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("t", 5))).Id.ShouldBe("FqIndexEntryTooLong");
    }
}
