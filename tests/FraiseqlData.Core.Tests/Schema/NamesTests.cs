using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class NamesTests
{
    public static TheoryData<string> Names() =>
    [
        "Mixed Case", "two.parts", "quo\"te", "apos'trophe", "\"; drop table x; --", "naïve_ñ_日本_🐘", "back\\slash", "new\nline", "select", " ",
        "{0}", "$1", "@p", ":name", "a,b", "(paren)", new string('x', 63),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Odd_name_is_read_exactly(string name)
    {
        var q = QualifiedName.Quote(name);
        // A table's name is its row type's as well, and the enum has taken the name itself.
        var table = "\"a " + (name.Length < 60 ? q[1..] : "table\"");
        await using var database = await Infrastructure.PostgresServer.CreateDatabaseAsync($"""
            CREATE SCHEMA {q};
            CREATE TYPE {q}.{q} AS ENUM ({"'" + name.Replace("'", "''") + "'"});
            CREATE TABLE {q}.{table} (
                {q} int GENERATED ALWAYS AS IDENTITY CONSTRAINT {q} PRIMARY KEY,
                label {q}.{q},
                parent int CONSTRAINT "fk" REFERENCES {q}.{table},
                CONSTRAINT "check" CHECK ({q} <> 0),
                EXCLUDE ({q} WITH =));
            """);
        var read = (await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken)).Tables.ShouldHaveSingleItem();
        read.Name.Schema.ShouldBe(name);
        read.PrimaryKey!.Name.ShouldBe(name);
        read.PrimaryKey.Columns.ShouldBe([name]);
        read.GetColumn(name).Sequence.ShouldNotBeNull().Name.Schema.ShouldBe(name);
        read.GetColumn("label").Type.Name.ShouldBe(new(name, name));
        read.GetColumn("label").Type.Labels.ShouldBe([name]);
        read.ForeignKeys.Single().ReferencedTable.ShouldBe(read.Name);
        read.ForeignKeys.Single().ReferencedColumns.ShouldBe([name]);
        read.Checks.Single().Columns.ShouldBe([name]);
        read.Exclusions.Single().Parts.Single().Column.ShouldBe(name);
    }
}
