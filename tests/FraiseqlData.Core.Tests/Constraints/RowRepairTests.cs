using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Relations;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>Random rows are mended by the relations, and PostgreSQL takes them.</summary>
public sealed class RowRepairTests
{
    const int Rows = 60;

    static readonly DateTime ReferenceDate = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, string> Tables => new()
    {
        { "a date, b date", "b >= a" },
        { "a date NOT NULL, b date NOT NULL", "a < b" },
        { "a date, b date", "b >= a OR b IS NULL" },
        { "a int, b int", "a + 5 <= b" },
        { "a int, b int", "b - a >= 5" },
        { "a int, b int", "a <> b" },
        { "a int NOT NULL, b int", "a IS NOT DISTINCT FROM b" },
        { "a int NOT NULL, b int NOT NULL, c int NOT NULL", "a = b + c" },
        { "p numeric(10,2), n int, total numeric(10,2)", "total = round(p * n, 2)" },
        { "quantity int NOT NULL CHECK (quantity >= 0), reserved int NOT NULL CHECK (reserved >= 0)", "quantity - reserved >= 0" },
        { "a timestamptz NOT NULL, b timestamptz NOT NULL", "b > a + interval '1 hour'" },
        { "a int, b text", "(a IS NULL) = (b IS NULL)" },
        { "a int, b text", "(a IS NULL) <> (b IS NULL)" },
        { "a int, b text, c int", "num_nonnulls(a, b, c) = 1" },
        { "a int, b text, c int", "num_nulls(a, b, c) IN (0, 3)" },
        { "a int, b text, c int", "(a IS NOT NULL)::int + (b IS NOT NULL)::int + (c IS NOT NULL)::int <= 1" },
        { "a int, b text", "a IS NOT NULL OR b IS NOT NULL" },
        { "a int, b text", "(a IS NOT NULL AND b IS NULL) OR (a IS NULL AND b IS NOT NULL)" },
        { "kind text NOT NULL CHECK (kind IN ('x', 'y', 'z')), y int", "kind <> 'x' OR y IS NOT NULL" },
        { "kind text NOT NULL CHECK (kind IN ('x', 'y')), a int, b int", "CASE kind WHEN 'x' THEN a IS NOT NULL AND b IS NULL WHEN 'y' THEN b > 0 ELSE false END" },
        { "level int NOT NULL, parent int, qty numeric(8,2) NOT NULL", "(parent IS NULL AND level = 0 AND qty = 1.00) OR (parent IS NOT NULL AND level >= 1)" },
        { "paid bool NOT NULL, at date", "NOT paid OR at IS NOT NULL" },
        { "paid bool NOT NULL, at date", "paid = (at IS NOT NULL)" },
        { "a int NOT NULL, b int NOT NULL, c int NOT NULL", "a < b AND b < c" },
        { "a date NOT NULL, b date NOT NULL, c date", "b > a AND (c IS NULL OR c > b)" },
        { "a int NOT NULL, b int, g int GENERATED ALWAYS AS (a * 2) STORED", "g <= b" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Repair_random_rows_makes_rows_that_the_server_takes(string columns, string check)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync($"CREATE TABLE t ({columns}, CONSTRAINT c CHECK ({check}));");
        var table = (await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken)).Get(new QualifiedName("public", "t"));
        var constraints = ConstraintAnalyzer.Analyze(table, ReferenceDate);
        var rows = Enumerable.Range(0, Rows).Select(i => new RandomRow(table, constraints, i)).ToList();
        rows.ShouldContain(r => constraints.RowChecks.Any(c => c.Evaluate(r.Get) == CheckOutcome.False));
        foreach (var row in rows)
            RowRepair.Repair(constraints.RowChecks, row).ShouldBeNull(row.ToSql());
        var names = string.Join(", ", table.Columns.Where(c => !c.IsGenerated).Select(c => c.Name));
        await database.ExecuteAsync($"INSERT INTO t ({names}) VALUES {string.Join(", ", rows.Select(r => r.ToSql()))};");
        (await database.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(Rows);
    }

    [Fact]
    public async Task Repair_leaves_fixed_columns_and_names_the_check_that_cannot_be_mended()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT later CHECK (a < b));");
        var table = (await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken)).Get(new QualifiedName("public", "t"));
        var constraints = ConstraintAnalyzer.Analyze(table, ReferenceDate);
        var row = new RandomRow(table, constraints, 1) { Fixed = { "a", "b" } };
        row.Set("a", 5);
        row.Set("b", 3);
        RowRepair.Repair(constraints.RowChecks, row).ShouldNotBeNull().Constraint.Name.ShouldBe("later");
        _ = row.Fixed.Remove("b");
        RowRepair.Repair(constraints.RowChecks, row).ShouldBeNull();
        row.Get("a").ShouldBe(5);
        ((int)row.Get("b")!).ShouldBeGreaterThan(5);
    }
}
