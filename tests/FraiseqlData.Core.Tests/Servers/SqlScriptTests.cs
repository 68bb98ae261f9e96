using FraiseqlData.Errors;
using FraiseqlData.Servers;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Servers;

public sealed class SqlScriptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" ; ;\n-- only; a comment\n/* and ; /* another; */ */ ;", "")]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1; SELECT 2;", "SELECT 1|SELECT 2")]
    [InlineData("SELECT 'a;''b;'; SELECT 2", "SELECT 'a;''b;'|SELECT 2")]
    [InlineData("SELECT E'a\\';b'; SELECT 2", "SELECT E'a\\';b'|SELECT 2")]
    [InlineData("SELECT 'a\\'; SELECT 2", "SELECT 'a\\'|SELECT 2")]
    [InlineData("SELECT type'a\\'; SELECT 2", "SELECT type'a\\'|SELECT 2")]
    [InlineData("SELECT \"a;\"\"b\"; SELECT 2", "SELECT \"a;\"\"b\"|SELECT 2")]
    [InlineData("SELECT $$a;$x$b;$$; SELECT 2", "SELECT $$a;$x$b;$$|SELECT 2")]
    [InlineData("SELECT $ü$a;$$b;$ü$; SELECT $1; SELECT a$b$c; SELECT d$b$e", "SELECT $ü$a;$$b;$ü$|SELECT $1|SELECT a$b$c|SELECT d$b$e")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3", "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)|SELECT 3")]
    [InlineData("BEGIN; SELECT CASE WHEN true THEN 1 END; END; SELECT 1", "BEGIN|SELECT CASE WHEN true THEN 1 END|END|SELECT 1")]
    [InlineData(
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END|SELECT 3")]
    [InlineData("CREATE PROCEDURE p() BEGIN ATOMIC ; END; SELECT 3", "CREATE PROCEDURE p() BEGIN ATOMIC ; END|SELECT 3")]
    [InlineData("\\restrict abc\nSELECT 1;\n\n\\unrestrict abc\n", "SELECT 1")]
    [InlineData("SELECT 1 /* ; */ + 1 -- ;\n; SELECT 2", "SELECT 1 /* ; */ + 1 -- ;|SELECT 2")]
    [InlineData("SELECT 'open; SELECT 2", "SELECT 'open; SELECT 2")]
    [InlineData("SELECT $$open; SELECT 2", "SELECT $$open; SELECT 2")]
    public void Script_falls_into_its_statements(string script, string statements) =>
        string.Join('|', SqlScript.Statements(script).Select(s => s.Text)).ShouldBe(statements);

    [Theory]
    [InlineData("SELECT 1;\n-- Data\nCOPY public.t (a, b) FROM stdin;\n1\tx;y\n2\t\\N\n\\.\n\nSELECT 2;", "1\tx;y\n2\t\\N\n")]
    [InlineData("copy t from STDIN with (format csv);\r\na,'b\r\n\\.\r\nSELECT 2", "a,'b\r\n")]
    [InlineData("COPY t FROM stdin;\n\\.\nSELECT 2;", "")]
    public void Lines_after_a_copy_are_its_data(string script, string data)
    {
        var statements = SqlScript.Statements(script);
        statements[^2].Data.ShouldBe(data);
        statements[^1].ShouldBe(new SqlStatement("SELECT 2"));
    }

    [Fact]
    public void Command_of_psql_is_an_error_that_names_its_line()
    {
        var error = Should.Throw<FraiseqlDataException>(() => SqlScript.Statements("SELECT 1;\n\n\\copy t from x\n"));

        error.Id.ShouldBe("FqScriptInvalid");
        error.Message.ShouldContain("Line 3");
    }
}
