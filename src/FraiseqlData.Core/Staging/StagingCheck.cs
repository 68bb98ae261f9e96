using System.Globalization;
using FraiseqlData.Loading;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>Looks whether staged rows have arrived in production, with the parents that they name.</summary>
/// <param name="unit">The transaction.</param>
sealed class StagingCheck(UnitOfWork unit)
{
    const int Examples = 3;

    /// <summary>How many of some staged rows are not in production.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Where the rows are, as SQL: the staging table, or a copy of what this run put there.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The number, and the keys of a few of them.</returns>
    public async Task<(long Count, string Examples)> MissingAsync(StagedTable table, string rows, CancellationToken cancellationToken)
    {
        if (table.Key.Count == 0)
            return (0, "");
        var sql = StagingSql.OfKey(table);
        return await CountAsync(
            $"SELECT {KeyText(table)} AS k FROM {rows} AS s {string.Join(' ', sql.Joins)} WHERE NOT EXISTS (SELECT FROM {table.Rows} AS t WHERE {sql.IsRow("t")})",
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The references of staged rows that production's rows do not have.</summary>
    public async Task<IReadOnlyList<LostReference>> LostAsync(StagedTable table, string rows, CancellationToken cancellationToken)
    {
        var lost = new List<LostReference>();
        foreach (var reference in table.Key.Count == 0 ? [] : table.References)
        {
            var sql = new StagingSql(table, table.References.Where(r => r == reference || r.Provided.Any(table.Key.Contains)));
            var differs = reference.Provided.Select(c => $"t.{QualifiedName.Quote(c)} IS DISTINCT FROM {sql.ParentValue(reference, c)}");
            var found = await CountAsync(
                $"SELECT {KeyText(table)} || ' naming ' || {Named(reference)} AS k FROM {rows} AS s {string.Join(' ', sql.Joins)} JOIN {table.Rows} AS t ON {sql.IsRow("t")} "
                + $"WHERE {IsGiven(reference)} AND ({IsMissing(sql, reference)} OR {string.Join(" OR ", differs)})",
                cancellationToken).ConfigureAwait(false);
            if (found.Count > 0)
                lost.Add(new LostReference(table, reference, found.Count, await DanglingAsync(table, reference, rows, cancellationToken).ConfigureAwait(false), found.Examples));
        }
        return lost;
    }

    /// <summary>The references of staged rows that name no row, neither of production nor of staging.</summary>
    /// <param name="table">The table.</param>
    /// <param name="parentOf">The staging table of a parent, or null.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<IReadOnlyList<LostReference>> DanglingAsync(StagedTable table, Func<StagedTable, StagedTable?> parentOf, CancellationToken cancellationToken)
    {
        var lost = new List<LostReference>();
        foreach (var reference in table.References)
        {
            var sql = new StagingSql(table, [reference]);
            var waiting = parentOf(reference.Parent) is { } parent
                ? $" AND NOT EXISTS (SELECT FROM {parent.Name.ToSql()} AS w WHERE {string.Join(" AND ", reference.Finders.Select(f => $"w.{QualifiedName.Quote(parent.Columns[reference.Parent.Columns.ToList().FindIndex(c => c.Name == f.ParentColumn)].Name)} = s.{QualifiedName.Quote(f.Column)}"))})" : "";
            var found = await CountAsync(
                $"SELECT {KeyText(table)} || ' naming ' || {Named(reference)} AS k FROM {table.Name.ToSql()} AS s {string.Join(' ', sql.Joins)} WHERE {IsGiven(reference)} AND {IsMissing(sql, reference)}{waiting}", cancellationToken).ConfigureAwait(false);
            if (found.Count > 0)
                lost.Add(new LostReference(table, reference, found.Count, found.Count, found.Examples));
        }
        return lost;
    }

    Task<long> DanglingAsync(StagedTable table, StagedReference reference, string rows, CancellationToken cancellationToken)
    {
        var sql = new StagingSql(table, [reference]);
        return unit.ScalarAsync<long>($"SELECT count(*) FROM {rows} AS s {string.Join(' ', sql.Joins)} WHERE {IsGiven(reference)} AND {IsMissing(sql, reference)}", cancellationToken);
    }

    static string IsGiven(StagedReference reference) => string.Join(" AND ", reference.Finders.Select(f => $"s.{QualifiedName.Quote(f.Column)} IS NOT NULL"));

    /// <summary>Whether the join has found no parent: what the key refers to is never NULL there.</summary>
    static string IsMissing(StagingSql sql, StagedReference reference) => $"{sql.ParentValue(reference, reference.Provided[0])} IS NULL";

    static string Named(StagedReference reference) => $"pg_catalog.concat_ws(', ', {string.Join(", ", reference.Finders.Select(f => $"s.{QualifiedName.Quote(f.Column)}::text"))})";

    static string KeyText(StagedTable table) => table.KeyColumns.Count == 0 ? "'a row'" : $"pg_catalog.concat_ws(', ', {string.Join(", ", table.KeyColumns.Select(c => $"s.{QualifiedName.Quote(c)}::text"))})";

    async Task<(long Count, string Examples)> CountAsync(string query, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"SELECT count(*), (pg_catalog.array_agg(q.k ORDER BY q.k))[1:{Examples}] FROM ({query}) AS q"), unit.Connection)
        { CommandTimeout = 0 };
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? "" : string.Join("; ", reader.GetFieldValue<string[]>(1)));
    }
}
