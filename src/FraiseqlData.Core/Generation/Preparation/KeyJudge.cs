using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Has the server judge the positions of a unique key's sequence, where only it can decide a check of the key's own columns.</summary>
sealed class KeyJudge
{
    const int LargestWindow = 1000;
    const int SmallestWindow = 4;

    // A check that takes fewer positions than one in so many takes hardly any.
    const int MostRefused = 2000;
    const int MostRefusedForOne = 20;

    readonly NpgsqlConnection _connection;
    readonly TableProgram _program;
    readonly UniqueStep _step;
    readonly IReadOnlyList<JudgedCondition> _conditions;
    readonly JudgeQuery _query;
    readonly RowBatch _batch;
    readonly List<long> _positions = [];
    int _window = SmallestWindow;
    long _firstOrdinal;
    int _refused;
    bool _isOff;

    KeyJudge(NpgsqlConnection connection, TableProgram program, UniqueStep step, IReadOnlyList<JudgedCondition> conditions)
    {
        (_connection, _program, _step, _conditions) = (connection, program, step, conditions);
        var segment = program.Segments[0];
        _query = new JudgeQuery(program.Table.Table, segment.Codecs, [.. step.Writes.Order()], conditions);
        _batch = segment.CreateBatch(LargestWindow);
    }

    /// <summary>The judge of a key, or null where there is nothing to judge before parents are loaded.</summary>
    public static async Task<KeyJudge?> CreateAsync(NpgsqlConnection connection, TableProgram program, UniqueStep step, CancellationToken cancellationToken)
    {
        if (program.Segments[0].Verifier is not { } verifier)
            return null;
        var names = step.Writes.Select(c => program.Table.Table.Columns[c].Name).ToHashSet(StringComparer.Ordinal);
        var own = verifier.ConditionsForServer(program.Segments[0].Written).Where(c => c.Columns.All(n => names.Contains(n) || program.Table.Table.GetColumn(n).IsGenerated)).ToList();
        if (own.Count == 0)
            return null;
        var functions = await CheckFunctions.ReadAsync(connection, program.Table.Table, cancellationToken).ConfigureAwait(false);
        own = [.. own.Where(c => !functions.ReadTables(c.Check))];
        return own.Count == 0 ? null : new KeyJudge(connection, program, step, own);
    }

    /// <summary>Notes the position of the next row; true where it is time to judge.</summary>
    public bool Add(long position, long ordinal)
    {
        if (_isOff)
            return false;
        if (_positions.Count == 0)
        {
            _firstOrdinal = ordinal;
            _batch.Reset(ordinal, _program.Table.FirstInstance + ordinal, LargestWindow);
        }
        _step.WritePosition(_batch, _positions.Count, position);
        _positions.Add(position);
        return _positions.Count == _window;
    }

    /// <summary>The first of the noted positions that the server refuses, and the ordinal that it was for; null where all pass.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCheckUnsatisfied</c>: it refuses one after the other.</exception>
    public async Task<(long Position, long Ordinal)?> FirstRefusedAsync(CancellationToken cancellationToken)
    {
        List<long> positions = [.. _positions];
        _positions.Clear();
        var judgement = positions.Count == 0 || _isOff ? null
            : await _query.JudgeAsync(_connection, _batch, [.. Enumerable.Range(0, positions.Count)], cancellationToken).ConfigureAwait(false);
        _isOff |= judgement is null && positions.Count > 0;
        if (judgement is not { Failed.Count: > 0 })
        {
            _window = Math.Min(LargestWindow, _window * 2);
            return null;
        }
        var row = judgement.Failed.Keys.Min();
        _window = Math.Clamp(row * 2, SmallestWindow, LargestWindow);
        if (++_refused > MostRefused + MostRefusedForOne * (_firstOrdinal + row))
            throw Unsatisfied(_conditions[judgement.Failed[row][0]], row, judgement.Raised.GetValueOrDefault(row));
        return (positions[row], _firstOrdinal + row);
    }

    Errors.FraiseqlDataException Unsatisfied(JudgedCondition condition, int row, PostgresException? raised)
    {
        var columns = condition.Columns.Where(c => _batch.Columns[_program.Table.IndexOf(c)] is not null).ToList();
        return GenerationErrors.CheckUnsatisfied(
            _program.Table.Table, condition.Check, columns, _batch.InstanceOf(row), [.. columns.Select(c => _batch.Columns[_program.Table.IndexOf(c)]!.GetValue(row))],
            raised?.MessageText);
    }
}
