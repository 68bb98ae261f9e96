using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Schemas as frameworks make them that declare no foreign keys.</summary>
public sealed class InferredKeyTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("orders (id bigint PRIMARY KEY, customer_id int)", "customer_id -> customers")]
    [InlineData("orders (id bigint PRIMARY KEY, \"customerId\" bigint, \"CustomerID\" bigint)", "customerId -> customers, CustomerID -> customers")]
    [InlineData("orders (id bigint PRIMARY KEY, billing_customer_id bigint NOT NULL, shipping_customer_id bigint)", "billing_customer_id -> customers, shipping_customer_id -> customers")]
    [InlineData("categories (id int PRIMARY KEY, parent_id int)", "parent_id -> categories")]
    [InlineData("line_items (id int PRIMARY KEY, user_id int)", "user_id -> auth_user")]
    [InlineData("documents (id int PRIMARY KEY, box_id uuid)", "box_id -> boxes")]
    [InlineData("customer_notes (customer_id int PRIMARY KEY, box_id int, external_id text, id int, tax_id text)", "")]
    [InlineData("comments (id int PRIMARY KEY, customer_id int, customer_type text)", "")]
    [InlineData("far.orders (id int PRIMARY KEY, customer_id int)", "customer_id -> customers")]
    [InlineData("orders (id int PRIMARY KEY, customer_id bigint REFERENCES customers)", "customer_id -> customers")]
    [InlineData("fleets (id int PRIMARY KEY, twin_id int)", "")]
    public async Task Column_is_a_key_to_the_table_that_it_names(string table, string expected)
    {
        await database.ResetAsync($"""
            CREATE SCHEMA far; CREATE SCHEMA farther;
            CREATE TABLE customers (id bigint PRIMARY KEY, name text);
            CREATE TABLE auth_user (id int PRIMARY KEY);
            CREATE TABLE boxes (id uuid PRIMARY KEY);
            CREATE TABLE far.twins (id int PRIMARY KEY); CREATE TABLE farther.twins (id int PRIMARY KEY);
            CREATE TABLE {table};
            """);
        var plan = SeedPlan.Create(database.Database.Connection, new PlanOptions { InferForeignKeys = true }).Add(table.Split(' ')[0], 5);
        var resolved = (await SeedEngine.ResolveAsync(plan, cancellationToken: Cancel)).Tables.Single(t => !t.IsAddedParent);
        string.Join(", ", resolved.References.Select(r => $"{string.Join(' ', r.Key.Columns)} -> {r.Key.ReferencedTable.Name}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users", false)]
    [InlineData("ALTER TABLE posts DROP user_id", false)]
    public async Task Plan_of_tables_without_a_foreign_key_says_what_would_follow_the_names(string change, bool isTold)
    {
        await database.ResetAsync($"""
            CREATE TABLE users (id serial PRIMARY KEY, favourite_post_id int);
            CREATE TABLE posts (id serial PRIMARY KEY, user_id int, parent_id int);
            {change};
            """);
        var warnings = (await SeedEngine.ResolveAsync(SeedPlan.Create(database.Database.Connection).Add("*", 5), cancellationToken: Cancel)).Warnings;
        if (isTold)
            warnings.ShouldHaveSingleItem().ShouldBe("The tables of the plan declare no foreign keys, but 3 columns name tables, as posts.user_id does public.users. With -InferForeignKeys they get keys of rows that exist.");
        else
            warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_refer_to_rows_that_there_are()
    {
        await database.ResetAsync("""
            CREATE TABLE users (id serial PRIMARY KEY, email text, favourite_post_id int);
            CREATE TABLE posts (id serial PRIMARY KEY, user_id int NOT NULL, parent_id int, title text);
            CREATE TABLE likes (user_id int, post_id int, PRIMARY KEY (user_id, post_id));
            """);
        var plan = SeedPlan.Create(database.Database.Connection, new PlanOptions { InferForeignKeys = true, NullRatio = 0 }).Add("likes", 30).Add("posts", 20);
        _ = await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel);
        (await database.Database.ScalarAsync<string>("""
            SELECT concat_ws(' ', (SELECT count(*) FROM likes JOIN users u ON u.id = user_id JOIN posts p ON p.id = post_id),
                (SELECT count(*) FROM posts JOIN users u ON u.id = user_id), (SELECT count(*) FROM posts c JOIN posts p ON p.id = c.parent_id) > 10,
                (SELECT count(*) FROM users u LEFT JOIN posts p ON p.id = u.favourite_post_id WHERE u.favourite_post_id IS NOT NULL AND p.id IS NULL))
            """)).ShouldBe("30 20 t 0");
    }
}
