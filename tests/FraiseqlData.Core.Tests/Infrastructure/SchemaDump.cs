using System.Diagnostics;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>A database's schema as text: what pg_dump writes, and beside it what a dump leaves out.</summary>
static class SchemaDump
{
    // Invalid indexes are in no dump, and oids tell a thing that was made anew from one that never went.
    const string Catalog = """
        SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM (
          SELECT format('%s %s %s %s %s %s', indexrelid::regclass, to_jsonb(i) - ARRAY['indexrelid', 'indrelid', 'indcheckxmin', 'indpred', 'indexprs'], to_jsonb(c) - ARRAY['oid', 'relfilenode', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid', 'reltype'],
              pg_get_indexdef(indexrelid), obj_description(c.oid, 'pg_class'), (SELECT jsonb_agg(to_jsonb(a) - 'attrelid' ORDER BY attnum) FROM pg_attribute a WHERE attrelid = c.oid)) AS line
            FROM pg_index i JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace >= 2200 AND c.relnamespace::regnamespace::text !~ '^pg_'
          UNION ALL SELECT format('%s %s %s %s', conrelid::regclass, to_jsonb(k) - ARRAY['oid', 'conindid', 'conrelid'], pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')) FROM pg_constraint k WHERE conrelid <> 0
          UNION ALL SELECT format('%s %s', oid::regclass, to_jsonb(t) - ARRAY['oid', 'relfilenode', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid', 'reltype', 'reltoastrelid', 'relhastriggers', 'relhasindex'])
            FROM pg_class t WHERE relkind IN ('r', 'p', 'v', 'S') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
          UNION ALL SELECT format('%s %s %s %s', tgrelid::regclass, tgfoid::regproc, tgenabled, (SELECT conname FROM pg_constraint WHERE oid = tgconstraint)) FROM pg_trigger) AS lines
        """;

    public static async Task<string> OfAsync(TestDatabase database) => await database.ScalarAsync<string>(Catalog) + "\n" + await DumpAsync(database);

    /// <summary>Holds that the schema is what it was, and shows the lines that are not.</summary>
    public static async Task ShouldStillBeAsync(this TestDatabase database, string before, string? where = null)
    {
        var (old, now) = (before.Split('\n'), (await OfAsync(database)).Split('\n'));
        if (!old.SequenceEqual(now))
            old.Except(now).Select(l => "- " + l).Concat(now.Except(old).Select(l => "+ " + l)).ShouldBe(["the same lines"], where);
    }

    /// <summary>What pg_dump writes; nothing where the server's programs lack it, which is an error in CI.</summary>
    static async Task<string> DumpAsync(TestDatabase database)
    {
        var program = Path.Combine((await PostgresServer.GetAsync()).BinaryDirectory, "pg_dump");
        if (!File.Exists(program) && Environment.GetEnvironmentVariable("CI") != "true")
            return "";
        var address = new NpgsqlConnectionStringBuilder(database.Address);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--schema-only", "--host", address.Host!, "--port", address.Port.ToString(), "--username", address.Username!, address.Database! })
            start.ArgumentList.Add(argument);
        start.Environment["PGPASSWORD"] = address.Password;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await error);
        // Newer versions fence the dump with a random word.
        return string.Join('\n', (await output).Split('\n').Where(l => !l.StartsWith("\\restrict") && !l.StartsWith("\\unrestrict")));
    }
}
