using System.Globalization;
using System.Text;
using FraiseqlData.Values;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Generation;

/// <summary>What the server says of candidate rows.</summary>
/// <param name="Failed">By row of the batch: the indexes of the conditions that it fails; rows that pass are missing.</param>
/// <param name="Raised">By row: what the server raised instead of a verdict.</param>
sealed record Judgement(IReadOnlyDictionary<int, IReadOnlyList<int>> Failed, IReadOnlyDictionary<int, PostgresException> Raised);

/// <summary>
/// Sends candidate rows to the server and learns which it refuses. Where something raises, first the conditions are told apart, then by halves the rows.
/// </summary>
/// <param name="codecs">The codecs of the table's columns.</param>
/// <param name="sent">The indexes of the columns that are sent.</param>
/// <param name="conditions">How many conditions there are.</param>
abstract class ServerJudge(IReadOnlyList<TypeCodec> codecs, IReadOnlyList<int> sent, int conditions)
{
    const string Savepoint = "fraiseqldata_judge";

    // Where so many rows raised one after the other, halves only cost time.
    const int LongRun = 8;

    protected IReadOnlyList<int> Sent => sent;

    /// <summary>A statement over <see cref="Candidates"/> that gives each refused row's number and, by condition, whether it passes.</summary>
    protected abstract string Sql { get; }

    /// <summary>A judge for each condition, where there are several.</summary>
    protected virtual IReadOnlyList<ServerJudge> Alone => [];

    /// <summary>Whether what the statement wrote stays until the caller undoes it.</summary>
    protected virtual bool Keeps => false;

    /// <summary>The candidates as an item of FROM: <c>fq_n</c> is the row in the batch, <c>fq_3</c> the text of column 3.</summary>
    protected string Candidates
    {
        get
        {
            var lists = sent.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $", pg_catalog.unnest(${i + 2})"));
            return $"ROWS FROM (pg_catalog.unnest($1){string.Concat(lists)}) AS fq_s (fq_n{string.Concat(sent.Select(c => ", " + Name(c)))})";
        }
    }

    /// <summary>The name of a column's text in <see cref="Candidates"/>.</summary>
    protected static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"fq_{column}");

    /// <summary>Whether rows cannot be judged together, since they would stand in each other's way.</summary>
    protected virtual bool IsOneByOne => false;

    /// <summary>Judges rows of a batch.</summary>
    /// <param name="connection">An open connection in a transaction.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">The rows to judge.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The verdicts, or null where the conditions themselves cannot be evaluated here (a privilege, a name): only the INSERT will tell.</returns>
    public async Task<Judgement?> JudgeAsync(NpgsqlConnection connection, RowBatch batch, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var (failed, raised) = (new Dictionary<int, IReadOnlyList<int>>(), new Dictionary<int, PostgresException>());
        var (open, inARow) = (new Stack<IReadOnlyList<int>>(rows.Chunk(IsOneByOne ? 1 : Math.Max(1, rows.Count)).Reverse()), 0);
        while (open.TryPop(out var part))
        {
            if (part.Count == 0)
                continue;
            try
            {
                await RunAsync(connection, batch, part, failed, cancellationToken).ConfigureAwait(false);
                inARow = 0;
            }
            catch (PostgresException e) when (IsAvoidable(e) || IsAboutNames(e))
            {
                await UndoAsync(connection, cancellationToken).ConfigureAwait(false);
                if (IsAboutNames(e))
                    return null;
                if (Alone.Count > 1)
                {
                    if (!await JudgeAloneAsync(connection, batch, part, failed, raised, cancellationToken).ConfigureAwait(false))
                        return null;
                    continue;
                }
                if (part.Count > 1)
                {
                    var size = inARow < LongRun ? (part.Count + 1) / 2 : 1;
                    foreach (var piece in part.Chunk(size).Reverse())
                        open.Push(piece);
                    continue;
                }
                inARow++;
                failed[part[0]] = [.. Enumerable.Range(0, conditions)];
                raised[part[0]] = e;
            }
        }
        return new Judgement(failed, raised);
    }

    /// <summary>Judges rows by one condition after the other; false where one cannot be evaluated here.</summary>
    async Task<bool> JudgeAloneAsync(
        NpgsqlConnection connection, RowBatch batch, IReadOnlyList<int> rows, Dictionary<int, IReadOnlyList<int>> failed, Dictionary<int, PostgresException> raised,
        CancellationToken cancellationToken)
    {
        for (var condition = 0; condition < Alone.Count; condition++)
        {
            if (await Alone[condition].JudgeAsync(connection, batch, rows, cancellationToken).ConfigureAwait(false) is not { } judgement)
                return false;
            foreach (var row in judgement.Failed.Keys)
                failed[row] = [.. failed.GetValueOrDefault(row, []), condition];
            foreach (var (row, error) in judgement.Raised)
                _ = raised.TryAdd(row, error);
        }
        return true;
    }

    async Task RunAsync(
        NpgsqlConnection connection, RowBatch batch, IReadOnlyList<int> rows, Dictionary<int, IReadOnlyList<int>> failed, CancellationToken cancellationToken)
    {
        using var statements = new NpgsqlBatch(connection) { Timeout = 0 };
        statements.BatchCommands.Add(new NpgsqlBatchCommand($"SAVEPOINT {Savepoint}"));
        var select = new NpgsqlBatchCommand(Sql);
        _ = select.Parameters.Add(new NpgsqlParameter { Value = rows.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        foreach (var column in sent)
            _ = select.Parameters.Add(new NpgsqlParameter { Value = Texts(batch.Columns[column]!, codecs[column], rows), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        statements.BatchCommands.Add(select);
        if (!Keeps)
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

    /// <summary>Whether the server's error is one that other values may avoid.</summary>
    public static bool IsAvoidable(PostgresException e) => e.SqlState is ['2', '0' or '1' or '2' or '3' or '7', ..] or ['P', '0', ..] or ['3', '8' or '9', ..] or "54000";

    static bool IsAboutNames(PostgresException e) => e.SqlState is ['4', '2', ..] or ['0', 'A', ..];

    static async Task UndoAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
