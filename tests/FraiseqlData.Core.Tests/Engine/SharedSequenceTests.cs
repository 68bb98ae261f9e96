using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class SharedSequenceTests
{
    [Fact]
    public async Task Sequence_moves_past_parents_keys_in_the_columns_that_it_feeds()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE SEQUENCE role_id;
            CREATE TABLE party (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL);
            CREATE TABLE role (id int PRIMARY KEY DEFAULT nextval('role_id') REFERENCES party, name text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT nextval('role_id')")).ShouldBe(21);
    }

    [Fact]
    public async Task Sequence_default_on_a_foreign_key_gives_way_to_the_parents_key()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE SEQUENCE party_id;
            CREATE TABLE party (id int PRIMARY KEY DEFAULT nextval('party_id'), kind text NOT NULL);
            CREATE TABLE person (id int PRIMARY KEY DEFAULT nextval('party_id') REFERENCES party, name text NOT NULL);
            CREATE TABLE badge (person int PRIMARY KEY REFERENCES person, colour text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM badge JOIN person ON person = person.id JOIN party USING (id)")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT nextval('party_id')")).ShouldBe(21);
    }
}
