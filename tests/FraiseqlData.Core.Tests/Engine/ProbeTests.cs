using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>The diagnosis that tries a few rows in the server and undoes them.</summary>
public sealed class ProbeTests
{
    const string Guarded = """
        CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        CREATE FUNCTION closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the books are closed' USING HINT = 'Open them'; END $$;
        CREATE TABLE ledger (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account_id int NOT NULL REFERENCES account);
        CREATE TRIGGER ledger_guard BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION closed();
        CREATE TABLE entry (id int PRIMARY KEY, ledger_id int NOT NULL REFERENCES ledger);
        CREATE TABLE note (id int PRIMARY KEY, ledger_id int REFERENCES ledger);
        CREATE TABLE aside (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
        """;

    [Fact]
    public async Task Trigger_that_refuses_every_row_is_found_before_a_run()
    {
        await using var scene = await EngineScene.CreateAsync(Guarded);
        var diagnosis = await DiagnoseAsync(scene.Plan().Add("*", 1_000_000));
        diagnosis.Tables.Where(t => !t.Fillable).Select(t => $"{t.Table.Name} {t.ErrorId} {t.Cause?.Name}").ShouldBe(["entry FqParentUnfillable ledger", "ledger FqTriggerRaised "]);
        var ledger = Of(diagnosis, "ledger");
        ledger.Reason!.ShouldContain("\"ledger_guard\" (function public.closed)");
        ledger.Reason!.ShouldContain("the books are closed");
        ledger.RecommendedAction!.ShouldContain("Open them");
        ledger.RecommendedAction!.ShouldContain("-Exclude ledger");
        Of(diagnosis, "note").Rows.ShouldBe(1_000_000);
    }

    [Fact]
    public async Task Probe_leaves_no_row_and_moves_no_sequence()
    {
        await using var scene = await EngineScene.CreateAsync(Guarded);
        _ = await DiagnoseAsync(scene.Plan().Add("*", 50));
        (await scene.ScalarAsync<long>("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM aside)")).ShouldBe(0);
        (await scene.ScalarAsync<bool>("SELECT is_called FROM account_id_seq")).ShouldBeFalse();
        (await scene.ScalarAsync<int>("INSERT INTO account (name) VALUES ('first') RETURNING id")).ShouldBe(1);
    }

    [Fact]
    public async Task Only_tables_that_need_it_and_their_parents_are_tried()
    {
        await using var scene = await EngineScene.CreateAsync(Guarded);
        _ = await DiagnoseAsync(scene.Plan().Add("*", 5));
        // Rows that were undone stay as dead ones until the next vacuum.
        (await scene.ScalarAsync<long>("SELECT pg_relation_size('account')")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT pg_relation_size('aside')")).ShouldBe(0);
    }

    [Fact]
    public async Task Diagnosis_that_does_not_probe_inserts_nothing()
    {
        await using var scene = await EngineScene.CreateAsync(Guarded);
        var diagnosis = await SeedEngine.DiagnoseAsync(scene.Plan().Add("*", 5), cancellationToken: TestContext.Current.CancellationToken);
        diagnosis.IsFillable.ShouldBeTrue();
        (await scene.ScalarAsync<long>("SELECT pg_relation_size('account') + pg_relation_size('ledger')")).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_that_other_values_save_are_no_finding()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION even() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.v % 2 = 1 THEN RAISE EXCEPTION 'odd'; END IF; RETURN NEW; END $$;
            CREATE TABLE pair (id int PRIMARY KEY, v int NOT NULL);
            CREATE TRIGGER pair_even BEFORE INSERT ON pair FOR EACH ROW EXECUTE FUNCTION even();
            """);
        (await DiagnoseAsync(scene.Plan().Add("*", 200))).IsFillable.ShouldBeTrue();
    }

    [Fact]
    public async Task Constraint_trigger_that_waits_for_the_end_is_heard()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION balanced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not balanced'; END $$;
            CREATE TABLE books (id int PRIMARY KEY, amount int NOT NULL);
            CREATE CONSTRAINT TRIGGER books_balanced AFTER INSERT ON books DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balanced();
            CREATE TABLE journal (id int PRIMARY KEY, amount int NOT NULL);
            CREATE CONSTRAINT TRIGGER journal_balanced AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balanced();
            """);
        (await DiagnoseAsync(scene.Plan().Add("*", 3))).Tables.Select(t => $"{t.Table.Name} {t.ErrorId}").ShouldBe(["books FqTriggerRaised", "journal FqTriggerRaised"]);
    }

    [Fact]
    public async Task Setting_that_a_trigger_misses_is_a_finding_with_the_way_to_give_it()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.tenant := current_setting('app.' || 'tenant')::int; RETURN NEW; END $$;
            CREATE TABLE stamped (id int PRIMARY KEY, tenant int);
            CREATE TRIGGER stamp BEFORE INSERT ON stamped FOR EACH ROW EXECUTE FUNCTION stamp();
            """);
        var missing = Of(await DiagnoseAsync(scene.Plan().Add("stamped", 3)), "stamped");
        (missing.Fillable, missing.ErrorId, missing.RecommendedAction).ShouldBe((false, "FqSettingMissing", "Give it one: New-FqSeedPlan -Setting @{ 'app.tenant' = ... }"));
        missing.Reason!.ShouldContain("stamp()");
        var options = new PlanOptions { Settings = [new PlanSetting("app.tenant", "7")] };
        (await DiagnoseAsync(scene.Plan(options).Add("stamped", 3))).IsFillable.ShouldBeTrue();
    }

    [Fact]
    public async Task Setting_that_a_default_reads_is_a_finding()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE owned (id int PRIMARY KEY, tenant oid NOT NULL DEFAULT current_setting('app.tenant')::oid);");
        var plan = scene.Plan().Add("owned", 3, new Dictionary<string, ColumnOverride> { ["tenant"] = new DefaultOverride() });
        var owned = Of(await DiagnoseAsync(plan), "owned");
        (owned.Fillable, owned.ErrorId).ShouldBe((false, "FqSettingMissing"));
    }

    [Fact]
    public async Task Policy_that_refuses_rows_is_a_finding_that_says_who_may()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE doc (id int PRIMARY KEY, owner text NOT NULL);
            ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON doc USING (true) WITH CHECK (owner = current_user || '!');
            CREATE ROLE fq_probe LOGIN PASSWORD 'secret';
            GRANT ALL ON doc TO fq_probe;
            """);
        try
        {
            await using var target = As(scene, "fq_probe");
            var doc = Of(await SeedEngine.DiagnoseAsync(scene.Plan().Add("doc", 3), target, probe: true, cancellationToken: TestContext.Current.CancellationToken), "doc");
            (doc.Fillable, doc.ErrorId).ShouldBe((false, "FqPolicyRefused"));
            doc.Reason!.ShouldContain("public.doc");
            doc.RecommendedAction!.ShouldContain("BYPASSRLS");
        }
        finally
        {
            await scene.Database.ExecuteAsync("DROP OWNED BY fq_probe; DROP ROLE fq_probe");
        }
    }

    [Fact]
    public async Task Server_that_takes_no_writes_is_diagnosed_without_a_probe()
    {
        await using var scene = await EngineScene.CreateAsync(Guarded + "CREATE ROLE fq_reader SUPERUSER LOGIN PASSWORD 'secret'; ALTER ROLE fq_reader SET default_transaction_read_only = on;");
        try
        {
            await using var target = As(scene, "fq_reader");
            var diagnosis = await SeedEngine.DiagnoseAsync(scene.Plan().Add("*", 5), target, probe: true, cancellationToken: TestContext.Current.CancellationToken);
            diagnosis.IsFillable.ShouldBeTrue();
            diagnosis.Warnings.ShouldHaveSingleItem().ShouldStartWith("No rows were tried in the server: The database takes no changes");
        }
        finally
        {
            await scene.Database.ExecuteAsync("DROP ROLE fq_reader");
        }
    }

    [Fact]
    public async Task Rows_that_a_trigger_drops_are_a_warning()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION drop_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TABLE sink (id int PRIMARY KEY);
            CREATE TRIGGER sink_drop BEFORE INSERT ON sink FOR EACH ROW EXECUTE FUNCTION drop_row();
            """);
        (await DiagnoseAsync(scene.Plan().Add("sink", 500))).Warnings.ShouldHaveSingleItem()
            .ShouldBe("Of a few rows that were tried: public.sink got 0 of 20 rows: a BEFORE trigger dropped the others or put them elsewhere.");
    }

    [Fact]
    public async Task Circles_are_tried_as_a_whole()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$;
            CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL);
            CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);
            ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
            CREATE TRIGGER b_no BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION no();
            """);
        var diagnosis = await DiagnoseAsync(scene.Plan().Add("*", 5));
        diagnosis.Tables.Select(t => $"{t.Table.Name} {t.ErrorId}").ShouldBe(["a FqParentUnfillable", "b FqTriggerRaised"]);
    }

    static Task<PlanDiagnosis> DiagnoseAsync(SeedPlan plan) => SeedEngine.DiagnoseAsync(plan, probe: true, cancellationToken: TestContext.Current.CancellationToken);

    static FqConnection As(EngineScene scene, string user) =>
        FqConnection.Create(scene.Database.Connection.Host, scene.Database.Connection.Port, scene.Database.Connection.Database, user, "secret");

    static TableFinding Of(PlanDiagnosis diagnosis, string table) => diagnosis.Tables.Single(t => t.Table.Name == table);
}
