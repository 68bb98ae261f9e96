using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Loading;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>Staging schemas that do not do what they should: one clear error, and nothing is written.</summary>
public sealed class StagingFailureTests
{
    static readonly PlanOptions Staged = new() { Backend = BackendChoice.Staging };
    const string Manual = "INSERT INTO staging.tb_model VALUES ('00000000-0000-4000-8000-00000000000c', 'own', 'Own', NULL);";

    static async Task<FraiseqlDataException> FailAsync(EngineScene scene, PlanOptions? options = null)
    {
        const string state = "SELECT (SELECT count(*) FROM catalog.tb_manufacturer) + (SELECT count(*) FROM catalog.tb_model) + (SELECT count(*) FROM tenant.tb_location)";
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("tenant.tb_location", 10, options ?? Staged));
        (await scene.ScalarAsync<long>(state)).ShouldBe(0);
        return error;
    }

    [Fact]
    public async Task Resolver_that_raises()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(models: "RAISE EXCEPTION 'not on Sundays';"));
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqResolverFailed");
        error.Message.ShouldContain("staging.fn_resolve_all_staging() failed: not on Sundays [P0001]");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM staging.tb_manufacturer")).ShouldBe(0);
    }

    [Fact]
    public async Task Resolver_that_returns_a_value_is_as_good_as_another()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(hasMaster: false));
        await scene.Database.ExecuteAsync($"DROP FUNCTION staging.fn_resolve_tb_manufacturer(); CREATE FUNCTION staging.fn_resolve_tb_manufacturer() RETURNS int LANGUAGE plpgsql AS $$BEGIN {StagingFixture.Text("staging", StagingFixture.Manufacturers)} RETURN 7; END$$");
        (await scene.FillAsync("tb_location", 10, Staged)).Find("tb_location")!.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Resolver_that_takes_arguments()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(hasMaster: false));
        await scene.Database.ExecuteAsync($"DROP FUNCTION staging.fn_resolve_tb_model(); CREATE FUNCTION staging.fn_resolve_tb_model(tenant int) RETURNS void LANGUAGE sql AS '{StagingFixture.Text("staging", StagingFixture.Models)}'");
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqStagingIncomplete");
        error.Message.ShouldContain("staging.fn_resolve_tb_model() cannot be called: it takes arguments.");
        (await FailAsync(scene, Staged with { ResolveFunction = "staging.fn_resolve_tb_model" })).Message.ShouldContain("without arguments that the role may call: it takes arguments");
    }

    [Fact]
    public async Task Resolver_that_the_user_names_and_that_is_not_there()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        (await FailAsync(scene, Staged with { ResolveFunction = "fn_move" })).Id.ShouldBe("FqResolverNotFound");
    }

    [Fact]
    public async Task Resolver_that_empties_its_staging_table_before_it_reads_it()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(models: "TRUNCATE stg.tb_model; " + StagingFixture.Models));
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqStagingRowsMissing");
        error.Message.ShouldContain("did not arrive in catalog.tb_model");
    }

    [Fact]
    public async Task Resolver_that_empties_its_staging_table_when_all_rows_have_arrived_is_told()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(models: StagingFixture.Models + " TRUNCATE stg.tb_model;", locations: ""));
        var result = await scene.FillAsync("tb_model", 10, Staged);
        result.Warnings.ShouldHaveSingleItem().ShouldBe("The resolver takes rows out of staging.tb_model when they have arrived: 10 rows.");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM catalog.tb_model")).ShouldBe(10);
    }

    [Fact]
    public async Task Resolver_that_takes_others_rows_away_which_never_arrive()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(
            models: StagingFixture.Models.Replace("ON CONFLICT", "WHERE s.fk_manufacturer_id IS NOT NULL ON CONFLICT", StringComparison.Ordinal) + " DELETE FROM stg.tb_model WHERE EXISTS (SELECT FROM catalog.tb_model);"));
        await scene.Database.ExecuteAsync(Manual);
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqStagingRowsLost");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM staging.tb_model")).ShouldBe(1);
    }

    [Fact]
    public async Task Resolver_that_inserts_into_another_table()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(models: StagingFixture.Models.Replace("INTO catalog.tb_model", "INTO tenant.tb_other", StringComparison.Ordinal)));
        await scene.Database.ExecuteAsync("CREATE TABLE tenant.tb_other (LIKE catalog.tb_model INCLUDING ALL)");
        (await FailAsync(scene)).Id.ShouldBe("FqStagingRowsMissing");
    }

    [Fact]
    public async Task Procedure_that_commits()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(hasMaster: false));
        await scene.Database.ExecuteAsync($"CREATE PROCEDURE staging.pr_move() LANGUAGE plpgsql AS $$BEGIN {StagingFixture.Text("staging", StagingFixture.Manufacturers + StagingFixture.Models + StagingFixture.Locations)} COMMIT; END$$");
        var error = await FailAsync(scene, Staged with { ResolveFunction = "staging.pr_move" });
        error.Id.ShouldBe("FqResolverEndsTransaction");
        error.Message.ShouldContain("staging.pr_move()");
    }

    [Fact]
    public async Task Procedure_that_commits_nothing_does_it()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(hasMaster: false));
        await scene.Database.ExecuteAsync($"CREATE PROCEDURE staging.pr_move() LANGUAGE plpgsql AS $$BEGIN {StagingFixture.Text("staging", StagingFixture.Manufacturers + StagingFixture.Models + StagingFixture.Locations)} END$$");
        (await scene.FillAsync("tb_location", 10, Staged with { ResolveFunction = "pr_move" })).Find("tb_location")!.Count.ShouldBe(10);
    }

    [Fact]
    public async Task On_conflict_that_a_deferrable_key_cannot_decide()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("ALTER TABLE catalog.tb_model DROP CONSTRAINT tb_model_id_key, ADD CONSTRAINT tb_model_id_key UNIQUE (id) DEFERRABLE");
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqResolverFailed");
        error.RecommendedAction!.ShouldContain("NOT DEFERRABLE");
    }

    [Fact]
    public async Task Two_staging_schemas()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("CREATE SCHEMA prep_seed; CREATE TABLE prep_seed.tb_location (id uuid)");
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqStagingSchemaAmbiguous");
        error.Message.ShouldContain("staging, prep_seed");
        (await scene.FillAsync("tb_location", 10, Staged with { StagingSchema = "staging" })).Find("tb_location")!.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Staging_table_that_the_role_may_not_write()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await using var loader = new LoadScene(scene.Database);
        var role = await loader.ConnectAsRoleAsync("GRANT USAGE ON SCHEMA catalog, tenant, staging TO {0}; GRANT ALL ON ALL TABLES IN SCHEMA catalog, tenant TO {0}; GRANT SELECT ON ALL TABLES IN SCHEMA staging TO {0}");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.InvokeAsync(SeedPlan.Create(role, Staged).Add("tb_location", 3), cancellationToken: TestContext.Current.CancellationToken));
        error.Id.ShouldBe("FqPrivilegeMissing");
        error.Message.ShouldContain("The role may not insert into staging.tb_location.");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(0);
    }

    [Fact]
    public async Task No_staging_schema_is_an_error_or_where_any_way_will_do_a_warning()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl("elsewhere"));
        (await FailAsync(scene)).Id.ShouldBe("FqStagingSchemaNotFound");
        (await FailAsync(scene, Staged with { StagingSchema = "nowhere" })).Message.ShouldContain("'nowhere'");
        var result = await scene.FillAsync("catalog.tb_model", 5, Staged with { Backend = BackendChoice.Auto });
        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("The rows go straight into their tables: The database");
        (await scene.FillAsync("tb_model", 5, Staged with { StagingSchema = "elsewhere" })).Tables[^1].Path.ShouldBe("elsewhere binary copy");
    }

    [Fact]
    public async Task Twin_that_lacks_a_column_is_an_error_or_where_any_way_will_do_a_warning()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("ALTER TABLE staging.tb_location DROP fk_model_id; DROP TABLE staging.tb_model");
        var error = await FailAsync(scene);
        error.Id.ShouldBe("FqStagingIncomplete");
        error.Message.ShouldContain("staging.tb_location has no column fk_model_id (uuid), the key of catalog.tb_model.");
        error.Message.ShouldContain("catalog.tb_model has no table staging.tb_model.");
        var result = await scene.FillAsync("tb_location", 5, Staged with { Backend = BackendChoice.Auto });
        result.Warnings.ShouldHaveSingleItem().ShouldContain("has no column fk_model_id");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(5);
    }

    [Fact]
    public async Task Number_that_the_server_gives_cannot_be_overridden()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        var plan = scene.Plan(Staged).Add("tb_manufacturer", 1, new Dictionary<string, ColumnOverride> { ["pk_manufacturer"] = new ConstantOverride(5) });
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan))).Id.ShouldBe("FqStagingOverride");
    }
}
