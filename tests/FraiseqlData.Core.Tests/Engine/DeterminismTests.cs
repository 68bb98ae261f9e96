using System.Globalization;
using CsCheck;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>A value is a function of seed, table, column and instance, and of nothing else.</summary>
public sealed class DeterminismTests
{
    const string Ddl = """
        CREATE TABLE tenant (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, created_at timestamptz NOT NULL);
        CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id int NOT NULL REFERENCES tenant, first_name text, last_name text, email text NOT NULL UNIQUE,
          city text, country text, postal_code text, latitude numeric(9, 6), born_on date, balance numeric(10, 2), score float8, tags text[], settings jsonb, pause interval,
          opens_at time, seen tstzrange, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
        CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id int NOT NULL REFERENCES tenant, customer_id int NOT NULL REFERENCES customer, number text NOT NULL UNIQUE,
          status text NOT NULL CHECK (status IN ('new', 'paid', 'shipped')), quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(10, 2) NOT NULL, total numeric(12, 2) NOT NULL,
          ordered_at timestamptz NOT NULL, shipped_at timestamptz, CHECK (shipped_at >= ordered_at));
        """;

    static readonly string[] Cultures = ["en-US", "de-DE", "tr-TR", "ar-SA", "fa-IR", "th-TH", "ja-JP", "sv-SE"];

    static async Task<IReadOnlyList<TableProgram>> CompileAsync(TestDatabase database, long rows = 300)
    {
        var run = await SeedEngine.PrepareAsync(SeedPlan.Create(database.Connection).Add("*", rows), null, null, TestContext.Current.CancellationToken);
        return run.Compiler.Compile(run.Plan, run.Data);
    }

    /// <summary>Some rows of a table as texts, made in batches of a size.</summary>
    static List<string> Rows(TableProgram program, long first, int count, int batchRows)
    {
        var segment = program.Segments[0];
        var batch = segment.CreateBatch(batchRows);
        var rows = new List<string>();
        for (var ordinal = first; ordinal < first + count; ordinal += batch.Count)
        {
            segment.Fill(batch, ordinal, (int)Math.Min(batchRows, first + count - ordinal));
            for (var row = 0; row < batch.Count; row++)
                rows.Add(string.Join('|', RowView.Of(program.Table.Table, segment, segment.Written, batch, row).Texts));
        }
        return rows;
    }

    [Fact]
    public async Task Batches_of_any_size_from_any_row_on_any_thread_in_any_culture_give_the_same_rows()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Ddl);
        var programs = await CompileAsync(database);
        var whole = programs.ToDictionary(p => p.Table.Table.Name, p => Rows(p, 0, 300, 300));
        Gen.Select(Gen.Int[0, programs.Count - 1], Gen.Int[0, 299], Gen.Int[1, 300], Gen.Int[1, 64], Gen.Int[0, Cultures.Length - 1]).Sample(
            (table, first, count, batchRows, culture) =>
            {
                var before = CultureInfo.CurrentCulture;
                CultureInfo.CurrentCulture = new CultureInfo(Cultures[culture]);
                try
                {
                    count = Math.Min(count, 300 - first);
                    Rows(programs[table], first, count, batchRows).ShouldBe(whole[programs[table].Table.Table.Name].Skip(first).Take(count));
                }
                finally
                {
                    CultureInfo.CurrentCulture = before;
                }
            },
            iter: 100, threads: 4);
    }

    [Fact]
    public async Task Compiling_in_another_culture_gives_the_same_rows()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Ddl);
        var expected = (await CompileAsync(database)).SelectMany(p => Rows(p, 0, 50, 50)).ToList();
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in Cultures)
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                (await CompileAsync(database)).SelectMany(p => Rows(p, 0, 50, 50)).ShouldBe(expected, culture);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Asia/Kathmandu", "German, DMY", "sql_standard")]
    [InlineData("America/St_Johns", "SQL, MDY", "iso_8601")]
    public async Task Time_zone_and_styles_of_the_server_change_nothing(string zone, string dates, string intervals)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Ddl);
        var expected = (await CompileAsync(database)).SelectMany(p => Rows(p, 0, 50, 50)).ToList();
        await database.ExecuteAsync($"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = {Quote(zone)}', current_database()); EXECUTE format('ALTER DATABASE %I SET datestyle = {Quote(dates)}', current_database()); EXECUTE format('ALTER DATABASE %I SET intervalstyle = {Quote(intervals)}', current_database()); END $$");
        (await CompileAsync(database)).SelectMany(p => Rows(p, 0, 50, 50)).ShouldBe(expected);

        static string Quote(string text) => "''" + text + "''";
    }

    [Fact]
    public async Task Further_columns_tables_and_rows_change_no_other_value()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Ddl);
        var before = await CompileAsync(database);
        var expected = before.ToDictionary(p => p.Table.Table.Name.Name, p => (Columns: p.Segments[0].Written.Select(c => p.Table.Table.Columns[c].Name).ToList(), Rows: Cells(p)));
        await database.ExecuteAsync("""
            CREATE TABLE about (id int PRIMARY KEY, title text NOT NULL);
            ALTER TABLE customer ADD COLUMN shoe_size int NOT NULL, ADD COLUMN colour text;
            ALTER TABLE purchase ADD COLUMN note text;
            CREATE TABLE purchase_note (id int PRIMARY KEY, purchase_id int NOT NULL REFERENCES purchase, body text NOT NULL);
            """);
        foreach (var program in (await CompileAsync(database)).Where(p => expected.ContainsKey(p.Table.Table.Name.Name)))
        {
            var (columns, cells) = expected[program.Table.Table.Name.Name];
            var written = program.Segments[0].Written.Select(c => program.Table.Table.Columns[c].Name).ToList();
            var now = Cells(program);
            foreach (var column in columns)
                now.Select(r => r[written.IndexOf(column)]).ShouldBe(cells.Select(r => r[columns.IndexOf(column)]), $"{program.Table.Table.Name}.{column}");
        }
    }

    [Fact]
    public async Task More_rows_leave_the_first_ones_as_they_were_but_for_new_parents()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("""
            CREATE TABLE owner (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE TABLE pet (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner_id int NOT NULL REFERENCES owner, name text NOT NULL, code text NOT NULL UNIQUE, price numeric(6, 2));
            """);
        var (few, many) = (await CompileAsync(database, 100), await CompileAsync(database, 150));
        Rows(many[0], 0, 100, 100).ShouldBe(Rows(few[0], 0, 100, 100));
        var (before, after) = (Cells(few[1]), Cells(many[1]));
        var owner = few[1].Segments[0].Written.ToList().IndexOf(few[1].Table.IndexOf("owner_id"));
        for (var row = 0; row < before.Count; row++)
        {
            after[row].Where((_, i) => i != owner).ShouldBe(before[row].Where((_, i) => i != owner));
            if (after[row][owner] != before[row][owner])
                int.Parse(after[row][owner]!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(100);
        }
    }

    static List<IReadOnlyList<string?>> Cells(TableProgram program)
    {
        var segment = program.Segments[0];
        var batch = segment.CreateBatch(100);
        segment.Fill(batch, 0, 100);
        return [.. Enumerable.Range(0, 100).Select(row => RowView.Of(program.Table.Table, segment, segment.Written, batch, row).Texts)];
    }
}
