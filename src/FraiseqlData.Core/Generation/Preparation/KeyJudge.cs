using FraiseqlData.Constraints;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Has the server judge the positions of a unique key's sequence, where only it can decide a check of the key's own columns.</summary>
sealed class KeyJudge
{
    const int LargestWindow = 1000;
    const int SmallestWindow = 16;
    const int Samples = 64;

    // A check that takes fewer positions than one in so many takes hardly any.
    const int MostRefused = 2000;
    const int MostRefusedForOne = 20;

    readonly NpgsqlConnection _connection;
    readonly TableProgram _program;
    readonly UniqueStep _step;
    readonly IReadOnlyList<JudgedCondition> _conditions;
    readonly CheckFunctions _functions;
    readonly JudgeQuery _query;
    readonly RowBatch _batch;
    readonly List<long> _pending = [];
    int _window = SmallestWindow;
    long _accepted;
    long _refused;
    bool _isOff;

    KeyJudge(NpgsqlConnection connection, TableProgram program, UniqueStep step, IReadOnlyList<JudgedCondition> conditions, CheckFunctions functions)
    {
        (_connection, _program, _step, _conditions, _functions) = (connection, program, step, conditions, functions);
        var segment = program.Segments[0];
        _query = new JudgeQuery(program.Table.Table, segment.Codecs, [.. step.Writes.Order()], conditions);
        _batch = segment.CreateBatch(LargestWindow);
        _batch.Reset(0, program.Table.FirstInstance, LargestWindow);
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
        return own.Count == 0 ? null : new KeyJudge(connection, program, step, own, functions);
    }

    /// <summary>Whether the positions that were noted should be judged now.</summary>
    public bool IsDue => _pending.Count >= _window;

    /// <summary>Notes a position that a row is to have.</summary>
    public void Add(long position)
    {
        if (!_isOff)
            _pending.Add(position);
    }

    /// <summary>Those of the noted positions that the server refuses.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCheckUnsatisfied</c>: it refuses nearly all.</exception>
    public async Task<IReadOnlyList<long>> RefusedAsync(CancellationToken cancellationToken)
    {
        var refused = new List<long>();
        while (_pending.Count > 0)
        {
            var positions = _pending.Take(LargestWindow).ToList();
            _pending.RemoveRange(0, positions.Count);
            for (var i = 0; i < positions.Count; i++)
                _step.WritePosition(_batch, i, positions[i]);
            if (await JudgeAsync(positions.Count, cancellationToken).ConfigureAwait(false) is not { } judgement)
            {
                _isOff = true;
                return refused;
            }
            refused.AddRange(judgement.Failed.Keys.Order().Select(row => positions[row]));
            (_accepted, _refused) = (_accepted + positions.Count - judgement.Failed.Count, _refused + judgement.Failed.Count);
            if (_refused > MostRefused + MostRefusedForOne * _accepted)
                throw Unsatisfied(judgement);
        }
        _window = Math.Min(LargestWindow, _window * 2);
        return refused;
    }

    /// <summary>
    /// What the values of one of the key's columns should look like, where the server refuses most of what the column's name and type suggest: the first of
    /// the common forms, and of the patterns in the functions' source, that it takes; null where there is no need or no better form.
    /// </summary>
    public async Task<(int Column, ColumnDomain Form)?> FindFormAsync(RunCompiler compiler, CancellationToken cancellationToken)
    {
        var texts = _step.DomainColumns.Where(c => _program.Segments[0].Codecs[c].ValueType == typeof(string) && _conditions.Any(x => x.Columns.Contains(NameOf(c)))).ToList();
        var rows = (int)Math.Min(Samples, _step.Sequence.Size);
        if (texts.Count == 0 || await PassesAsync(null, -1, rows, cancellationToken).ConfigureAwait(false) is not { } natural || natural * 2 >= rows)
            return null;
        var best = (Passes: natural, Form: ((int, ColumnDomain)?)null);
        foreach (var column in texts)
        {
            var literals = _conditions.Where(c => c.Columns.Contains(NameOf(column))).SelectMany(c => _functions.Literals(c.Check));
            foreach (var form in CommonForms.Of(literals))
            {
                if (compiler.NarrowedSource(_program.Table.Table, column, form) is not { DistinctCapacity: > 0 } source)
                    continue;
                var passes = await PassesAsync(source, column, rows, cancellationToken).ConfigureAwait(false) ?? 0;
                if (passes > best.Passes)
                    best = (passes, (column, form));
                if (passes * 2 > rows)
                    return best.Form;
            }
        }
        return best.Form;
    }

    /// <summary>How many of the first positions pass, with a column's values from another source; null where the server cannot judge them.</summary>
    async Task<int?> PassesAsync(ValueSource? source, int column, int rows, CancellationToken cancellationToken)
    {
        for (var row = 0; row < rows; row++)
        {
            _step.WritePosition(_batch, row, row);
            source?.WriteDistinct(_batch.Columns[column]!, row, (ulong)row % source.DistinctCapacity, CellRandom.For(_step.StreamKey, row), new CellContext(_batch, row));
        }
        return rows - (await JudgeAsync(rows, cancellationToken).ConfigureAwait(false))?.Failed.Count;
    }

    Task<Judgement?> JudgeAsync(int rows, CancellationToken cancellationToken) =>
        _query.JudgeAsync(_connection, _batch, [.. Enumerable.Range(0, rows)], cancellationToken);

    string NameOf(int column) => _program.Table.Table.Columns[column].Name;

    Errors.FraiseqlDataException Unsatisfied(Judgement judgement)
    {
        var row = judgement.Failed.Keys.Min();
        var condition = _conditions[judgement.Failed[row][0]];
        var columns = condition.Columns.Where(c => _batch.Columns[_program.Table.IndexOf(c)] is not null).ToList();
        return GenerationErrors.CheckUnsatisfied(
            _program.Table.Table, condition.Check, columns, _batch.InstanceOf(row), [.. columns.Select(c => _batch.Columns[_program.Table.IndexOf(c)]!.GetValue(row))],
            judgement.Raised.GetValueOrDefault(row)?.MessageText);
    }
}
