using FraiseqlData.Generation;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Looks whether a table holds the keys that were sent, where a trigger may have changed or dropped rows before others refer to them.</summary>
/// <param name="unit">The transaction.</param>
/// <param name="program">The program of a table that was just loaded.</param>
/// <param name="cancellationToken">Cancels the work.</param>
sealed class KeyCheck(UnitOfWork unit, TableProgram program, CancellationToken cancellationToken)
{
    const int PageRows = 10_000;

    readonly Table _table = program.Table.Table;

    /// <summary>Checks the keys, and what else children take from the rows, and reads what the table holds where it differs.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqParentMissing</c>: there are no rows to refer to.</exception>
    public async Task RunAsync()
    {
        IReadOnlyList<int>? found = null;
        foreach (var same in program.Checked.GroupBy(k => string.Join(',', k.Columns), (_, same) => same.ToList()).OrderByDescending(s => IsKey(s[0], nullsAllowed: false)).ThenByDescending(s => IsKey(s[0])))
        {
            var keys = same[0];
            var isKey = IsKey(keys);
            if ((isKey || found is not null) && await ArePresentAsync(isKey ? keys.Columns : found!, isKey ? [] : keys.Columns).ConfigureAwait(false))
            {
                found ??= IsKey(keys, nullsAllowed: false) ? keys.Columns : null;
                continue;
            }
            var held = await ReadAsync(keys, isKey ? null : found).ConfigureAwait(false);
            if (held.Count == 0)
                throw LoadingErrors.NoRowLeft(_table);
            foreach (var one in same)
                one.Replace(held);
        }
    }

    /// <summary>Whether columns tell rows apart, so that children refer by them; others are what the rows of one ancestor have in common.</summary>
    bool IsKey(CheckedKeys keys, bool nullsAllowed = true)
    {
        var names = keys.Columns.Select(c => _table.Columns[c]).Where(c => nullsAllowed || c.NotNull).Select(c => c.Name).ToHashSet();
        return _table.UniqueKeys.Any(k => k.IsPlain && names.SetEquals(k.Columns));
    }

    /// <summary>Whether the table holds every row that was sent, by its key, with the same in other columns.</summary>
    async Task<bool> ArePresentAsync(IReadOnlyList<int> key, IReadOnlyList<int> others)
    {
        var same = others.Select((c, i) => $"({Same(c, key.Count + i)} OR t.{Name(c)} IS NULL AND k.k{key.Count + i} IS NULL)");
        var present = 0L;
        await foreach (var command in ByKeyAsync("count(*)", key, others, same).ConfigureAwait(false))
            present += (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        return present >= program.Table.Count;
    }

    /// <summary>What the table holds of this run's rows: in the order in which they were made where they are found by a key, else in the table's.</summary>
    async Task<StoredKeys> ReadAsync(CheckedKeys keys, IReadOnlyList<int>? key)
    {
        var names = keys.Columns.Select(c => $"t.{Name(c)}").ToList();
        var texts = string.Join(", ", names.Select(n => n + "::text"));
        var held = new StoredKeys(keys.Columns, keys.Codecs);
        if (key is null)
        {
            var filled = IsKey(keys) ? string.Concat(names.Select(n => $" AND {n} IS NOT NULL")) : "";
            using var command = new NpgsqlCommand($"SELECT {texts} FROM {_table.Name.ToSql()} AS t WHERE {UnitOfWork.IsOwnRow("t")}{filled} ORDER BY t.tableoid, t.ctid", unit.Connection) { CommandTimeout = 0 };
            await AddAsync(command, held).ConfigureAwait(false);
            return held;
        }
        await foreach (var command in ByKeyAsync(texts, key, [], ["true ORDER BY k.fq_n"]).ConfigureAwait(false))
            await AddAsync(command, held).ConfigureAwait(false);
        return held;
    }

    async Task AddAsync(NpgsqlCommand command, StoredKeys held)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            held.Add([.. held.Codecs.Select((codec, i) => reader.IsDBNull(i) ? null : codec.Parse(reader.GetString(i)))]);
    }

    /// <summary>Queries, page by page, of the rows that were sent joined to those of the table.</summary>
    /// <param name="select">What is asked.</param>
    /// <param name="key">The columns by which rows are found.</param>
    /// <param name="others">Further columns that were sent.</param>
    /// <param name="conditions">Further conditions.</param>
    async IAsyncEnumerable<NpgsqlCommand> ByKeyAsync(string select, IReadOnlyList<int> key, IReadOnlyList<int> others, IEnumerable<string> conditions)
    {
        IReadOnlyList<int> sent = [.. key, .. others];
        var rows = new ComputedRowKeys(program.Segments, sent);
        var arrays = sent.Select((c, i) => $"${i + 1}::text[]::{_table.Columns[c].SqlType}[]");
        var sql = $"SELECT {select} FROM unnest({string.Join(", ", arrays)}) WITH ORDINALITY AS k ({string.Join(", ", sent.Select((_, i) => $"k{i}"))}, fq_n) "
            + $"JOIN {_table.Name.ToSql()} AS t ON {string.Join(" AND ", key.Select(Same).Concat(conditions))}";
        for (long first = 0; first < program.Table.Count; first += PageRows)
        {
            var command = new NpgsqlCommand(sql, unit.Connection) { CommandTimeout = 0 };
            await using var disposal = command.ConfigureAwait(false);
            foreach (var texts in rows.Texts(first, (int)Math.Min(PageRows, program.Table.Count - first)))
                _ = command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = texts });
            yield return command;
        }
    }

    string Same(int column, int place) => SqlColumns.Same(_table.Columns[column], $"t.{Name(column)}", $"k.k{place}");

    string Name(int column) => QualifiedName.Quote(_table.Columns[column].Name);
}
