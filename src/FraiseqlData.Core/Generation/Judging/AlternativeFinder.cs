using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>
/// Looks for values that a check accepts which refuses what is drawn: values of rows that are there already, of the literals in the check's functions,
/// the column's default, common forms of text, many more draws, and NULL.
/// </summary>
sealed class AlternativeFinder(
    NpgsqlConnection connection, SegmentProgram segment, ServerJudge judge, CheckFunctions functions, IReadOnlyList<JudgedCondition> conditions)
{
    const int MostCandidates = 2048;

    // What raises is told apart row by row. Where so many raise at the same place, the others hardly do otherwise.
    const int FirstCandidates = 64;
    const int MostAlike = 192;
    const int EnoughJudged = 192;
    const int MostAlternatives = 256;
    const int MostDraws = 64;
    const int MostRows = 100;
    const int MostRepeats = 16;
    const int EnoughDraws = 16;
    const int DrawsOfPattern = 8;
    const int DrawsOfForm = 3;
    const int FirstDraw = 300;

    readonly RowVerifier _verifier = segment.Verifier!;
    readonly TableContext _table = segment.Verifier!.Table;
    int _judged;

    /// <summary>Whether the last search was thorough: what found nothing then will find nothing.</summary>
    public bool IsThorough => _judged >= EnoughJudged;

    /// <summary>Values of a group's columns that its conditions accept in the place of a row's own; empty where none were found.</summary>
    public async Task<IReadOnlyList<object?[]>> FindAsync(JudgedGroup group, RowBatch batch, int row, CancellationToken cancellationToken)
    {
        _judged = 0;
        var drawn = await AcceptedAsync(group, batch, row, [.. Enumerable.Repeat(Free(group), MostCandidates)], cancellationToken).ConfigureAwait(false);
        // Draws that happen to pass look more natural than literals of the function.
        var natural = drawn.Where(d => !d.Values.Contains(null)).Select(d => d.Values).Take(MostAlternatives).ToList();
        if (natural.Count >= EnoughDraws)
            return natural;
        var given = await RowsAsync(group, cancellationToken).ConfigureAwait(false);
        given.AddRange(Combined(group, withForms: false));
        var found = drawn.Concat(await AcceptedAsync(group, batch, row, given, cancellationToken).ConfigureAwait(false)).ToList();
        if (found.TrueForAll(f => f.Values.Contains(null)))
            found.AddRange(await AcceptedAsync(group, batch, row, [.. Combined(group, withForms: true)], cancellationToken).ConfigureAwait(false));
        var values = found.Select(f => Array.TrueForAll(f.Given, v => v == Alternative.Drawn) ? f.Values : f.Given).ToList();
        return [.. Best(values).Take(MostAlternatives)];
    }

    /// <summary>The less is fixed, and the less of that is NULL, the better. Of what has to be fixed no value is left out.</summary>
    static IEnumerable<object?[]> Best(List<object?[]> values)
    {
        if (values.Count == 0)
            return values;
        var best = values.GroupBy(Cost).OrderBy(g => g.Key).First().ToList();
        var others = Enumerable.Range(0, values[0].Length).Where(i => best.TrueForAll(b => b[i] is not null && b[i] != Alternative.Drawn))
            .SelectMany(i => values.Where(v => v[i] is not null && v[i] != Alternative.Drawn).GroupBy(v => v[i]).Where(g => !best.Exists(b => Equals(b[i], g.Key))).Select(g => g.MinBy(Cost)!));
        return best.Concat(others.Distinct().ToList());
    }

    static int Cost(object?[] values) => values.Sum(v => v is null ? 2 : v == Alternative.Drawn ? 0 : 1);

    /// <summary>All columns drawn.</summary>
    static object?[] Free(JudgedGroup group) => [.. group.Columns.Select(_ => Alternative.Drawn)];

    /// <summary>
    /// The candidates that pass all checks when they stand in the row, each with the values of all columns of the group. Ends before the last one
    /// where enough draws were found, or where all raise at one place.
    /// </summary>
    async Task<IReadOnlyList<(object?[] Given, object?[] Values)>> AcceptedAsync(
        JudgedGroup group, RowBatch batch, int row, IReadOnlyList<object?[]> candidates, CancellationToken cancellationToken)
    {
        var accepted = new List<(object?[], object?[])>();
        var raised = new List<PostgresException>();
        for (var (first, count) = (0, FirstCandidates); first < candidates.Count; (first, count) = (first + count, count * 2))
        {
            var part = candidates.Skip(first).Take(count).ToList();
            var (scratch, open) = Prepare(group, batch, row, part, FirstDraw + first);
            _judged += open.Count;
            if (await judge.JudgeAsync(connection, scratch, open, cancellationToken).ConfigureAwait(false) is not { } judgement)
                return [];
            accepted.AddRange(open.Where(i => !judgement.Failed.TryGetValue(i, out var failed) || !failed.Intersect(group.Conditions).Any())
                .Select(i => (part[i], group.Columns.Select(c => scratch.Columns[c]!.GetValue(i)).ToArray())));
            raised.AddRange(judgement.Raised.Values);
            var isEnough = accepted.Count >= MostDraws && ReferenceEquals(candidates[0], candidates[^1]);
            if (isEnough || (accepted.Count == 0 && raised.Count >= MostAlike && raised.TrueForAll(e => IsSame(e, raised[0]))))
                break;
        }
        return accepted;
    }

    /// <summary>Rows with the candidates in the place of a row's own values, and those of them that pass what is checked here.</summary>
    (RowBatch Rows, List<int> Open) Prepare(JudgedGroup group, RowBatch batch, int row, List<object?[]> candidates, int attempt)
    {
        var scratch = segment.CreateBatch(candidates.Count);
        scratch.Reset(batch.OrdinalOf(row), batch.InstanceOf(row), candidates.Count);
        var open = new List<int>();
        for (var i = 0; i < candidates.Count; i++)
        {
            foreach (var column in segment.Written)
                scratch.Columns[column]!.CopyFrom(i, batch.Columns[column]!, row);
            foreach (var step in group.Steps)
                step.Fill(scratch, i, i + 1, attempt);
            Alternative.Put(group.Columns, candidates[i], scratch, i);
            _verifier.FillDependents(scratch, i, [.. group.Columns]);
            if (_verifier.Passes(scratch, i) || _verifier.TryMend(scratch, i))
                open.Add(i);
        }
        return (scratch, open);
    }

    /// <summary>Whether two errors came out of one place.</summary>
    static bool IsSame(PostgresException one, PostgresException other) =>
        one.SqlState == other.SqlState && one.ColumnName == other.ColumnName && (one.Where is null ? one.MessageText == other.MessageText : one.Where == other.Where);

    /// <summary>The values of rows that the table holds already.</summary>
    async Task<List<object?[]>> RowsAsync(JudgedGroup group, CancellationToken cancellationToken)
    {
        var columns = group.Columns.Select(c => _table.Table.Columns[c]).ToList();
        var rows = new List<object?[]>();
        if (columns.Count == 0 || !columns.TrueForAll(c => c.CanSelect) || !_table.Resolved.State.HasRows)
            return rows;
        using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture,
                $"SELECT {string.Join(", ", columns.Select(c => QualifiedName.Quote(c.Name) + "::text"))} FROM {_table.Table.Name.ToSql()} LIMIT {MostRows}"), connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var values = group.Columns.Select((c, i) => reader.IsDBNull(i) ? null : FromUser(segment.Codecs[c], reader.GetString(i))).ToArray();
            if (values.Select((v, i) => v is not null || reader.IsDBNull(i)).All(isRead => isRead))
                rows.Add(values);
        }
        return rows;
    }

    /// <summary>Every combination of drawn and simple values, several times with other draws; where these are too many, one and two columns' at a time.</summary>
    IEnumerable<object?[]> Combined(JudgedGroup group, bool withForms)
    {
        var lists = group.Columns.Select(c => Simple(group, c, withForms).Distinct().ToList()).ToList();
        var all = lists.Aggregate(1L, (product, l) => Math.Min(MostCandidates + 1, product * (l.Count + 1)));
        if (all <= MostCandidates)
        {
            var combined = lists.Aggregate((IEnumerable<object?[]>)[[]], (found, l) => found.SelectMany(_ => l.Prepend(Alternative.Drawn), (values, v) => (object?[])[.. values, v])).ToList();
            return Enumerable.Range(0, (int)Math.Min(MostRepeats, MostCandidates / all)).SelectMany(_ => combined);
        }
        var single = lists.SelectMany((l, i) => l.Select(v => With(Free(group), i, v))).ToList();
        var pairs = lists.SelectMany((l, i) => l.SelectMany(v => lists.Skip(i + 1).SelectMany((m, at) => m.Select(w => With(With(Free(group), i, v), i + 1 + at, w)))));
        return single.Concat(pairs).Take(MostCandidates);
    }

    static object?[] With(object?[] values, int index, object? value)
    {
        values[index] = value;
        return values;
    }

    IEnumerable<object?> Simple(JudgedGroup group, int index, bool withForms)
    {
        var column = _table.ColumnAt(index);
        // Only parents' keys serve a foreign key.
        if (!group.Steps.Any(s => s is SourceStep or MixedLocalesStep && s.Writes.Contains(index)))
            yield break;
        var codec = segment.Codecs[index];
        var texts = group.Conditions.Select(c => conditions[c]).Where(c => c.Columns.Contains(column.Name)).SelectMany(c => functions.Literals(c.Check)).ToList();
        foreach (var text in texts.Concat(column.Default is { } given ? ConstantExpression.TextsIn(given) : []).Distinct(StringComparer.Ordinal))
        {
            foreach (var value in Variants(index, codec, text))
                yield return value;
        }
        foreach (var form in withForms && codec.ValueType == typeof(string) ? CommonForms.Of(texts) : [])
        {
            foreach (var value in Matching(index, codec, form, DrawsOfForm))
                yield return value;
        }
        if (!column.NotNull)
            yield return null;
    }

    IEnumerable<object> Variants(int index, TypeCodec codec, string text)
    {
        if (FromUser(codec, text) is { } value)
            yield return value;
        if (codec is ArrayCodec && FromUser(codec, new object[] { text }) is { } list)
            yield return list;
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            foreach (var near in new[] { number - 1, number + 1 })
            {
                if (FromUser(codec, near.ToString(CultureInfo.InvariantCulture)) is { } neighbour)
                    yield return neighbour;
            }
        }
        else if (codec.ValueType == typeof(string) && CommonForms.IsPattern(text))
        {
            foreach (var match in Matching(index, codec, CommonForms.Like(text, isNegated: false), DrawsOfPattern))
                yield return match;
        }
    }

    /// <summary>Texts of a form.</summary>
    IEnumerable<object> Matching(int index, TypeCodec codec, ColumnDomain form, int draws)
    {
        if (_table.Run.Compiler.NarrowedSource(_table.Table, index, form) is not { } source)
            yield break;
        var batch = segment.CreateBatch(1);
        batch.Reset(segment.Segment.FirstOrdinal, 0, 1);
        var cell = codec.CreateVector(1);
        for (var i = 0; i < draws; i++)
        {
            source.Write(cell, 0, CellRandom.For(_table.StreamKey("#pattern"), i), new CellContext(batch, 0));
            if (cell.GetValue(0) is { } value)
                yield return value;
        }
    }

    static object? FromUser(TypeCodec codec, object value)
    {
        try
        {
            return codec.FromUser(value);
        }
        catch (ValueConversionException)
        {
            return null;
        }
    }
}
