using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>
/// Looks for values that a check accepts which refuses what is drawn: values of rows that are there already, of the literals in the check's functions,
/// the column's default, many more draws, and NULL.
/// </summary>
sealed class AlternativeFinder(
    NpgsqlConnection connection, SegmentProgram segment, JudgeQuery query, CheckFunctions functions, IReadOnlyList<JudgedCondition> conditions)
{
    const int MostCandidates = 2048;
    const int MostAlternatives = 256;
    const int MostRows = 100;
    const int DrawsOfPattern = 8;
    const int FirstDraw = 300;

    readonly RowVerifier _verifier = segment.Verifier!;
    readonly TableContext _table = segment.Verifier!.Table;

    /// <summary>Values of a group's columns that its conditions accept in the place of a row's own; empty where none were found.</summary>
    public async Task<IReadOnlyList<object?[]>> FindAsync(JudgedGroup group, RowBatch batch, int row, CancellationToken cancellationToken)
    {
        var given = await RowsAsync(group, cancellationToken).ConfigureAwait(false);
        given.AddRange(Combined(group, batch, row));
        var found = await AcceptedAsync(group, batch, row, given.Count, (scratch, i) => Put(group, scratch, i, given[i]), cancellationToken).ConfigureAwait(false);
        // A draw that happens to pass looks more natural than a literal of the function, but NULL says least.
        var drawn = await AcceptedAsync(group, batch, row, MostCandidates, (scratch, i) => Draw(group, scratch, i), cancellationToken).ConfigureAwait(false);
        var all = drawn.Take(MostAlternatives).Concat(found.Take(MostAlternatives)).ToList();
        var fewestNulls = all.Select(Nulls).DefaultIfEmpty(0).Min();
        return [.. all.Where(values => Nulls(values) == fewestNulls)];
    }

    static int Nulls(object?[] values) => values.Count(v => v is null);

    static void Put(JudgedGroup group, RowBatch scratch, int row, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            scratch.Columns[group.Columns[i]]!.SetValue(row, values[i]);
    }

    static void Draw(JudgedGroup group, RowBatch scratch, int row)
    {
        foreach (var step in group.Steps)
            step.Fill(scratch, row, row + 1, FirstDraw);
    }

    /// <summary>The candidates that pass all checks when they stand in the row.</summary>
    async Task<IReadOnlyList<object?[]>> AcceptedAsync(
        JudgedGroup group, RowBatch batch, int row, int count, Action<RowBatch, int> put, CancellationToken cancellationToken)
    {
        if (count == 0)
            return [];
        var scratch = segment.CreateBatch(count);
        scratch.Reset(batch.OrdinalOf(row), batch.InstanceOf(row), count);
        var open = new List<int>();
        for (var i = 0; i < count; i++)
        {
            foreach (var column in segment.Written)
                scratch.Columns[column]!.CopyFrom(i, batch.Columns[column]!, row);
            put(scratch, i);
            _verifier.FillDependents(scratch, i, [.. group.Columns]);
            if (_verifier.Passes(scratch, i))
                open.Add(i);
        }
        if (await query.JudgeAsync(connection, scratch, open, cancellationToken).ConfigureAwait(false) is not { } judgement)
            return [];
        return [.. open.Where(i => !judgement.Failed.TryGetValue(i, out var failed) || !failed.Intersect(group.Conditions).Any())
            .Select(i => group.Columns.Select(c => scratch.Columns[c]!.GetValue(i)).ToArray())];
    }

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

    /// <summary>Every combination of the columns' simple values, or where these are too many one column's at a time.</summary>
    IEnumerable<object?[]> Combined(JudgedGroup group, RowBatch batch, int row)
    {
        var own = group.Columns.Select(c => batch.Columns[c]!.GetValue(row)).ToArray();
        var lists = group.Columns.Select((c, i) => Simple(group, c).Prepend(own[i]).Distinct().ToList()).ToList();
        if (lists.Aggregate(1L, (all, l) => Math.Min(MostCandidates + 1, all * l.Count)) > MostCandidates)
            return lists.SelectMany((l, i) => l.Select(v => own.Select((o, at) => at == i ? v : o).ToArray())).Take(MostCandidates);
        return lists.Aggregate((IEnumerable<object?[]>)[[]], (all, l) => all.SelectMany(_ => l, (values, v) => (object?[])[.. values, v])).Take(MostCandidates);
    }

    IEnumerable<object?> Simple(JudgedGroup group, int index)
    {
        var column = _table.ColumnAt(index);
        // Only parents' keys serve a foreign key.
        if (!group.Steps.OfType<SourceStep>().Any(s => s.Writes.Contains(index)))
            yield break;
        var codec = segment.Codecs[index];
        var texts = group.Conditions.Select(c => conditions[c]).Where(c => c.Columns.Contains(column.Name)).SelectMany(c => functions.Literals(c.Check));
        foreach (var text in texts.Concat(column.Default is { } given ? ConstantExpression.TextsIn(given) : []).Distinct(StringComparer.Ordinal))
        {
            foreach (var value in Variants(index, codec, text))
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
        else if (codec.ValueType == typeof(string) && text.AsSpan().IndexOfAny(@"^$[\(*+?{.") >= 0)
        {
            foreach (var match in Matching(index, codec, text))
                yield return match;
        }
    }

    /// <summary>Texts that match a literal which may be a regular expression.</summary>
    IEnumerable<object> Matching(int index, TypeCodec codec, string regex)
    {
        var domain = new ColumnDomain { Patterns = [new TextPattern(regex, false, false)], From = ["function"] };
        if (_table.Run.Compiler.NarrowedSource(_table.Table, index, domain) is not { } source)
            yield break;
        var batch = segment.CreateBatch(1);
        batch.Reset(segment.Segment.FirstOrdinal, 0, 1);
        var cell = codec.CreateVector(1);
        for (var i = 0; i < DrawsOfPattern; i++)
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
