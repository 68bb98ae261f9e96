using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>
/// What was dropped so that slices of a plan load faster, and how it comes back. It is kept in the database, in a table of the plan's own that the very
/// transaction makes that drops: neither is ever there without the other.
/// </summary>
/// <param name="Levels">How many levels the plan has.</param>
/// <param name="Tables">The plan's tables with the keys that they have once all is back.</param>
/// <param name="Loads">What was dropped, and the statements that make it anew.</param>
/// <param name="Tablespace">The <c>default_tablespace</c> that these statements count on.</param>
/// <param name="Closing">The statements behind them: sequences, statistics.</param>
sealed record SliceRecord(int Levels, IReadOnlyList<TableKeys> Tables, IReadOnlyList<TableLoadPlan> Loads, string Tablespace, IReadOnlyList<string> Closing)
{
    /// <summary>What names of these tables begin with.</summary>
    const string Prefix = "fraiseqldata_slices_";

    static readonly JsonSerializerOptions Format = new(ResolvedPlanData.Format) { IgnoreReadOnlyProperties = true };

    /// <summary>The name of a plan's table: another one for each settling, since it takes other keys.</summary>
    public static string NameFor(ResolvedPlanData data)
    {
        var text = new StringBuilder();
        foreach (var (name, table) in data.Tables.OrderBy(t => t.Key))
        {
            _ = text.Append(name.ToSql()).Append(Format(table.Count)).Append(Format(table.FirstInstance));
            foreach (var (column, keys) in table.Keys.OrderBy(k => k.Key, StringComparer.Ordinal))
                _ = text.Append(QualifiedName.Quote(column)).Append(Format(keys.Values is { Count: > 0 } values ? values[0] : keys.Base));
        }
        return Prefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8)).ToLowerInvariant();

        static string Format(long number) => FormattableString.Invariant($" {number} ");
    }

    /// <summary>Whether a table is such a record.</summary>
    public static bool IsOne(QualifiedName table) => table.Name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The schema as it is once all that was dropped for slices is back.</summary>
    /// <param name="connection">The session.</param>
    /// <param name="schema">The schema as it is.</param>
    /// <param name="settled">The data of the plan that is carried out, or null for a plan that is not settled yet.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The schema, and the tables that are prepared for slices of other plans.</returns>
    public static async Task<(DatabaseSchema Schema, IReadOnlySet<QualifiedName> Taken)> CompleteAsync(
        NpgsqlConnection connection, DatabaseSchema schema, ResolvedPlanData? settled, CancellationToken cancellationToken)
    {
        var own = settled is null ? null : NameFor(settled);
        var (keys, taken) = (new Dictionary<QualifiedName, TableKeys>(), new HashSet<QualifiedName>());
        foreach (var name in schema.Tables.Where(t => IsOne(t.Name) && (t.CanSelect || t.Name.Name == own)).Select(t => t.Name))
        {
            if (await ReadAsync(connection, name, cancellationToken).ConfigureAwait(false) is not { } record)
                continue;
            foreach (var table in record.Tables)
            {
                keys[table.Name] = table;
                if (name.Name != own)
                    _ = taken.Add(table.Name);
            }
        }
        return keys.Count == 0 ? (schema, taken) : (new DatabaseSchema(
            schema.Database, schema.ServerVersion, schema.SearchPath,
            schema.Tables.Select(t => keys.TryGetValue(t.Name, out var known) ? t.With(known.ForeignKeys, known.UniqueKeys) : t)), taken);
    }

    /// <summary>Reads a record, or null where its table holds none.</summary>
    public static async Task<SliceRecord?> ReadAsync(NpgsqlConnection connection, QualifiedName name, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"SELECT record::text FROM {name.ToSql()} WHERE slice = 0", connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is string json ? JsonSerializer.Deserialize<SliceRecord>(json, Format) : null;
    }

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>What a plan hears that wants tables which are prepared for another one.</summary>
    public static FraiseqlDataException Taken(QualifiedName table) => new(
        "FqSlicesPrepared", ErrorKind.InvalidOperation, $"{table} is prepared for the slices of a plan: keys of it may be missing until Invoke-FqSeed -Finish.",
        "Finish that plan first; with -Force what was dropped comes back though slices are missing.", table.ToString());
}

/// <summary>The keys of a table.</summary>
/// <param name="Name">The table.</param>
/// <param name="UniqueKeys">Its unique keys.</param>
/// <param name="ForeignKeys">Its foreign keys.</param>
sealed record TableKeys(QualifiedName Name, IReadOnlyList<UniqueKey> UniqueKeys, IReadOnlyList<ForeignKey> ForeignKeys);
