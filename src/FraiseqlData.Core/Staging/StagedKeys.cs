using System.Text;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>
/// What stands in staging for the parents of a reference: by the key that children have, the values of the parent's staging key. Rows of the run are
/// computed, those that were there before are read once.
/// </summary>
/// <param name="reference">The reference.</param>
/// <param name="parents">The parent's programs; several where a table is filled by way of its partitions, none where the run does not fill it.</param>
/// <param name="above">What stands for the parent's own parents.</param>
sealed class StagedKeys(StagedReference reference, IReadOnlyList<TableProgram> parents, Func<StagedTable, StagedReference, StagedKeys> above)
{
    const int BatchRows = 4096;
    const char Separator = '\u0001';

    readonly Dictionary<string, object?[]> _known = new(StringComparer.Ordinal);
    readonly StringBuilder _scratch = new();
    bool _isComputed = parents.Count == 0;

    /// <summary>The reference.</summary>
    public StagedReference Reference => reference;

    /// <summary>Whether the parents' keys are only known when they are written.</summary>
    public bool MustCollect => parents.Any(p => !p.Segments.All(s => s.CanCompute(Needed(p))));

    /// <summary>The values for a child; null where a column of its key is NULL.</summary>
    /// <param name="batch">The child's batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">The indexes of the foreign key's columns.</param>
    /// <param name="codecs">The child's codecs.</param>
    /// <param name="missing">Makes the error where no such parent is known.</param>
    public object?[]? Find(RowBatch batch, int row, IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, Func<string, Exception> missing) =>
        columns.Any(c => batch.Columns[c]!.IsNull(row)) ? null : Find(Text(batch, row, columns, codecs), missing);

    /// <summary>The values for the text of a key.</summary>
    public object?[] Find(string text, Func<string, Exception> missing)
    {
        if (!_isComputed)
            Compute();
        return _known.TryGetValue(text, out var found) ? found : throw missing(text.Replace(Separator.ToString(), ", ", StringComparison.Ordinal));
    }

    /// <summary>Joins the parts of a key.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join(Separator, parts);

    /// <summary>Reads what stands for the rows that production holds.</summary>
    public async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (sql, table) = (new ProductionSql(), reference.Parent);
        var values = reference.Finders.Select(f => sql.Value(table, "t", f.ParentColumn) + "::text").ToList();
        var keys = reference.Key.ReferencedColumns.Select(c => $"t.{QualifiedName.Quote(c)}::text");
        using var command = new NpgsqlCommand(
            $"SELECT {string.Join(", ", keys.Concat(values))} FROM {table.Rows} AS t {string.Join(' ', sql.Joins)} "
            + $"WHERE {string.Join(" AND ", reference.Key.ReferencedColumns.Select(c => $"t.{QualifiedName.Quote(c)} IS NOT NULL"))}", connection)
        { CommandTimeout = 0 };
        var codecs = reference.Finders.Select(f => TypeCodecs.For(table.GetColumn(f.ParentColumn).Origin)).ToList();
        var width = reference.Key.ReferencedColumns.Count;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _known[Join(Enumerable.Range(0, width).Select(reader.GetString))] =
                [.. codecs.Select((c, i) => reader.IsDBNull(width + i) ? null : c.FromUser(c.Parse(reader.GetString(width + i))))];
        }
    }

    /// <summary>Takes the keys of parents that are being written.</summary>
    public void Collect(TableProgram parent, SegmentProgram program, RowBatch batch)
    {
        _isComputed = true;
        Add(parent, program, batch);
    }

    void Compute()
    {
        _isComputed = true;
        foreach (var (parent, segment) in parents.SelectMany(p => p.Segments.Select(s => (p, s))))
        {
            var (steps, end) = (segment.StepsOf(Needed(parent)), segment.Segment.FirstOrdinal + segment.Segment.Count);
            var batch = segment.CreateBatch((int)Math.Min(BatchRows, segment.Segment.Count));
            for (var ordinal = segment.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
            {
                segment.FillOnly(batch, ordinal, (int)Math.Min(BatchRows, end - ordinal), steps);
                Add(parent, segment, batch);
            }
        }
    }

    void Add(TableProgram parent, SegmentProgram program, RowBatch batch)
    {
        var key = Indexes(parent, reference.Key.ReferencedColumns);
        var parts = reference.Finders.Select(f => PartOf(parent, reference.Parent, f.ParentColumn)).ToList();
        for (var row = 0; row < batch.Count; row++)
        {
            if (key.Any(c => batch.Columns[c] is not { } vector || vector.IsNull(row)))
                continue;
            var values = new object?[parts.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = parts[i](program, batch, row);
            _known[Text(batch, row, key, program.Codecs)] = values;
        }
    }

    /// <summary>Tells the value of one of the parent's staging key columns.</summary>
    Func<SegmentProgram, RowBatch, int, object?> PartOf(TableProgram parent, StagedTable table, string column)
    {
        var provider = table.GetColumn(column).Reference is null ? null : table.References.First(r => r.Finders.Any(f => f.Column == column));
        if (provider is null)
        {
            var index = parent.Table.IndexOf(column);
            return (_, batch, row) => batch.Columns[index]!.GetValue(row);
        }
        var (keys, columns, part) = (above(table, provider), Indexes(parent, provider.Key.Columns), provider.Finders.Select(f => f.Column).ToList().IndexOf(column));
        return (program, batch, row) => keys.Find(batch, row, columns, program.Codecs, text => StagingErrors.ParentMissing(table.Table, provider.Key, text, batch.InstanceOf(row)))?[part];
    }

    /// <summary>The columns of the parent that its keys follow from.</summary>
    List<int> Needed(TableProgram parent)
    {
        var table = reference.Parent;
        var providers = table.References.Where(r => r.Provided.Any(table.Key.Contains)).ToList();
        return Indexes(parent, [.. reference.Key.ReferencedColumns.Concat(table.Key).Concat(providers.SelectMany(r => r.Key.Columns)).Distinct()]);
    }

    static List<int> Indexes(TableProgram parent, IEnumerable<string> columns) => [.. columns.Select(parent.Table.IndexOf)];

    string Text(RowBatch batch, int row, IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs)
    {
        _ = _scratch.Clear();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
                _ = _scratch.Append(Separator);
            codecs[columns[i]].AppendText(batch.Columns[columns[i]]!, row, _scratch);
        }
        return _scratch.ToString();
    }
}
