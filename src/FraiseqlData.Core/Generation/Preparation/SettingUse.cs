using System.Text.RegularExpressions;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>The settings of a plan, and those that the database's own code asks for.</summary>
static partial class SettingUse
{
    /// <summary>Makes a plan's settings hold until the transaction ends.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqSettingRefused</c>. The server's own words may repeat the value, so they are not in it.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, IReadOnlyList<PlanSetting> settings, CancellationToken cancellationToken)
    {
        foreach (var setting in settings)
        {
            using var command = new NpgsqlCommand("SELECT pg_catalog.set_config($1, $2, true)", connection)
            {
                Parameters = { new() { Value = setting.Name }, new() { Value = setting.Value } },
            };
            try
            {
                _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e)
            {
                throw PlanErrors.SettingRefused(setting.Name, e.SqlState);
            }
        }
    }

    /// <summary>
    /// The settings without a value that triggers' functions and row-level security read in a way that raises an error. A trigger's function may
    /// get by without, so nothing is proved.
    /// </summary>
    public static async Task<IReadOnlyList<(QualifiedName Table, string Reader, string Setting)>> FindMissingAsync(
        NpgsqlConnection connection, IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        var asking = tables.Where(t => t.RowSecurityActive || t.Triggers.Any(g => g.IsEnabled)).ToDictionary(t => t.Oid);
        if (asking.Count == 0)
            return [];
        var found = new List<(QualifiedName, string, string)>();
        using var command = new NpgsqlCommand(
            """
            WITH code (relation, reader, body) AS (
                SELECT g.tgrelid, format('trigger "%s"', g.tgname), p.prosrc
                FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
                WHERE NOT g.tgisinternal AND g.tgtype & 4 <> 0 AND g.tgenabled IN ('O', 'A')
                UNION ALL
                SELECT polrelid, format('policy "%s"', polname), pg_catalog.pg_get_expr(COALESCE(polwithcheck, polqual), polrelid)
                FROM pg_catalog.pg_policy WHERE polcmd IN ('a', '*') AND polrelid::int8 = ANY ($2))
            SELECT DISTINCT relation, reader, m[1] FROM code, regexp_matches(body, $$current_setting\(\s*'([^']+)'(?:::text)?\s*\)$$, 'g') m
            WHERE relation::int8 = ANY ($1) AND pg_catalog.current_setting(m[1], true) IS NULL
            ORDER BY 1, 2, 3
            """, connection)
        {
            Parameters = { new() { Value = Oids(asking.Values) }, new() { Value = Oids(asking.Values.Where(t => t.RowSecurityActive)) } },
        };
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            found.Add((asking[reader.GetFieldValue<uint>(0)].Name, reader.GetString(1), reader.GetString(2)));
        return found;
    }

    static long[] Oids(IEnumerable<Table> tables) => [.. tables.Select(t => (long)t.Oid)];

    /// <summary>What to know of a setting that is missing.</summary>
    public static string Warning((QualifiedName Table, string Reader, string Setting) missing) =>
        $"{missing.Table}: the {missing.Reader} reads the setting {missing.Setting}, which has no value here. Give it one: New-FqSeedPlan -Setting @{{ '{missing.Setting}' = ... }}";

    /// <summary>The settings that an expression reads.</summary>
    public static IEnumerable<string> In(string expression) => Reading().Matches(expression).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"current_setting\(\s*'([^']+)'")]
    private static partial Regex Reading();
}
