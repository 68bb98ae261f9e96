using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class PrivilegesTests(PrivilegesTests.Fixture db) : IClassFixture<PrivilegesTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA hidden;
        CREATE TABLE hidden.tb_parent (pk int PRIMARY KEY, code text UNIQUE);
        CREATE TABLE tb_child (
            pk int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk int REFERENCES hidden.tb_parent, a int CHECK (a > 0), b int,
            during int4range, EXCLUDE USING gist (during WITH &&));
        """);

    static readonly QualifiedName Child = new("public", "tb_child");

    async Task<DatabaseSchema> ReadAsAsync(string grant = "")
    {
        await using var role = await TestRole.CreateAsync(db.Database);
        return await db.ReadAfterAsync($"{string.Format(grant, role.Name)}; {role.SetSql}");
    }

    [Fact]
    public async Task Role_without_privileges_sees_all_keys()
    {
        var schema = await ReadAsAsync();
        schema.Tables.Select(t => t.Name).ShouldBe(db.Schema.Tables.Select(t => t.Name));
        schema.Get(new("hidden", "tb_parent")).UniqueKeys.Count.ShouldBe(2);
        var child = schema.Get(Child);
        child.ForeignKeys.Single().ReferencedTable.ShouldBe(new("hidden", "tb_parent"));
        child.Checks.Single().Expression.ShouldBe("(a > 0)");
        child.Exclusions.Count.ShouldBe(1);
        child.GetColumn("pk").Sequence.ShouldNotBeNull();
        (child.CanInsert, child.CanSelect, child.CanUpdate, child.IsOwner).ShouldBe((false, false, false, false));
        child.Columns.ShouldAllBe(c => !c.CanInsert && !c.CanSelect);
    }

    [Fact]
    public void Owner_may_do_everything()
    {
        var child = db["tb_child"];
        (child.CanInsert, child.CanSelect, child.CanUpdate, child.IsOwner).ShouldBe((true, true, true, true));
        child.Columns.ShouldAllBe(c => c.CanInsert && c.CanSelect);
    }

    [Theory]
    [InlineData("INSERT", true, false, false)]
    [InlineData("SELECT", false, true, false)]
    [InlineData("UPDATE", false, false, true)]
    public async Task Privilege_on_the_table_holds_for_its_columns(string privilege, bool insert, bool select, bool update)
    {
        var child = (await ReadAsAsync($"GRANT {privilege} ON tb_child TO {{0}}")).Get(Child);
        (child.CanInsert, child.CanSelect, child.CanUpdate).ShouldBe((insert, select, update));
        child.Columns.ShouldAllBe(c => c.CanInsert == insert && c.CanSelect == select);
    }

    [Fact]
    public async Task Privilege_on_columns_opens_the_table_for_these()
    {
        var child = (await ReadAsAsync("GRANT INSERT (a, fk), SELECT (b) ON tb_child TO {0}")).Get(Child);
        (child.CanInsert, child.CanSelect, child.CanUpdate).ShouldBe((true, true, false));
        child.Columns.Where(c => c.CanInsert).Select(c => c.Name).ShouldBe(["fk", "a"]);
        child.Columns.Where(c => c.CanSelect).Select(c => c.Name).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Privilege_without_usage_of_the_schema_is_none()
    {
        var table = (await ReadAsAsync("GRANT ALL ON hidden.tb_parent TO {0}")).Get(new("hidden", "tb_parent"));
        (table.CanInsert, table.CanSelect, table.CanUpdate).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task Member_of_the_owning_role_is_an_owner()
    {
        await using var owner = await TestRole.CreateAsync(db.Database);
        await db.Database.ExecuteAsync($"CREATE SCHEMA owned; CREATE TABLE owned.tb_owned (a int); ALTER TABLE owned.tb_owned OWNER TO {owner.Name}");
        var schema = await ReadAsAsync($"GRANT {owner.Name} TO {{0}}");
        var isOwner = schema.Get(new("owned", "tb_owned")).IsOwner;
        await db.Database.ExecuteAsync("DROP SCHEMA owned CASCADE");
        isOwner.ShouldBeTrue();
    }
}
