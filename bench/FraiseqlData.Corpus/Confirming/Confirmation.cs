using FraiseqlData.Connections;
using FraiseqlData.Corpus.Filling;
using FraiseqlData.Corpus.Reporting;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Lets the server say whether a filled table is in order.</summary>
/// <param name="source">The database.</param>
/// <param name="connection">The same database, for the engine.</param>
/// <param name="filling">What was filled.</param>
/// <param name="patience">How many seconds the engine may take for a table's next row.</param>
public sealed class Confirmation(NpgsqlDataSource source, FqConnection connection, FilledSchema filling, long patience = CorpusOptions.DefaultPatience)
{
    readonly IReadOnlyList<ICheck> _checks =
    [
        new ConstraintCheck(), new UniqueCheck(), new NullCheck(), new TypeCheck(), new SequenceCheck(), new NextRowCheck(connection, filling, patience),
    ];

    /// <summary>Checks a table; what the fill failed at or left out stays as it is.</summary>
    /// <param name="table">The table after the fill.</param>
    /// <param name="added">By how many rows it grew.</param>
    public async Task<TableReport> ConfirmAsync(FilledTable table, long added)
    {
        var name = table.Table.Name.ToString();
        if (table.Outcome is TableOutcome.Failed or TableOutcome.Skipped)
        {
            // Triggers of other tables may have filled one that has room for no more.
            var full = table.Outcome == TableOutcome.Skipped && added > 0 && table.Reason!.StartsWith("full:", StringComparison.Ordinal);
            var outcome = full ? TableOutcome.AtCapacity : table.Outcome;
            return new TableReport(name, outcome, added, table.Reason);
        }
        List<string> findings = [];
        // More is right where triggers of other tables write into this one.
        if (added < table.Rows)
            findings.Add($"{added} rows are there, the run says {table.Rows}");
        await using var session = await source.OpenConnectionAsync();
        foreach (var check in _checks)
            findings.AddRange(await check.RunAsync(session, table.Table));
        return findings.Count == 0
            ? new TableReport(name, table.Outcome, added, table.Reason)
            : new TableReport(name, TableOutcome.Failed, added, string.Join("; ", findings));
    }
}

/// <summary>One thing that the server is asked about a table.</summary>
public interface ICheck
{
    /// <summary>Asks; leaves the table as it was.</summary>
    /// <returns>What is not in order.</returns>
    Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, Table table);
}
