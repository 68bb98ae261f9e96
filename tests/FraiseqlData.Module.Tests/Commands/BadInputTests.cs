using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

/// <summary>Each bad input is one clear error: a stable id, what and where, what to do; and the database is as before.</summary>
public sealed class BadInputTests(TestServer server)
{
    const string Schema = """
        CREATE SCHEMA other;
        CREATE TABLE small (no smallint PRIMARY KEY, word varchar(5), mood text CHECK (mood IN ('good', 'bad')));
        CREATE SCHEMA another; CREATE TABLE another.two (no int); CREATE TABLE other.two (no int);
        CREATE TABLE code (letter "char" PRIMARY KEY, c char(1) UNIQUE NOT NULL CHECK (c IN ('a', 'b', 'c')));
        CREATE VIEW seen AS SELECT 1 AS no;
        CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
        CREATE FOREIGN TABLE far (no int) SERVER nowhere;
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$;
        CREATE TABLE disk (no int); CREATE TRIGGER t AFTER INSERT ON disk FOR EACH STATEMENT EXECUTE FUNCTION full_disk();
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation', TABLE = 'strict', COLUMN = 'no', CONSTRAINT = 'my_rule'; END $$;
        CREATE TABLE strict (no int); CREATE TRIGGER t AFTER INSERT ON strict FOR EACH ROW EXECUTE FUNCTION refuse();
        """;

    [Theory]
    [InlineData("Add-FqTable smal", "FqTableNotFound", "'small'")]
    [InlineData("Add-FqTable smal*x", "FqTableNotFound", "smal*x")]
    [InlineData("Add-FqTable small -Override @{ wrod = 1 }", "FqColumnNotFound", "'word'")]
    [InlineData("Add-FqTable two", "FqTableAmbiguous", "another.two, other.two")]
    [InlineData("Add-FqTable other.small", "FqTableNotFound", "other.small")]
    [InlineData("Add-FqTable small -Count -1", "FqCountOutOfRange", "-1")]
    [InlineData("Add-FqTable small -Count 0", "FqCountOutOfRange", "0")]
    [InlineData("Add-FqTable small -Count 9000000000000", "FqCountOutOfRange", "9000000000000")]
    [InlineData("Add-FqTable small -Count 1e30", "FqCountOutOfRange", "small")]
    [InlineData("Add-FqTable small -Count abc", "FqCountOutOfRange", "no number")]
    [InlineData("Add-FqTable small -Count 3000000000 | Invoke-FqSeed", "FqCapacityExceeded", "small")]
    [InlineData("Add-FqTable code -Count 4 | Invoke-FqSeed", "FqCapacityExceeded", "3")]
    [InlineData("Add-FqTable seen", "FqTableNotFillable", "view")]
    [InlineData("Add-FqTable far", "FqTableNotFillable", "foreign table")]
    [InlineData("Add-FqTable small -Override @{ no = 'x' } -Count 1 | Invoke-FqSeed", "FqOverrideInvalid", "public.small.no")]
    [InlineData("Add-FqTable small -Override @{ no = 40000 } -Count 1 | Invoke-FqSeed", "FqOverrideInvalid", "public.small.no")]
    [InlineData("Add-FqTable small -Override @{ word = 'too long' } -Count 1 | Invoke-FqSeed", "FqOverrideInvalid", "public.small.word")]
    [InlineData("Add-FqTable small -Override @{ word = { throw 'no' } } -Count 1 | Invoke-FqSeed", "FqOverrideScriptFailed", "public.small.word")]
    [InlineData("Add-FqTable small -Override @{ word = { 1, 2 } } -Count 1 | Invoke-FqSeed", "FqOverrideScriptValues", "public.small.word")]
    [InlineData("Add-FqTable small -Override @{ mood = 'so-so' } -Count 1 | Invoke-FqSeed", "FqCheckUnsatisfied", "mood")]
    [InlineData("Invoke-FqSeed", "FqPlanEmpty", "no tables")]
    [InlineData("Resolve-FqSeedPlan", "FqPlanEmpty", "no tables")]
    [InlineData("Add-FqTable disk | Invoke-FqSeed", "FqDiskFull", "")]
    [InlineData("Add-FqTable strict | Invoke-FqSeed", "FqTriggerRaised", "public.refuse")]
    public void Bad_input_is_one_error_that_says_what_to_do(string commands, string id, string words)
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        var run = host.Run("New-FqSeedPlan | " + commands);

        run.ErrorId.ShouldBe(id);
        run.Errors[0].ToString().ShouldContain(words);
        run.Errors[0].ErrorDetails.RecommendedAction.ShouldNotBeNullOrEmpty();
        host.Scalar<long>("SELECT (SELECT count(*) FROM small) + (SELECT count(*) FROM disk) + (SELECT count(*) FROM strict) + (SELECT count(*) FROM code)").ShouldBe(0);
    }

    /// <summary>What the data should be like, asked for in a way that cannot be.</summary>
    [Theory]
    [InlineData("Add-FqTable shop -Override @{ name = @{ generator = 'compny' } }", "FqGeneratorUnknown", "'company'")]
    [InlineData("Add-FqTable shop -Override @{ name = @{ template = '{compny}' } }", "FqOverrideInvalid", "'company'")]
    [InlineData("Add-FqTable sale -PerParent @{ shop_id = @{ distribution = 'normal'; mean = 5; deviation = -1 } }", "FqDistributionInvalid", "deviation")]
    [InlineData("Add-FqTable shop -Override @{ rent = @{ generator = 'zipf'; exponent = 0; max = 9 } }", "FqDistributionInvalid", "exponent")]
    [InlineData("Add-FqTable shop -Override @{ rent = @{ generator = 'decimal'; min = 9; max = 1 } }", "FqGeneratorParameter", "min")]
    [InlineData("Add-FqTable shop -Override @{ city = 'Lyon'; country = 'Germany' }", "FqOverrideContradiction", "Lyon")]
    [InlineData("Add-FqTable shop -Override @{ opened_at = [datetime]'2024-01-02'; closed_at = [datetime]'2024-01-01' }", "FqOverrideContradiction", "closed_at")]
    [InlineData("Add-FqTable shop -Override @{ rent = -5 }", "FqCheckUnsatisfied", "rent_is_paid")]
    [InlineData("Add-FqTable shop -Override @{ rent = -5 }", "FqCheckUnsatisfied", "-5")]
    [InlineData("Add-FqTable shop -Rollup @{ rent = 'sum(sale.amount)' } | Add-FqTable sale -Rollup @{ amount = 'sum(shop.rent)' }", "FqRollupCircle", "circle")]
    [InlineData("Add-FqTable shop -Rollup @{ rent = 'sum(sale.amout)' }", "FqColumnNotFound", "'amount'")]
    [InlineData("Add-FqTable shop -Locale @{ fr = 1; xx = 1 }", "FqLocaleUnknown", "'xx'")]
    [InlineData("Add-FqTable shop -Locale @{ fr = 0 }", "FqLocaleInvalid", "fr")]
    public void Impossible_shape_is_one_error_before_anything_is_written(string commands, string id, string words)
    {
        using var host = new SampleHost(server.CreateDatabase("""
            CREATE TABLE shop (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, city text, country text, opened_at timestamptz, closed_at timestamptz, rent numeric(9, 2) CONSTRAINT rent_is_paid CHECK (rent > 0));
            CREATE TABLE sale (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop_id int NOT NULL REFERENCES shop, amount numeric(9, 2));
            ALTER TABLE shop ADD best_sale_id int REFERENCES sale;
            """));

        var run = host.Run($"New-FqSeedPlan | {commands} | Invoke-FqSeed");

        run.Errors.Count.ShouldBe(1);
        run.ErrorId.ShouldBe(id);
        (run.Errors[0] + " " + run.Errors[0].ErrorDetails.RecommendedAction).ShouldContain(words);
        host.Scalar<long>("SELECT (SELECT count(*) FROM shop) + (SELECT count(*) FROM sale)").ShouldBe(0);
        host.Scalar<bool>("SELECT is_called FROM shop_id_seq").ShouldBeFalse();
    }

    [Theory]
    [InlineData("postgresql://postgres:wrong@127.0.0.1:{0}/postgres", "FqAuthenticationFailed")]
    [InlineData("postgresql://postgres:{1}@127.0.0.1:{0}/missing", "FqDatabaseNotFound")]
    [InlineData("postgresql://postgres:{1}@127.0.0.1:1/postgres", "FqConnectionRefused")]
    public void Server_that_cannot_be_had_is_one_error(string address, string id)
    {
        var uri = new Uri(server.CreateDatabase());
        using var host = new ModuleHost();

        var run = host.Run("param($u) New-FqSeedPlan -Connection $u | Add-FqTable x", string.Format(null, address, uri.Port, uri.UserInfo.Split(':')[1]));

        run.ErrorId.ShouldBe(id);
        run.Errors[0].ErrorDetails.RecommendedAction.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Missing_privilege_is_named()
    {
        var uri = server.CreateDatabase(Schema + "CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT SELECT ON small TO reader;");
        using var host = new ModuleHost();

        var run = host.Run(
            "param($u) New-FqSeedPlan -Connection $u | Add-FqTable small -Count 1 | Invoke-FqSeed", new UriBuilder(uri) { UserName = "reader", Password = "reader" }.Uri.ToString());
        TestServer.Execute(uri, "DROP OWNED BY reader; DROP ROLE reader");

        run.ErrorId.ShouldBe("FqPrivilegeMissing");
        run.Errors[0].ToString().ShouldContain("public.small");
        run.Errors[0].ErrorDetails.RecommendedAction.ShouldContain("GRANT INSERT");
    }

    [Fact]
    public void Table_that_was_dropped_after_planning_is_named()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));
        _ = host.Invoke("$plan = New-FqSeedPlan | Add-FqTable small -Count 1");

        host.Execute("DROP TABLE small");

        var run = host.Run("$plan | Invoke-FqSeed");
        run.ErrorId.ShouldBe("FqTableNotFound");
        run.Errors[0].ToString().ShouldContain("small");
    }

    [Fact]
    public void Session_that_is_killed_while_loading_leaves_nothing()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));
        var kill = () => host.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        var run = host.Run("param($kill) New-FqSeedPlan | Add-FqTable small -Count 3 -Override @{ word = { $kill.Invoke(); 'x' } } | Invoke-FqSeed", kill);

        run.ErrorId.ShouldBe("FqConnectionLost");
        run.Errors[0].ErrorDetails.RecommendedAction.ShouldNotBeNullOrEmpty();
        host.Scalar<long>("SELECT count(*) FROM small").ShouldBe(0);
    }

    [Theory]
    [InlineData("Get-FqTable smal", "FqTableNotFound", "'small'")]
    [InlineData("Get-FqTable other.tow", "FqTableNotFound", "'other.two'")]
    [InlineData("Get-FqSchema othr", "FqSchemaNotFound", "'other'")]
    public void Unknown_name_is_answered_with_the_nearest(string command, string id, string nearest)
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        var run = host.Run(command);

        run.ErrorId.ShouldBe(id);
        run.Errors[0].ToString().ShouldContain("Did you mean " + nearest);
    }
}
