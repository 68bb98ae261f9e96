using System.Globalization;
using System.Text;
using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Generation;

/// <summary>What the server says of candidate rows.</summary>
/// <param name="Failed">By row of the batch: the indexes of the conditions that it fails; rows that pass are missing.</param>
/// <param name="Raised">By row: what the server raised instead of a verdict, which counts as failing every condition.</param>
sealed record Judgement(IReadOnlyDictionary<int, IReadOnlyList<int>> Failed, IReadOnlyDictionary<int, string> Raised);

/// <summary>
/// Lets the server evaluate conditions on candidate rows, under the session's own search path. Reads only: what the conditions' functions may write is
/// undone. The values go as text and are cast to their columns' types and collations; columns of domains to the types below them, whose checks are
/// conditions like the others.
/// </summary>
sealed class JudgeQuery
{
    const string Savepoint = "fraiseqldata_judge";

    readonly Table _table;
    readonly IReadOnlyList<TypeCodec> _codecs;
    readonly IReadOnlyList<JudgedCondition> _conditions;
    readonly int[] _sent;
    readonly string _sql;

    /// <summary>Creates the query.</summary>
    /// <param name="table">The table.</param>
    /// <param name="codecs">The codecs of its columns.</param>
    /// <param name="written">The indexes of the columns whose values are known here.</param>
    /// <param name="conditions">The conditions.</param>
    public JudgeQuery(Table table, IReadOnlyList<TypeCodec> codecs, IReadOnlyList<int> written, IReadOnlyList<JudgedCondition> conditions)
    {
        (_table, _codecs, _conditions) = (table, codecs, conditions);
        var read = conditions.SelectMany(c => c.Columns).ToHashSet(StringComparer.Ordinal);
        _sent = [.. written.Where(c => read.Contains(table.Columns[c].Name))];
        _sql = Build(read);
    }

    /// <summary>Judges rows of a batch.</summary>
    /// <param name="connection">An open connection in a transaction.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">The rows to judge.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The verdicts, or null where the conditions themselves cannot be evaluated here (a privilege, a name): only the INSERT will tell.</returns>
    public async Task<Judgement?> JudgeAsync(NpgsqlConnection connection, RowBatch batch, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var (failed, raised) = (new Dictionary<int, IReadOnlyList<int>>(), new Dictionary<int, string>());
        var open = new Stack<IReadOnlyList<int>>([rows]);
        // Where one row raises, its half is judged by halves.
        while (open.TryPop(out var part))
        {
            if (part.Count == 0)
                continue;
            try
            {
                await RunAsync(connection, batch, part, failed, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (IsAboutValues(e) || IsAboutNames(e))
            {
                await UndoAsync(connection, cancellationToken).ConfigureAwait(false);
                if (IsAboutNames(e))
                    return null;
                if (part.Count > 1)
                {
                    open.Push([.. part.Skip(part.Count / 2)]);
                    open.Push([.. part.Take(part.Count / 2)]);
                    continue;
                }
                failed[part[0]] = [.. Enumerable.Range(0, _conditions.Count)];
                raised[part[0]] = $"{e.MessageText} [{e.SqlState}]";
            }
        }
        return new Judgement(failed, raised);
    }

    async Task RunAsync(
        NpgsqlConnection connection, RowBatch batch, IReadOnlyList<int> rows, Dictionary<int, IReadOnlyList<int>> failed, CancellationToken cancellationToken)
    {
        using var statements = new NpgsqlBatch(connection) { Timeout = 0 };
        statements.BatchCommands.Add(new NpgsqlBatchCommand($"SAVEPOINT {Savepoint}"));
        var select = new NpgsqlBatchCommand(_sql);
        _ = select.Parameters.Add(new NpgsqlParameter { Value = rows.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        foreach (var column in _sent)
            _ = select.Parameters.Add(new NpgsqlParameter { Value = Texts(batch.Columns[column]!, _codecs[column], rows), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        statements.BatchCommands.Add(select);
        statements.BatchCommands.Add(new NpgsqlBatchCommand($"ROLLBACK TO SAVEPOINT {Savepoint}"));
        statements.BatchCommands.Add(new NpgsqlBatchCommand($"RELEASE SAVEPOINT {Savepoint}"));
        var found = new List<(int Row, bool[] Passes)>();
        var reader = await statements.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                found.Add((reader.GetInt32(0), reader.GetFieldValue<bool[]>(1)));
        }
        foreach (var (row, passes) in found)
            failed[row] = [.. Enumerable.Range(0, passes.Length).Where(i => !passes[i])];
    }

    static string?[] Texts(ColumnVector vector, TypeCodec codec, IReadOnlyList<int> rows)
    {
        var texts = new string?[rows.Count];
        var text = new StringBuilder();
        for (var i = 0; i < texts.Length; i++)
        {
            if (vector.IsNull(rows[i]))
                continue;
            codec.AppendText(vector, rows[i], text.Clear());
            texts[i] = text.ToString();
        }
        return texts;
    }

    /// <summary>Whether another value might not raise the error.</summary>
    static bool IsAboutValues(PostgresException e) => e.SqlState is ['2', '0' or '1' or '2' or '3' or '7', ..] or ['P', '0', ..] or ['3', '8' or '9', ..] or "54000";

    static bool IsAboutNames(PostgresException e) => e.SqlState is ['4', '2', ..] or ['0', 'A', ..];

    static async Task UndoAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    string Build(HashSet<string> read)
    {
        var parameters = _sent.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $", pg_catalog.unnest(${i + 2})"));
        var names = _sent.Select(c => string.Create(CultureInfo.InvariantCulture, $", fq_{c}"));
        var values = _table.Columns.Select((column, i) => (Column: column, Index: i))
            .Where(c => read.Contains(c.Column.Name) && !c.Column.IsGenerated)
            .Select(c => $"{Value(c.Column, c.Index)} AS {QualifiedName.Quote(c.Column.Name)}").DefaultIfEmpty("NULL");
        // What the server computes from other columns, next to them.
        var computed = _table.Columns.Where(c => read.Contains(c.Name) && c.GenerationExpression is not null)
            .Select(c => $"({c.GenerationExpression})::{c.SqlType} AS {QualifiedName.Quote(c.Name)}").DefaultIfEmpty("NULL");
        var verdicts = string.Join(", ", _conditions.Select(c => $"({c.Sql}) IS NOT FALSE"));
        return $"SELECT fq_n, fq_verdicts FROM (SELECT fq_s.fq_n, ARRAY[{verdicts}] AS fq_verdicts "
            + $"FROM ROWS FROM (pg_catalog.unnest($1){string.Concat(parameters)}) AS fq_s (fq_n{string.Concat(names)}), "
            + $"LATERAL (SELECT {string.Join(", ", values)}) AS fq_row, LATERAL (SELECT {string.Join(", ", computed)}) AS fq_computed OFFSET 0) AS fq_judged "
            + "WHERE false = ANY (fq_verdicts)";
    }

    /// <summary>A column's value: what was made for it, or what the server will put there.</summary>
    string Value(Column column, int index)
    {
        var value = _sent.Contains(index) ? string.Create(CultureInfo.InvariantCulture, $"fq_s.fq_{index}")
            : column.Default is { } given ? $"({given})" : "NULL";
        var collation = column.Collation is { } name ? $" COLLATE {name.ToSql()}" : "";
        return $"{value}::{BareType(column)}{collation}";
    }

    /// <summary>The column's type without domains, whose checks would raise.</summary>
    static string BareType(Column column) => column.Type.Underlying switch
    {
        { Kind: PgTypeKind.Array, Element: { Kind: PgTypeKind.Domain } element } => element.Underlying.SqlName + "[]",
        var type when type != column.Type => type.SqlName,
        _ => column.SqlType,
    };

    /// <summary>Whether a condition can be judged before the row is written: every column that it reads is made here, computed, or has a plain default.</summary>
    public static bool CanJudge(JudgedCondition condition, Table table, IReadOnlyCollection<int> written)
    {
        var made = written.Select(i => table.Columns[i]).ToHashSet();
        return condition.Columns.Select(table.GetColumn)
            .All(c => made.Contains(c) || c.IsGenerated || c is { Sequence: null, Default: null } || c.Default is { } given && ConstantExpression.IsConstant(given));
    }
}
