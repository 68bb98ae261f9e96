using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>The functions that a table's checks call, and those that these call in turn, as far as their source tells.</summary>
sealed partial class CheckFunctions
{
    const int Depth = 3;

    readonly Dictionary<string, List<Function>> _byCheck = new(StringComparer.Ordinal);

    sealed record Function(uint Oid, bool IsImmutable, bool HasSource, string Source);

    // A table belongs to one reading of the schema, and so do its functions.
    static readonly ConditionalWeakTable<Table, CheckFunctions> Known = [];

    /// <summary>Reads the functions of the checks of a table and of its columns' domains, once for each reading of the schema.</summary>
    public static async Task<CheckFunctions> ReadAsync(NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        if (Known.TryGetValue(table, out var known))
            return known;
        var found = new CheckFunctions();
        const string direct =
            """
            SELECT DISTINCT k.conname::text, p.oid, p.provolatile = 'i', l.lanname IN ('sql', 'plpgsql'), pg_catalog.pg_get_functiondef(p.oid)
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid AND d.refclassid = 'pg_catalog.pg_proc'::regclass
            JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid AND p.prokind = 'f'
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE k.contype = 'c' AND (k.conrelid = $1 OR k.contypid = ANY ($2))
            """;
        using var command = new NpgsqlCommand(direct, connection);
        _ = command.Parameters.Add(new NpgsqlParameter<uint> { TypedValue = table.Oid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        _ = command.Parameters.Add(new NpgsqlParameter { Value = Domains(table), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid });
        await found.AddAllAsync(connection, command, (name, _) => [name], cancellationToken).ConfigureAwait(false);
        Known.AddOrUpdate(table, found);
        return found;
    }

    /// <summary>Reads the functions of a table's triggers, as though one check called them all.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="check">The name of that check.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<CheckFunctions> ReadTriggersAsync(NpgsqlConnection connection, Table table, string check, CancellationToken cancellationToken)
    {
        var found = new CheckFunctions();
        const string ofTriggers =
            """
            SELECT DISTINCT p.proname::text, p.oid, false, l.lanname IN ('sql', 'plpgsql'), pg_catalog.pg_get_functiondef(p.oid)
            FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE NOT t.tgisinternal AND t.tgrelid IN (SELECT $1 UNION SELECT relid::oid FROM pg_catalog.pg_partition_tree($1::regclass))
            """;
        using var command = new NpgsqlCommand(ofTriggers, connection);
        _ = command.Parameters.Add(new NpgsqlParameter<uint> { TypedValue = table.Oid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        await found.AddAllAsync(connection, command, (_, _) => [check], cancellationToken).ConfigureAwait(false);
        return found;
    }

    async Task AddAllAsync(NpgsqlConnection connection, NpgsqlCommand direct, Func<string, uint, IEnumerable<string>> checksOf, CancellationToken cancellationToken)
    {
        _ = await AddAsync(direct, checksOf, cancellationToken).ConfigureAwait(false);
        for (var depth = 0; depth < Depth && await AddCalledAsync(connection, cancellationToken).ConfigureAwait(false); depth++)
        {
        }
    }

    /// <summary>Whether a check may look into tables: then it can only be judged where their rows are.</summary>
    public bool ReadTables(CheckConstraint check) =>
        _byCheck.GetValueOrDefault(check.Name, []).Exists(f => !f.IsImmutable && (!f.HasSource || Query().IsMatch(f.Source)));

    /// <summary>The strings and numbers that stand in a check and in the functions that it calls.</summary>
    public IReadOnlyList<string> Literals(CheckConstraint check)
    {
        var sources = _byCheck.GetValueOrDefault(check.Name, []).Where(f => f.HasSource).Select(f => f.Source).Prepend(check.Expression);
        return [.. sources.Select(s => Comment().Replace(s, " ")).SelectMany(s => Literal().Matches(s).Select(Unquoted)).Distinct(StringComparer.Ordinal)];
    }

    static string Unquoted(Match literal) => literal.Groups[1].Success ? literal.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal) : literal.Value;

    async Task<bool> AddCalledAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string named =
            """
            SELECT p.proname::text, p.oid, p.provolatile = 'i', l.lanname IN ('sql', 'plpgsql'), pg_catalog.pg_get_functiondef(p.oid)
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            WHERE p.prokind = 'f' AND p.proname = ANY ($1)
            """;
        var callers = _byCheck.ToDictionary(c => c.Key, c => c.Value.SelectMany(f => Call().Matches(f.Source).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal));
        var names = callers.Values.SelectMany(n => n).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
            return false;
        using var command = new NpgsqlCommand(named, connection);
        _ = command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = names });
        return await AddAsync(command, (name, oid) => callers.Where(c => c.Value.Contains(name) && !_byCheck[c.Key].Exists(f => f.Oid == oid)).Select(c => c.Key), cancellationToken)
            .ConfigureAwait(false);
    }

    async Task<bool> AddAsync(NpgsqlCommand command, Func<string, uint, IEnumerable<string>> checksOf, CancellationToken cancellationToken)
    {
        var isNew = false;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var function = new Function(reader.GetFieldValue<uint>(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetString(4));
            foreach (var check in checksOf(reader.GetString(0), function.Oid).ToList())
            {
                if (!_byCheck.TryGetValue(check, out var functions))
                    _byCheck[check] = functions = [];
                functions.Add(function);
                isNew = true;
            }
        }
        return isNew;
    }

    static uint[] Domains(Table table)
    {
        var (open, seen) = (new Stack<PgType>(table.Columns.Select(c => c.Type)), new HashSet<PgType>());
        while (open.TryPop(out var type))
        {
            if (!seen.Add(type))
                continue;
            foreach (var part in type.Fields.Select(f => f.Type).Append(type.BaseType).Append(type.Element).OfType<PgType>())
                open.Push(part);
        }
        return [.. seen.Where(t => t.Kind == PgTypeKind.Domain).Select(t => t.Oid)];
    }

    [GeneratedRegex(@"\bfrom\b|\bexecute\b|\bperform\b|\bcurrent_setting\b", RegexOptions.IgnoreCase)]
    private static partial Regex Query();

    [GeneratedRegex("'((?:[^']|'')*)'|(?<![\\w.$])-?\\d+(?:\\.\\d+)?(?![\\w.])")]
    private static partial Regex Literal();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"([\w$]+)\s*\(")]
    private static partial Regex Call();
}
