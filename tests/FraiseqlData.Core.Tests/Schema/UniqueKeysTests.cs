using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class UniqueKeysTests(UniqueKeysTests.Fixture db) : IClassFixture<UniqueKeysTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE TABLE tb_key (
            gone int, a int, b int, c text, d text, e int, f int, "g h" text, doubled int,
            CONSTRAINT z_primary PRIMARY KEY (b, a) INCLUDE (c),
            CONSTRAINT u_deferrable UNIQUE (e) DEFERRABLE,
            CONSTRAINT u_including UNIQUE (f) INCLUDE (a, b)
        );
        ALTER TABLE tb_key DROP COLUMN gone;
        CREATE UNIQUE INDEX i_partial ON tb_key (c) WHERE d IS NULL;
        CREATE UNIQUE INDEX i_expression ON tb_key (a, lower("g h"), (e + f)) INCLUDE (b);
        CREATE INDEX i_plain ON tb_key (d);
        DO $$ BEGIN
            IF current_setting('server_version_num')::int >= 150000 THEN
                EXECUTE 'CREATE UNIQUE INDEX i_nulls ON tb_key (d) NULLS NOT DISTINCT';
            END IF;
        END $$;
        CREATE TABLE tb_none (a int);
        INSERT INTO tb_key VALUES (1, 1, 'x', 'x', 1, 1, 'x', 7), (2, 2, 'y', 'y', 2, 2, 'y', 7);
        """);

    UniqueKey Key(string name) => db["tb_key"].UniqueKeys.Single(k => k.Name == name);

    [Fact]
    public void Keys_come_primary_first_then_by_name()
    {
        string[] expected = ["z_primary", "i_expression", .. db.Schema.MajorVersion >= 15 ? ["i_nulls"] : Array.Empty<string>(), "i_partial", "u_deferrable", "u_including"];
        db["tb_key"].UniqueKeys.Select(k => k.Name).ShouldBe(expected);
        db["tb_none"].UniqueKeys.ShouldBeEmpty();
        db["tb_none"].PrimaryKey.ShouldBeNull();
    }

    [Fact]
    public void Primary_key_has_its_columns_in_key_order_without_included_ones()
    {
        db["tb_key"].PrimaryKey.ShouldBeSameAs(Key("z_primary"));
        Key("z_primary").IsPrimary.ShouldBeTrue();
        Key("z_primary").IsConstraint.ShouldBeTrue();
        Key("z_primary").Columns.ShouldBe(["b", "a"]);
        Key("z_primary").IsPlain.ShouldBeTrue();
        Key("u_including").Columns.ShouldBe(["f"]);
        Key("u_including").IsPrimary.ShouldBeFalse();
    }

    [Fact]
    public void Deferrable_constraint_says_so()
    {
        Key("u_deferrable").IsDeferrable.ShouldBeTrue();
        Key("u_including").IsDeferrable.ShouldBeFalse();
    }

    [Fact]
    public void Partial_index_has_its_predicate_and_is_no_constraint()
    {
        Key("i_partial").Predicate.ShouldBe("(d IS NULL)");
        Key("i_partial").IsConstraint.ShouldBeFalse();
        Key("i_partial").IsPlain.ShouldBeFalse();
        Key("u_including").Predicate.ShouldBeNull();
    }

    [Fact]
    public void Expression_index_mixes_columns_and_expressions()
    {
        Key("i_expression").Parts.ShouldBe([new("a", null), new(null, "lower(\"g h\")"), new(null, "((e + f))")]);
        Key("i_expression").Columns.ShouldBe(["a"]);
        Key("i_expression").IsPlain.ShouldBeFalse();
    }

    [Fact]
    public void Nulls_not_distinct_is_read_where_the_server_has_it()
    {
        Assert.SkipWhen(db.Schema.MajorVersion < 15, "NULLS NOT DISTINCT came with PostgreSQL 15.");
        Key("i_nulls").NullsNotDistinct.ShouldBeTrue();
        Key("i_partial").NullsNotDistinct.ShouldBeFalse();
    }

    // Of a CREATE INDEX CONCURRENTLY that failed: once the index is ready for inserts it refuses duplicates, before that it does not.
    [Fact]
    public async Task Invalid_index_is_read_where_it_is_ready()
    {
        await using var session = await db.Database.OpenAsync();
        await session.RunAsync("CREATE UNIQUE INDEX i_ready ON tb_key (a, f); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i_ready'::regclass");
        var failure = await Should.ThrowAsync<Npgsql.PostgresException>(() => session.RunAsync("CREATE UNIQUE INDEX CONCURRENTLY i_unready ON tb_key (doubled)"));
        failure.SqlState.ShouldBe("23505");
        var schema = await SchemaReader.ReadAsync(session, inTransaction: false, TestContext.Current.CancellationToken);
        await session.RunAsync("DROP INDEX i_ready, i_unready");
        var names = schema.Get(new("public", "tb_key")).UniqueKeys.Select(k => k.Name).ToList();
        names.ShouldContain("i_ready");
        names.ShouldNotContain("i_unready");
    }
}
