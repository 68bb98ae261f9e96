using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class DiagnosisTests
{
    const string Ddl = """
        CREATE TABLE never (id int PRIMARY KEY, CONSTRAINT no_row CHECK (false));
        CREATE TABLE empty_domain (id int PRIMARY KEY, n int NOT NULL, CONSTRAINT low CHECK (n < 3), CONSTRAINT high CHECK (n > 5));
        CREATE TABLE sliced (id int) PARTITION BY LIST (id);
        CREATE TABLE child (id int PRIMARY KEY, never_id int NOT NULL REFERENCES never);
        CREATE TABLE grandchild (id int PRIMARY KEY, child_id int NOT NULL REFERENCES child);
        CREATE TABLE free (id int PRIMARY KEY, never_id int REFERENCES never, child_id int REFERENCES child);
        CREATE TYPE size AS ENUM ('s', 'm', 'l');
        CREATE TABLE label (size size PRIMARY KEY);
        CREATE TABLE plain (id int PRIMARY KEY, name text NOT NULL);
        """;

    [Fact]
    public async Task Diagnosis_names_every_unfillable_table_at_once_and_writes_nothing()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var diagnosis = await DiagnoseAsync(scene.Plan().Add("*", 5));
        diagnosis.IsFillable.ShouldBeFalse();
        diagnosis.Tables.Where(t => !t.Fillable).Select(t => $"{t.Table.Name} {t.ErrorId} {t.Cause?.Name}").ShouldBe([
            "child FqParentUnfillable never", "empty_domain FqCheckContradiction ", "grandchild FqParentUnfillable never", "never FqCheckContradiction ",
            "sliced FqPartitionMissing "]);
        Of(diagnosis, "never").Reason!.ShouldContain("no_row");
        Of(diagnosis, "empty_domain").Reason!.ShouldContain("empty_domain.n");
        Of(diagnosis, "child").Reason!.ShouldContain("because its parent public.never");
        Of(diagnosis, "grandchild").Reason!.ShouldContain("because its parent public.child");
        diagnosis.Tables.ShouldAllBe(t => t.Fillable || t.RecommendedAction != null);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM plain")).ShouldBe(0);
    }

    [Fact]
    public async Task Capacity_names_the_constraint_that_allows_no_more()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "INSERT INTO label VALUES ('m');");
        var wildcard = Of(await DiagnoseAsync(scene.Plan().Add("label*", 5)), "label");
        (wildcard.Fillable, wildcard.Rows, wildcard.Capacity, wildcard.CapacityReason).ShouldBe((true, 2, 2, "unique key \"label_pkey\" (size)"));
        var named = Of(await DiagnoseAsync(scene.Plan().Add("label", 5)), "label");
        (named.Fillable, named.Capacity, named.ErrorId).ShouldBe((false, 2, "FqCapacityExceeded"));
        var fits = Of(await DiagnoseAsync(scene.Plan().Add("label", 1)), "label");
        (fits.Fillable, fits.Rows, fits.Capacity).ShouldBe((true, 1, 2));
        var plain = Of(await DiagnoseAsync(scene.Plan().Add("plain", 5)), "plain");
        (plain.Capacity, plain.CapacityReason).ShouldBe((int.MaxValue, "the type integer of id"));
    }

    [Fact]
    public async Task Capacity_names_the_sequence_or_the_parents_that_allow_no_more()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE few (id int GENERATED ALWAYS AS IDENTITY (MAXVALUE 50) PRIMARY KEY);
            CREATE TABLE part (few_id int PRIMARY KEY REFERENCES few);
            """);
        var diagnosis = await DiagnoseAsync(scene.Plan().Add("few", 20).Add("part*", 100));
        diagnosis.Tables.Select(t => $"{t.Rows} {t.Capacity} {t.CapacityReason}").ShouldBe([
            "20 50 the sequence public.few_id_seq of id", "20 20 unique key \"part_pkey\" (few_id) and the rows of public.few"]);
    }

    [Fact]
    public async Task What_only_the_server_can_judge_is_listed()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION fine(n int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TABLE t (id int PRIMARY KEY, n int, CONSTRAINT opaque CHECK (fine(n)));
            CREATE TRIGGER looks BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION watch();
            """);
        Of(await DiagnoseAsync(scene.Plan().Add("t", 5)), "t").TestedInServer.ShouldBe(["check \"opaque\" (public.fine(n))", "trigger \"looks\" (function public.watch)"]);
    }

    [Fact]
    public async Task Run_names_all_causes_in_one_error_and_writes_nothing()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("*", 5));
        error.Message.ShouldContain("public.never");
        error.Message.ShouldContain("public.empty_domain");
        error.Message.ShouldContain("public.sliced");
        error.Message.ShouldNotContain("grandchild");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM plain")).ShouldBe(0);
    }

    [Fact]
    public async Task Run_that_skips_fills_the_rest_and_lists_what_it_left()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var result = await scene.FillAsync("*", 5, new PlanOptions { SkipUnfillable = true });
        result.Skipped.Select(s => s.Name.Name).ShouldBe(["child", "empty_domain", "grandchild", "never", "sliced"]);
        result.Warnings.Count(w => w.StartsWith("5 tables are skipped", StringComparison.Ordinal)).ShouldBe(1);
        result.Tables.Select(t => $"{t.Name.Name} {t.Count}").Order().ShouldBe(["free 5", "label 3", "plain 5"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM free WHERE never_id IS NULL AND child_id IS NULL")).ShouldBe(5);
    }

    [Fact]
    public async Task Run_that_skips_leaves_out_what_only_the_server_refuses()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE plain (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE closed (id int PRIMARY KEY, plain_id int NOT NULL REFERENCES plain);
            CREATE TABLE below (id int PRIMARY KEY, closed_id int NOT NULL REFERENCES closed);
            CREATE TABLE beside (id int PRIMARY KEY, closed_id int REFERENCES closed);
            CREATE TABLE frozen (id int PRIMARY KEY);
            CREATE TABLE late (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL);
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is closed', TG_TABLE_NAME; END $$;
            CREATE FUNCTION refuse_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id >= 25 THEN RAISE EXCEPTION 'too late'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER t BEFORE INSERT ON closed FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE TRIGGER t AFTER INSERT ON frozen EXECUTE FUNCTION refuse();
            CREATE TRIGGER t BEFORE INSERT ON late FOR EACH ROW EXECUTE FUNCTION refuse_late();
            """);
        var observer = new RecordingObserver();
        var result = await scene.RunAsync(scene.Plan(new PlanOptions { SkipUnfillable = true }).Add("*", 30), new RunOptions { Observer = observer });
        result.Skipped.Select(s => s.Name.Name).ShouldBe(["below", "closed", "frozen", "late"]);
        result.Skipped.Single(s => s.Name.Name == "closed").Reason.ShouldContain("closed is closed");
        result.Skipped.Single(s => s.Name.Name == "late").Reason.ShouldContain("too late");
        result.Tables.Select(t => $"{t.Name.Name} {t.Count}").Order().ShouldBe(["beside 30", "plain 30"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM plain")).ShouldBe(30);
        observer.Warnings.ShouldBeUnique();
        observer.Warnings.Count(w => w.StartsWith("4 tables are skipped", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Tree_whose_rows_would_meet_an_ancestor_behind_a_table_that_is_skipped_is_filled()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE owner (id int PRIMARY KEY);
            CREATE TABLE item (id int PRIMARY KEY, owner_id int NOT NULL REFERENCES owner, CONSTRAINT no_row CHECK (false));
            CREATE TABLE session (id int PRIMARY KEY, owner_id int NOT NULL REFERENCES owner);
            CREATE TABLE url (id int PRIMARY KEY, session_id int NOT NULL REFERENCES session, item_id int REFERENCES item, redirect_from int REFERENCES url);
            """);
        var result = await scene.FillAsync("*", 20, new PlanOptions { SkipUnfillable = true });
        result.Skipped.ShouldHaveSingleItem().Name.Name.ShouldBe("item");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM url WHERE item_id IS NULL")).ShouldBe(20);
    }

    [Fact]
    public async Task Run_that_skips_does_not_skip_what_is_no_tables_fault()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE plain (id int PRIMARY KEY);
            CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER t AFTER INSERT ON plain EXECUTE FUNCTION stop();
            """);
        _ = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(scene.Plan(new PlanOptions { SkipUnfillable = true }).Add("plain", 5)));
    }

    [Fact]
    public async Task Parent_that_nobody_named_and_that_cannot_be_filled_is_done_without()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        (await DiagnoseAsync(scene.Plan().Add("free", 5))).Tables.Select(t => t.ToString()).ShouldBe(["public.free: 5 rows"]);
        var result = await scene.FillAsync("free", 5);
        result.Warnings.ShouldContain(w => w.StartsWith("What refers to public.never is NULL", StringComparison.Ordinal));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM free WHERE never_id IS NULL")).ShouldBe(5);
    }

    [Fact]
    public async Task Skipping_does_not_hide_a_mistake_in_an_override()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan(new PlanOptions { SkipUnfillable = true }).Add("plain", 5, new Dictionary<string, ColumnOverride> { ["id"] = new ConstantOverride("x") });
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan))).Id.ShouldBe("FqOverrideInvalid");
        Of(await DiagnoseAsync(plan), "plain").ErrorId.ShouldBe("FqOverrideInvalid");
    }

    [Fact]
    public async Task Wildcard_fills_a_table_that_is_only_named_like_a_read_model_and_says_what_partitions_are()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tv_shows (id int PRIMARY KEY, title text NOT NULL);
            CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
            CREATE TABLE log (day int NOT NULL) PARTITION BY LIST (day);
            CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);
            """);
        var diagnosis = await DiagnoseAsync(scene.Plan().Add("*", 5));
        diagnosis.Tables.Select(t => t.Table.Name).ShouldBe(["log", "tv_shows"], ignoreOrder: true);
        diagnosis.LeftOut.Select(l => $"{l.Name}: {l.Reason}").ShouldBe(["public.log_1: a partition of public.log", "public.tv_post: a FraiseQL read model"]);
        _ = await scene.FillAsync("log_1", 3);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM log")).ShouldBe(3);
    }

    [Fact]
    public async Task Rows_of_hundreds_of_columns_fit_a_page_or_are_diagnosed()
    {
        string Columns(int count, string type) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"c{i} {type}"));
        await using var scene = await EngineScene.CreateAsync($"""
            CREATE TABLE wide (id int PRIMARY KEY, {Columns(1500, "bigint")});
            CREATE TABLE texts (id int PRIMARY KEY, {Columns(1500, "text")});
            CREATE TABLE too_wide (id int PRIMARY KEY, {Columns(1100, "bigint NOT NULL")});
            """);
        var diagnosis = await DiagnoseAsync(scene.Plan().Add("*", 3));
        diagnosis.Tables.Where(t => !t.Fillable).Select(t => $"{t.Table.Name} {t.ErrorId}").ShouldBe(["too_wide FqRowTooWide"]);
        _ = await scene.FillAsync("wide", 3);
        _ = await scene.FillAsync("texts", 3);
        (await scene.ScalarAsync<long>("SELECT count(c900) FROM wide")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT count(c1499) FROM wide")).ShouldBe(0);
    }

    static Task<PlanDiagnosis> DiagnoseAsync(SeedPlan plan) => SeedEngine.DiagnoseAsync(plan, cancellationToken: TestContext.Current.CancellationToken);

    static TableFinding Of(PlanDiagnosis diagnosis, string table) => diagnosis.Tables.Single(t => t.Table.Name == table);
}
