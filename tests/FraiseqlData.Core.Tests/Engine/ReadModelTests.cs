using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class ReadModelTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const string Ddl = """
        CREATE SCHEMA app;
        CREATE TABLE app.tb_thing (pk_thing int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE);
        CREATE TABLE app.tv_thing (id uuid PRIMARY KEY, data jsonb NOT NULL);
        CREATE TABLE calls (what text);

        """;

    const string Insert = "INSERT INTO tv_thing SELECT id, jsonb_build_object('identifier', identifier) FROM tb_thing";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Functions as projects write them, naming tables without their schema, and how often each is called for three rows.</summary>
    public static TheoryData<string, long> Functions => new()
    {
        { $"CREATE FUNCTION app.fn_sync_tv_thing(p_id uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('id'); {Insert} WHERE id = p_id; END $$", 3 },
        { $"CREATE FUNCTION app.fn_sync_tv_thing(p_pk int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('pk'); {Insert} WHERE pk_thing = p_pk; END $$", 3 },
        { $"CREATE FUNCTION app.fn_sync_tv_thing(p_pk bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('pk'); {Insert} WHERE pk_thing = p_pk; END $$", 3 },
        { $"CREATE FUNCTION app.fn_sync_tv_thing(p_ids uuid[]) RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('ids'); {Insert} WHERE id = ANY (p_ids); RETURN 1; END $$", 1 },
        { $"CREATE FUNCTION app.fn_sync_tv_thing(p_keys int[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('keys'); {Insert} WHERE pk_thing = ANY (p_keys); END $$", 1 },
        { $"CREATE FUNCTION app.fn_sync_tv_thing() RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('all'); DELETE FROM tv_thing; {Insert}; END $$", 1 },
        { $"CREATE FUNCTION public.fn_sync_tv_thing(p_ids uuid[], p_note text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('ids'); {Insert} WHERE id = ANY (p_ids); END $$", 1 },
        { $"CREATE FUNCTION app.fn_sync_tv_thing(p_id uuid) RETURNS void LANGUAGE sql AS $$ SELECT 1/0 $$; CREATE FUNCTION app.fn_sync_tv_thing(p_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.calls VALUES ('ids'); {Insert} WHERE id = ANY (p_ids); END $$", 1 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Function_is_called_for_the_rows_that_were_added(string function, long calls)
    {
        await database.ResetAsync(Ddl + function);
        var result = await FillAsync();
        result.Warnings.ShouldBeEmpty();
        result.ReadModels.ShouldHaveSingleItem().IsStale.ShouldBeFalse();
        (await ShownAsync()).ShouldBe(3);
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM calls")).ShouldBe(calls);
        _ = await FillAsync();
        (await ShownAsync()).ShouldBe(6);
    }

    [Fact]
    public async Task Model_without_a_function_is_reported_as_stale()
    {
        await database.ResetAsync(Ddl + "CREATE FUNCTION app.fn_sync_tv_thing(p_name text) RETURNS void LANGUAGE sql AS 'SELECT 1/0'");
        var result = await FillAsync();
        result.ReadModels.ShouldHaveSingleItem().ToString().ShouldBe("app.tv_thing (stale)");
        result.Warnings.ShouldHaveSingleItem().ShouldContain("The read model app.tv_thing is stale: there is no function fn_sync_tv_thing");
    }

    [Fact]
    public async Task Function_that_fails_undoes_the_run()
    {
        await database.ResetAsync(Ddl + "CREATE FUNCTION app.fn_sync_tv_thing(p_id uuid) RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not today''; END'");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => FillAsync());
        error.Id.ShouldBe("FqSyncFailed");
        error.Message.ShouldContain("app.fn_sync_tv_thing");
        error.Message.ShouldContain("not today");
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM app.tb_thing")).ShouldBe(0);
        (await FillAsync(new RunOptions { SyncReadModels = false })).ReadModels.ShouldHaveSingleItem().IsStale.ShouldBeTrue();
        (await ShownAsync()).ShouldBe(0);
    }

    /// <summary>A part counts in its thing's document, as a post does in its author's.</summary>
    const string Counted = """
        CREATE TABLE app.tb_part (pk_part int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, fk_thing int NOT NULL REFERENCES app.tb_thing);
        CREATE FUNCTION app.fn_parts(p_id uuid) RETURNS jsonb STABLE LANGUAGE sql AS 'SELECT to_jsonb(count(*)) FROM app.tb_part p JOIN app.tb_thing t ON t.pk_thing = p.fk_thing WHERE t.id = p_id';

        """;

    [Theory]
    [InlineData("p_id uuid", "SELECT p_id, app.fn_parts(p_id)")]
    [InlineData("p_ids uuid[]", "SELECT i, app.fn_parts(i) FROM unnest(p_ids) i")]
    [InlineData("p_keys int[]", "SELECT id, app.fn_parts(id) FROM app.tb_thing WHERE pk_thing = ANY (p_keys)")]
    [InlineData("", "SELECT id, app.fn_parts(id) FROM app.tb_thing")]
    public async Task Older_parents_show_the_rows_that_refer_to_them(string arguments, string shown)
    {
        await database.ResetAsync(Ddl + Counted + $"CREATE FUNCTION app.fn_sync_tv_thing({arguments}) RETURNS void LANGUAGE sql AS 'INSERT INTO app.tv_thing {shown} ON CONFLICT (id) DO UPDATE SET data = excluded.data'");
        _ = await AddAsync("app.tb_thing", 3);
        _ = await AddAsync("app.tb_part", 12);
        (await database.Database.ScalarAsync<string>("SELECT concat_ws(' ', sum(data::int), bool_and(data = app.fn_parts(id))) FROM app.tv_thing")).ShouldBe("12 t");
        _ = await AddAsync("app.tb_part", 5);
        (await database.Database.ScalarAsync<string>("SELECT concat_ws(' ', sum(data::int), bool_and(data = app.fn_parts(id))) FROM app.tv_thing")).ShouldBe("17 t");
    }

    [Fact]
    public async Task Function_that_shows_a_row_once_leaves_older_parents_stale_and_says_so()
    {
        await database.ResetAsync(Ddl + Counted + "CREATE FUNCTION app.fn_sync_tv_thing(p_id uuid) RETURNS void LANGUAGE sql AS 'INSERT INTO app.tv_thing SELECT p_id, app.fn_parts(p_id)'");
        _ = await AddAsync("app.tb_thing", 3);
        var result = await AddAsync("app.tb_part", 12);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("The read model app.tv_thing may be stale for rows of app.tb_thing that new ones of app.tb_part refer to");
        (await database.Database.ScalarAsync<string>("SELECT concat_ws(' ', count(*), sum(data::int)) FROM app.tv_thing")).ShouldBe("3 0");
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM app.tb_part")).ShouldBe(12);
    }

    Task<SeedResult> AddAsync(string table, int rows) =>
        SeedEngine.InvokeAsync(SeedPlan.Create(database.Database.Connection).Add(table, rows), cancellationToken: Cancel);

    [Theory]
    [InlineData("app.tb_thing: [{ identifier: a }, { identifier: b }]\napp.tb_part: [{ identifier: c, fk_thing: b }]", "2 a b, 1 c of b")]
    [InlineData("app.tb_thing: [{ identifier: a }, { identifier: b }]\nbaseline: { app.tb_part: 3 }", "2 a b, 3 thing")]
    [InlineData("baseline: { app.tb_thing: 2, app.tb_part: 1 }", "2 thing, 1 thing")]
    public async Task Rows_of_a_baseline_are_shown_once_in_load_order(string text, string expected)
    {
        const string Part = """
            CREATE TABLE app.tb_part (pk_part int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, fk_thing int NOT NULL REFERENCES app.tb_thing);
            CREATE TABLE app.tv_part (id uuid PRIMARY KEY, data jsonb NOT NULL);
            CREATE FUNCTION app.fn_sync_tv_thing(p_ids uuid[]) RETURNS void LANGUAGE sql AS 'INSERT INTO app.tv_thing SELECT id, to_jsonb(identifier) FROM app.tb_thing WHERE id = ANY (p_ids)';
            CREATE FUNCTION app.fn_sync_tv_part(p_id uuid) RETURNS void LANGUAGE sql AS $$
                INSERT INTO app.tv_part SELECT p.id, jsonb_build_array(p.identifier, v.data) FROM app.tb_part p JOIN app.tb_thing t ON t.pk_thing = p.fk_thing JOIN app.tv_thing v ON v.id = t.id WHERE p.id = p_id $$;
            """;
        await database.ResetAsync(Ddl + Part);
        var baseline = BaselineFile.Read(text, "test.yaml");
        (await BaselineAsync(baseline)).ShouldAllBe(r => r.IsInserted);
        var things = await database.Database.ScalarAsync<string>("SELECT concat_ws(' ', count(*), string_agg(data #>> '{}', ' ' ORDER BY id) FILTER (WHERE length(data #>> '{}') = 1)) FROM app.tv_thing");
        var parts = await database.Database.ScalarAsync<string>("SELECT concat_ws(' ', count(*), string_agg((data ->> 0) || ' of ' || (data ->> 1), ' ') FILTER (WHERE length(data ->> 0) = 1)) FROM app.tv_part");
        $"{things}, {parts}".ShouldBe(expected.Replace(" thing", "", StringComparison.Ordinal));
        (await BaselineAsync(baseline)).ShouldAllBe(r => !r.IsInserted);
    }

    [Fact]
    public async Task Baseline_says_which_models_stay_stale_and_is_undone_where_a_function_fails()
    {
        await database.ResetAsync(Ddl);
        var baseline = BaselineFile.Read("app.tb_thing: [{ identifier: a }]", "test.yaml");
        var heard = new RecordingObserver();
        _ = await BaselineAsync(baseline, new RunOptions { Observer = heard });
        heard.Warnings.ShouldHaveSingleItem().ShouldContain("The read model app.tv_thing is stale");
        await database.ResetAsync(Ddl + "CREATE FUNCTION app.fn_sync_tv_thing(p_id uuid) RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not today''; END'");
        (await Should.ThrowAsync<FraiseqlDataException>(() => BaselineAsync(baseline))).Id.ShouldBe("FqSyncFailed");
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM app.tb_thing")).ShouldBe(0);
        _ = await BaselineAsync(baseline, new RunOptions { SyncReadModels = false });
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM app.tb_thing")).ShouldBe(1);
    }

    [Fact]
    public async Task Undeclared_keys_are_followed_when_asked_for()
    {
        const string Keys = "id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE";
        await database.ResetAsync($"""
            CREATE TABLE tb_house (pk_house int GENERATED ALWAYS AS IDENTITY (START 500) PRIMARY KEY, {Keys});
            CREATE TABLE tb_room (pk_room int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {Keys}, fk_house int NOT NULL, fk_summer_house bigint, fk_nothing int, fk_parent int);
            """);
        var plan = SeedPlan.Create(database.Database.Connection, new PlanOptions { InferForeignKeys = true, NullRatio = 0 }).Add("tb_room", 20);
        (await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel)).Find("tb_house")!.IsAddedParent.ShouldBeTrue();
        (await database.Database.ScalarAsync<long>("""
            SELECT count(*) FROM tb_room r JOIN tb_house h ON h.pk_house = r.fk_house LEFT JOIN tb_house s ON s.pk_house = r.fk_summer_house
            LEFT JOIN tb_room p ON p.pk_room = r.fk_parent WHERE (r.fk_parent IS NULL) = (p.pk_room IS NULL) AND (r.fk_summer_house IS NULL) = (s.pk_house IS NULL)
            """)).ShouldBe(20);
        // The first row of a hierarchy has no parent to refer to.
        (await database.Database.ScalarAsync<string>("SELECT concat_ws(' ', count(fk_summer_house), count(fk_parent)) FROM tb_room")).ShouldBe("20 19");
        var without = SeedPlan.Create(database.Database.Connection).Add("tb_room", 1);
        (await SeedEngine.ResolveAsync(without, cancellationToken: Cancel)).Tables.Count.ShouldBe(1);
    }

    Task<IReadOnlyList<BaselineResult>> BaselineAsync(Baseline baseline, RunOptions? run = null) =>
        SeedEngine.InvokeBaselineAsync(database.Database.Connection, baseline, run: run, cancellationToken: Cancel);

    Task<SeedResult> FillAsync(RunOptions? options = null) =>
        SeedEngine.InvokeAsync(SeedPlan.Create(database.Database.Connection).Add("app.*", 3), null, options, Cancel);

    Task<long> ShownAsync() => database.Database.ScalarAsync<long>("SELECT count(*) FROM app.tv_thing v JOIN app.tb_thing t USING (id) WHERE v.data ->> 'identifier' = t.identifier");
}
