using FraiseqlData.Constraints;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>PostgreSQL itself judges the evaluator: the same outcome for every row, or none.</summary>
public sealed class EvaluatorAgainstServerTests
{
    const int Rows = 120;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Evaluate_random_rows_agrees_with_the_server_or_says_nothing(int seed)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(ConstraintTable.Sql + ConstraintTable.Insert(seed, Rows));
        await using var session = await database.OpenAsync();
        var table = (await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken)).Get(new QualifiedName("public", "t"));
        var rows = await ReadRowsAsync(session, table);
        var failures = new List<string>();
        var decided = 0;
        var settled = 0;
        foreach (var expression in DeparsedExpressions.All)
        {
            var constraints = ConstraintAnalyzer.Analyze(With(table, expression), DateTime.UtcNow.AddYears(-2));
            if (constraints.AllChecks.SingleOrDefault() is not { } check)
                continue;
            var expected = await JudgeAsync(session, expression);
            for (var row = 0; row < rows.Count; row++)
            {
                var values = rows[row];
                var outcome = check.Evaluate(c => values[c]);
                decided += outcome == CheckOutcome.Undecidable ? 0 : 1;
                if (constraints.RowChecks.Count == 0 && constraints.Impossible.Count == 0 && constraints.Domains.All(d => d.Value is { JsonKinds: null, Parts.Count: 0 } && DomainTest.Accepts(d.Value, values[d.Key])))
                {
                    settled++;
                    if (expected[row] == CheckOutcome.False)
                        failures.Add($"{expression}: the domains accept {string.Join(", ", check.Columns.Select(c => $"{c} = {Show(values[c])}"))}, the server does not");
                }
                if (outcome != CheckOutcome.Undecidable && outcome != expected[row])
                    failures.Add($"{expression}: {outcome} here, {expected[row]} there, for {string.Join(", ", check.Columns.Select(c => $"{c} = {Show(values[c])}"))}");
            }
        }
        failures.ShouldBeEmpty();
        settled.ShouldBeGreaterThan(Rows);
        decided.ShouldBeGreaterThan(DeparsedExpressions.All.Count() * Rows * 3 / 4);
    }

    [Fact]
    public async Task Analyze_understands_all_conditions_but_these()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(ConstraintTable.Sql);
        var table = (await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken)).Get(new QualifiedName("public", "t"));
        var left = DeparsedExpressions.All.Where(e => ConstraintAnalyzer.Analyze(With(table, e), DateTime.UtcNow).ServerChecks.Count > 0);
        string.Join("\n", left).ShouldBe("""
            ("substring"(s, 'a.*'::text) IS NOT NULL)
            (arr[1:2] = '{1,2}'::integer[])
            ((a << 2) > 3)
            (md5(s) <> ''::text)
            ((dt, (dt + 1)) OVERLAPS (dt, (dt + 2)))
            (s = ANY (string_to_array('a,b'::text, ','::text)))
            (CURRENT_USER = s)
            public.exists_fn(a)
            ((pg_typeof(a))::text = 'integer'::text)
            (to_char((dt)::timestamp with time zone, 'YYYY'::text) = '2020'::text)
            (s IS NORMALIZED)
            XMLPARSE(CONTENT s STRIP WHITESPACE) IS DOCUMENT
            (current_setting('x.y'::text, true) = s)
            (iv = (s)::interval day to second(2))
            (array_to_string(ta, ','::text) <> ''::text)
            """);
    }

    static Table With(Table table, string condition) => new()
    {
        Oid = table.Oid,
        Name = table.Name,
        Columns = table.Columns,
        Checks = [new CheckConstraint { Name = "c", Expression = condition }],
    };

    static string Show(object? value) => value switch { null => "NULL", object?[] list => "{" + string.Join(",", list.Select(Show)) + "}", _ => FormattableString.Invariant($"'{value}'") };

    static async Task<List<Dictionary<string, object?>>> ReadRowsAsync(NpgsqlConnection session, Table table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => QualifiedName.Quote(c.Name) + "::text"));
        await using var command = new NpgsqlCommand($"SET TimeZone = 'UTC'; SELECT {columns} FROM public.t ORDER BY ctid", session);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var at = reader;
            rows.Add(table.Columns.Select((c, i) => (c, i)).ToDictionary(p => p.c.Name, p => at.IsDBNull(p.i) ? null : (object?)TypeCodecs.For(p.c).Parse(at.GetString(p.i))));
        }
        return rows;
    }

    /// <summary>The server's outcome for every row; an error refuses the row.</summary>
    static async Task<List<CheckOutcome>> JudgeAsync(NpgsqlConnection session, string expression)
    {
        try
        {
            return await OutcomesAsync(session, $"SET search_path = pg_catalog; SELECT ({expression})::bool FROM public.t ORDER BY ctid");
        }
        catch (PostgresException)
        {
            var outcomes = new List<CheckOutcome>();
            for (var row = 0; row < Rows; row++)
            {
                try
                {
                    outcomes.AddRange(await OutcomesAsync(session, $"SELECT ({expression})::bool FROM (SELECT * FROM public.t ORDER BY ctid OFFSET {row} LIMIT 1) t"));
                }
                catch (PostgresException)
                {
                    outcomes.Add(CheckOutcome.False);
                }
            }
            return outcomes;
        }
    }

    static async Task<List<CheckOutcome>> OutcomesAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var outcomes = new List<CheckOutcome>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            outcomes.Add(reader.IsDBNull(0) ? CheckOutcome.Null : reader.GetBoolean(0) ? CheckOutcome.True : CheckOutcome.False);
        return outcomes;
    }
}
