using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Inserts the rows that a baseline gives.</summary>
/// <param name="unit">The transaction.</param>
/// <param name="path">Follows the tables, for what their triggers name.</param>
sealed class BaselineWriter(UnitOfWork unit, TableSearchPath path)
{
    readonly List<string> _later = [];
    readonly HashSet<QualifiedName> _done = [];

    /// <summary>Inserts a table's rows, one by one, since a row may refer to the one before it.</summary>
    public async Task InsertAsync(CheckedBaselineTable table, CancellationToken cancellationToken)
    {
        unit.Table = table.Table.Name;
        await path.FollowAsync(table.Table, cancellationToken).ConfigureAwait(false);
        using var batch = new NpgsqlBatch(unit.Connection);
        for (var i = 0; i < table.Rows!.Count; i++)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Insert(table, i + 1)));
        _ = await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        _ = _done.Add(table.Table.Name);
    }

    /// <summary>Notes that a table's rows are there.</summary>
    public void Skip(CheckedBaselineTable table) => _done.Add(table.Table.Name);

    /// <summary>Sets the references whose parents were inserted after them.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var update in _later)
            await unit.ExecuteAsync(update, cancellationToken).ConfigureAwait(false);
    }

    string Insert(CheckedBaselineTable table, int instance)
    {
        List<string> columns = [QualifiedName.Quote(table.Id.Name)];
        List<string> values = [$"'{table.IdOf(instance)}'"];
        foreach (var cell in table.Rows![instance - 1])
        {
            var column = QualifiedName.Quote(cell.Column.Name);
            if (cell.Parent is { } parent && !cell.Column.NotNull && !(parent.Table == table.Table.Name ? parent.Instance < instance : _done.Contains(parent.Table)))
            {
                _later.Add($"UPDATE {table.Table.RowsSql} SET {column} = {cell.Sql} WHERE {QualifiedName.Quote(table.Id.Name)} = '{table.IdOf(instance)}'");
                continue;
            }
            columns.Add(column);
            values.Add(cell.Sql);
        }
        return $"INSERT INTO {table.Table.Name.ToSql()} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)})";
    }
}
