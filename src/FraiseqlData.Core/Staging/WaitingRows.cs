using System.Globalization;
using FraiseqlData.Loading;
using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>Rows that wait in staging before a run: people's own seeds.</summary>
/// <param name="session">The run's transaction.</param>
/// <param name="area">The staging schema.</param>
sealed class WaitingRows(BackendSession session, StagingArea area)
{
    readonly StagingCheck _check = new(session.Unit);

    /// <summary>Has rows that are not in production yet moved there. What is wrong with them is a warning: they are not this run's.</summary>
    public async Task ResolveAsync(DatabaseSchema schema, CancellationToken cancellationToken)
    {
        if ((await WaitingAsync(cancellationToken).ConfigureAwait(false)).Count == 0)
            return;
        session.Verbose($"Rows wait in {area.Name}; they are moved into their tables first.");
        await StagingBackend.ResolveAsync(session, area, schema, cancellationToken).ConfigureAwait(false);
        foreach (var (table, count, examples) in await WaitingAsync(cancellationToken).ConfigureAwait(false))
            session.Warn(string.Create(CultureInfo.InvariantCulture, $"{count} rows that wait in {table.Name} do not arrive in {table.Table.Name}: {examples}."));
        foreach (var table in Tables)
        {
            foreach (var lost in await _check.LostAsync(table, table.Name.ToSql(), cancellationToken).ConfigureAwait(false))
                session.Warn($"A reference is lost. {lost}");
        }
    }

    IEnumerable<StagedTable> Tables => area.Twins.Where(t => t is { IsComplete: true, Actual: not null, Ideal.Table.CanSelect: true } && !area.ResolverFindings(t).Any()).Select(t => t.Actual!);

    async Task<List<(StagedTable Table, long Count, string Examples)>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<(StagedTable, long, string)>();
        foreach (var table in Tables)
        {
            if (await _check.MissingAsync(table, table.Name.ToSql(), cancellationToken).ConfigureAwait(false) is { Count: > 0 } missing)
                waiting.Add((table, missing.Count, missing.Examples));
        }
        return waiting;
    }
}
