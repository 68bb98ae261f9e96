using System.Text.RegularExpressions;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>The columns of a row on which the verdict of its table's triggers may hang, as far as the source of their functions tells.</summary>
static partial class TriggerColumns
{
    /// <summary>Reads the functions of a table's triggers.</summary>
    /// <returns>The names of the columns; null where every column may matter.</returns>
    public static async Task<IReadOnlySet<string>?> ReadAsync(NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        // Whoever fires on UPDATE only may do so where another changes the row that was inserted.
        const string functions =
            """
            SELECT l.lanname = 'plpgsql', t.tgtype & 4 <> 0, t.tgnewtable IS NOT NULL, p.prosrc, pg_catalog.pg_get_triggerdef(t.oid)
            FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgrelid IN (SELECT $1 UNION SELECT relid::oid FROM pg_catalog.pg_partition_tree($1::regclass))
            """;
        using var command = new NpgsqlCommand(functions, connection);
        _ = command.Parameters.Add(new NpgsqlParameter<uint> { TypedValue = table.Oid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        var found = new HashSet<string>(StringComparer.Ordinal);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!reader.GetBoolean(0))
            {
                if (reader.GetBoolean(1))
                    return null;
                continue;
            }
            var source = Ignored().Replace(reader.GetString(3), " ");
            if (reader.GetBoolean(2))
                found.UnionWith(table.Columns.Select(c => c.Name).Where(name => Regex.IsMatch(source, $@"\b{Regex.Escape(name)}\b", RegexOptions.IgnoreCase)));
            if (Read(source) is not { } read)
                return null;
            found.UnionWith(read);
            found.UnionWith(Read(reader.GetString(4)) ?? []);
        }
        // What a trigger reads may be what a check compares with other columns.
        foreach (var check in table.Checks.Where(c => c.Columns.Any(found.Contains)).ToList())
            found.UnionWith(check.Columns);
        return found;
    }

    /// <summary>The columns of <c>NEW</c> that a function reads; those that it only sets are not among them. Null where it takes the row as a whole.</summary>
    public static IReadOnlyCollection<string>? Read(string source)
    {
        var rest = Assignment().Replace(Idle().Replace(source, " "), "$1 ");
        return WholeRow().IsMatch(rest) ? null
            : [.. Field().Matches(rest).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
    }

    // Comments and strings.
    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", RegexOptions.Singleline)]
    private static partial Regex Ignored();

    // What says nothing of an INSERT's row.
    [GeneratedRegex(@"\breturn\s+new\b(?!\s*\.)|\bnew\b(\.\*)?\s+is\s+(not\s+)?distinct\s+from\s+old\b|\bold\b(\.\*)?\s+is\s+(not\s+)?distinct\s+from\s+new\b(\.\*)?", RegexOptions.IgnoreCase)]
    private static partial Regex Idle();

    [GeneratedRegex("""(;|\bbegin\b|\bthen\b|\belse\b|\bloop\b)\s*new\s*\.\s*(?:"[^"]+"|\w+)\s*:?=""", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    [GeneratedRegex("""(?<![\w."])new\b(?!\s*\.\s*["\w])""", RegexOptions.IgnoreCase)]
    private static partial Regex WholeRow();

    [GeneratedRegex("""(?<![\w."])new\s*\.\s*(?:"([^"]+)"|(\w+))""", RegexOptions.IgnoreCase)]
    private static partial Regex Field();
}
