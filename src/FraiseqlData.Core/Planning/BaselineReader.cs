using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>What the database holds of a table of a baseline.</summary>
/// <param name="Table">The table.</param>
/// <param name="IsThere">Whether its rows are there, as the baseline has them.</param>
/// <param name="Differences">What is there otherwise; then the baseline is refused.</param>
sealed record BaselineState(QualifiedName Table, bool IsThere, IReadOnlyList<string> Differences);

/// <summary>Compares a baseline with what the database holds. Reads only.</summary>
static class BaselineReader
{
    /// <summary>The state of each table, in order.</summary>
    public static async Task<IReadOnlyList<BaselineState>> ReadAsync(NpgsqlConnection connection, CheckedBaseline baseline, CancellationToken cancellationToken)
    {
        var states = new List<BaselineState>();
        foreach (var table in baseline.Tables)
            states.Add(await ReadAsync(connection, table, cancellationToken).ConfigureAwait(false));
        return states;
    }

    /// <summary>Makes sure that the database holds a baseline that a plan builds on.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqBaselineInvalid</c>, <c>FqBaselineDrifted</c>, <c>FqBaselineMissing</c>.</exception>
    public static async Task<CheckedBaseline?> RequireAsync(NpgsqlConnection connection, SeedPlan plan, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        if (plan.Options.Baseline is not { } baseline)
            return null;
        var found = BaselineChecker.Check(baseline, schema, plan.Options);
        var states = await ReadAsync(connection, found, cancellationToken).ConfigureAwait(false);
        if (states.Any(s => s.Differences.Count > 0))
            throw BaselineErrors.Drifted(baseline.Source, [.. states.SelectMany(s => s.Differences)]);
        var missing = states.Where(s => !s.IsThere).Select(s => s.Table.ToString()).ToList();
        return missing.Count == 0 ? found : throw BaselineErrors.Missing(baseline.Source, missing);
    }

    static async Task<BaselineState> ReadAsync(NpgsqlConnection connection, CheckedBaselineTable table, CancellationToken cancellationToken)
    {
        var there = await InstancesAsync(connection, table, cancellationToken).ConfigureAwait(false);
        if (there.Count == 0)
            return new BaselineState(table.Table.Name, false, []);
        var differences = new List<string>();
        foreach (var instance in Enumerable.Range(1, (int)table.Count).Select(i => (long)i).Where(i => !there.Contains(i)))
            differences.Add(Say(table, instance, "is missing in the database."));
        foreach (var instance in there.Where(i => i > table.Count))
            differences.Add(Say(table, instance, "is in the database but not in the baseline."));
        for (var i = 0; i < (table.Rows?.Count ?? 0); i++)
        {
            if (there.Contains(i + 1) && table.Rows![i].Count > 0)
                differences.AddRange(await CompareAsync(connection, table, i + 1, cancellationToken).ConfigureAwait(false));
        }
        return new BaselineState(table.Table.Name, differences.Count == 0, differences);
    }

    static async Task<SortedSet<long>> InstancesAsync(NpgsqlConnection connection, CheckedBaselineTable table, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"SELECT t.{QualifiedName.Quote(table.Id.Name)} FROM {table.Table.RowsSql} AS t WHERE {table.IsBaseline("t")}", connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var instances = new SortedSet<long>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (PatternUuid.Parse(reader.GetGuid(0)) is { } id)
                _ = instances.Add(id.Instance);
        }
        return instances;
    }

    /// <summary>The columns of a row that hold something else; compared in text form, which every type has.</summary>
    static async Task<IReadOnlyList<string>> CompareAsync(NpgsqlConnection connection, CheckedBaselineTable table, int instance, CancellationToken cancellationToken)
    {
        var cells = table.Rows![instance - 1];
        var columns = cells.Select(c => $"t.{QualifiedName.Quote(c.Column.Name)}::text, ({c.Sql})::text");
        using var command = new NpgsqlCommand(
            $"SELECT {string.Join(", ", columns)} FROM {table.Table.RowsSql} AS t WHERE t.{QualifiedName.Quote(table.Id.Name)} = '{table.IdOf(instance)}'", connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var differences = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < cells.Count; i++)
            {
                var (held, wanted) = (reader.IsDBNull(2 * i) ? null : reader.GetString(2 * i), reader.IsDBNull(2 * i + 1) ? null : reader.GetString(2 * i + 1));
                if (held != wanted)
                    differences.Add(Say(table, instance, $"{cells[i].Column.Name} is {Quoted(held)} in the database, {Quoted(wanted)} in the baseline."));
            }
        }
        return differences;
    }

    static string Quoted(string? value) => value is null ? "NULL" : $"'{value}'";

    static string Say(CheckedBaselineTable table, long instance, string what) => string.Create(CultureInfo.InvariantCulture, $"{table.Table.Name} row {instance}: {what}");
}
