using CsCheck;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Core.Tests.Values;
using FraiseqlData.Formats;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Formats;

/// <summary>Values of every type, written to scripts that psql loads.</summary>
public sealed class ScriptTypesTests
{
    static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab'\"\\,{}()[];:=$%?!@ \t\n\r\b\f\v\u001A\u007F\u0085\u00A0\u2028é"], 0, 12],
        Gen.OneOf(
            "", "NULL", "\\N", "\\.", "\n\\.\n", "\\! echo", ":x", ":'x'", ":\"x\"", ":{?x}", "$1", "$$", "$a$", "--", "/*", "*/", "E'\\''", "'; DROP TABLE tb_text; --",
            "\r\n", "\\", "\\\\", "\\'", "'\n\\q\n'", "😀", "\uFEFF", "\u0001", "%s", "`ls`", "\\gexec", "\u200B"));

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Every_type_comes_through(SqlScriptStyle style)
    {
        var version = await PostgresServer.VersionAsync();
        var types = TypeCases.Binary.Concat(TypeCases.TextOnly).Where(t => TypeCases.IsKnown(t.Key, version)).ToList();
        var tables = TypeCases.Types + string.Concat(types.Select((t, i) => $"CREATE TABLE tb_{i} (n int PRIMARY KEY, v {t.Key});\n"));
        await using var target = await PostgresServer.CreateDatabaseAsync(tables);
        await using var copy = await PostgresServer.CreateDatabaseAsync(tables);
        var builder = await ScriptBuilder.CreateAsync(target);
        for (var i = 0; i < types.Count; i++)
        {
            var cases = types[i].Value;
            builder.Add($"tb_{i}", cases.Length, ("n", [.. Enumerable.Range(0, cases.Length).Cast<object?>()]), ("v", [.. cases.Select(c => c.Given)]));
        }
        (await Psql.RunAsync(target, await builder.WriteAsync(style), "--set", "ON_ERROR_STOP=1")).ShouldBe((0, ""));
        await ShouldHoldAllAsync(target, builder, types);

        // What the server says of them goes through a script of its own.
        var names = Enumerable.Range(0, types.Count).Select(i => $"tb_{i}").ToArray();
        (await Psql.RunAsync(copy, await builder.WriteResultAsync(target, style, names), "--set", "ON_ERROR_STOP=1")).ShouldBe((0, ""));
        await ShouldHoldAllAsync(copy, builder, types);
    }

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Values_without_a_net_type_come_through(SqlScriptStyle style)
    {
        const string Script = """
            CREATE TABLE tb_value (n int PRIMARY KEY, a numeric, b numeric(8,2), c date, d timestamptz, e time, f money, g bool, h float8, i interval);
            """;
        const string Rows = """
            INSERT INTO tb_value VALUES
                (1, 'NaN', 'NaN', 'infinity', '-infinity', '24:00', -12345.67, true, '-0', '-1 year 2 days -3 hours'),
                (2, 'Infinity', -0.5, '4713-01-01 BC', '0044-03-15 12:00 BC', '00:00', 0, false, 'NaN', '178000000 years'),
                (3, '1e-20', 1, '5874897-12-31', '294276-12-31 23:59:59.999999+00', '12:00', 92233720368547758.07, NULL, '-Infinity', '-0.000001 s');
            """;
        await using var source = await PostgresServer.CreateDatabaseAsync(Script + Rows);
        await using var copy = await PostgresServer.CreateDatabaseAsync(Script);
        var builder = await ScriptBuilder.CreateAsync(source);
        (await Psql.RunAsync(copy, await builder.WriteResultAsync(source, style, "tb_value"), "--set", "ON_ERROR_STOP=1")).ShouldBe((0, ""));
        (await ScriptBuilder.ShowAsync(copy, builder.Find("tb_value"))).ShouldBe(await ScriptBuilder.ShowAsync(source, builder.Find("tb_value")));
    }

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Text_is_kept_whatever_it_looks_like(SqlScriptStyle style)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("CREATE TABLE tb_text (n int, a text, b text[], c varchar, d json)");
        var builder = await ScriptBuilder.CreateAsync(database);
        await Texts.Array[300].SampleAsync(
            async texts =>
            {
                await database.ExecuteAsync("TRUNCATE tb_text");
                var script = await new ScriptBuilder(builder.Schema).Add(
                    "tb_text", texts.Length, ("n", [.. Enumerable.Range(0, texts.Length).Cast<object?>()]), ("a", [.. texts]),
                    ("b", [.. texts.Select(t => new[] { t, t })]), ("c", [.. texts]), ("d", [.. texts.Select(t => new Dictionary<string, object?> { [t] = t })])).WriteAsync(style);
                (await Psql.RunAsync(database, script, "--set", "x=interpolated", "--set", "ON_ERROR_STOP=1")).ShouldBe((0, ""));
                var rows = await ScriptBuilder.ReadAsync(database, builder.Find("tb_text"));
                rows.Select(r => r.Texts[1]).ShouldBe(texts);
                rows.Select(r => r.Texts[3]).ShouldBe(texts);
                rows.Select(r => System.Text.Json.JsonDocument.Parse(r.Texts[4]!).RootElement.EnumerateObject().Single()).Select(p => (p.Name, p.Value.GetString()))
                    .ShouldBe(texts.Select(t => (t, (string?)t)));
                (await database.ScalarAsync<long>("SELECT count(*) FROM tb_text WHERE b IS DISTINCT FROM ARRAY[a, c]")).ShouldBe(0);
            },
            iter: 3, threads: 1);
    }

    static async Task ShouldHoldAllAsync(
        TestDatabase database, ScriptBuilder builder, IReadOnlyList<KeyValuePair<string, (object? Given, string? Text)[]>> types)
    {
        for (var i = 0; i < types.Count; i++)
            (await ScriptBuilder.ReadAsync(database, builder.Find($"tb_{i}"))).Select(r => r.Texts[1]).ShouldBe(types[i].Value.Select(c => c.Text), types[i].Key);
    }
}
