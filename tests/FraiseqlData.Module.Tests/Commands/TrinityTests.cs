using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class TrinityTests(TestServer server)
{
    const string Schema = """
        CREATE SCHEMA crm;
        CREATE TABLE tb_good (pk_good int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE);
        CREATE TABLE crm.tb_bad (pk_bad int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, fk_good int);
        CREATE TABLE lookup (code text PRIMARY KEY);
        """;

    [Fact]
    public void Test_is_a_bool_for_tables_by_name_schema_and_pipeline()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.One<bool>("Test-FqTrinity").ShouldBeFalse();
        host.One<bool>("Test-FqTrinity -Schema public").ShouldBeTrue();
        host.One<bool>("Test-FqTrinity lookup").ShouldBeFalse();
        host.Invoke("Get-FqTable tb_* | Test-FqTrinity").Select(o => (bool)o.BaseObject).ShouldBe([false, true]);
        host.Run("Test-FqTrinity tb_gud").ErrorId.ShouldBe("FqTableNotFound");
    }

    [Fact]
    public void Detailed_gives_severity_and_statements()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.Invoke("Test-FqTrinity -Detailed | ForEach-Object { \"$($_.Severity) $($_.Table) $($_.Column) $($_.Rule)\" }").Select(o => o.ToString()).ShouldBe([
            "Warning crm.tb_bad id IdDefault", "Warning crm.tb_bad fk_good ForeignKeyUndeclared"]);
        host.One<string>("(Test-FqTrinity -Detailed)[1].Ddl").ShouldBe("ALTER TABLE \"crm\".\"tb_bad\" ADD FOREIGN KEY (\"fk_good\") REFERENCES \"public\".\"tb_good\";");
    }

    [Fact]
    public void Nothing_to_judge_warns()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.One<string>("$is = Test-FqTrinity l* -WarningVariable said 3>$null; \"$is $said\"").ShouldStartWith("False No table of ");
    }
}
