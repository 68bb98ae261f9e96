using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Staging;

/// <summary>Some rows of a run as they stand in staging. Valid until the next ones are asked for.</summary>
/// <param name="Batch">The rows, by the staging table's columns.</param>
/// <param name="Columns">The indexes of the columns that have values.</param>
/// <param name="Expressions">The columns that the server computes while the rows are inserted.</param>
sealed record StagedBatch(RowBatch Batch, IReadOnlyList<int> Columns, IReadOnlyList<SqlColumn> Expressions);

/// <summary>Turns the rows of a table's program into those of its staging table.</summary>
sealed class StagedRows
{
    readonly TableProgram _program;
    readonly IReadOnlyList<StagedKeys> _parents;
    readonly IReadOnlyList<StagedKeys> _children;
    readonly Func<StagedColumn, bool> _hasDefault;

    /// <summary>Prepares a table.</summary>
    /// <param name="staged">How it stands in staging.</param>
    /// <param name="program">Makes its rows.</param>
    /// <param name="parents">What stands for the parents, for each of its references.</param>
    /// <param name="children">What children need to know of its rows, where that is only known when they are made.</param>
    /// <param name="hasDefault">Whether the staging table gives a column that no row has the value that production would give it.</param>
    public StagedRows(StagedTable staged, TableProgram program, IReadOnlyList<StagedKeys> parents, IReadOnlyList<StagedKeys> children, Func<StagedColumn, bool> hasDefault)
    {
        (Staged, _program, _parents, _children, _hasDefault) = (staged, program, parents, children, hasDefault);
        Model = staged.ToTable();
        Codecs = [.. Model.Columns.Select(TypeCodecs.For)];
        foreach (var segment in program.Segments)
        {
            if (staged.Numbered.FirstOrDefault(segment.Segment.Overrides.ContainsKey) is { } lost && segment.Segment.Overrides[lost] is not Planning.DefaultOverride)
                throw StagingErrors.OverrideLost(program.Table.Table, lost);
        }
    }

    /// <summary>How the table stands in staging.</summary>
    public StagedTable Staged { get; }

    /// <summary>The staging table.</summary>
    public Table Model { get; }

    /// <summary>The codecs of its columns.</summary>
    public IReadOnlyList<TypeCodec> Codecs { get; }

    /// <summary>The rows of one segment.</summary>
    public IEnumerable<StagedBatch> Read(WholeRows rows, CancellationToken cancellationToken)
    {
        var own = Own(rows);
        var references = References(rows);
        List<int> columns = [.. own.Select(o => o.Staged).Concat(references.SelectMany(r => r.Targets.Select(t => t.Staged))).Order()];
        var expressions = Expressions(rows, columns);
        RowBatch? staged = null;
        foreach (var batch in rows.Read(cancellationToken))
        {
            staged ??= new RowBatch(new ColumnVector?[Model.Columns.Count], batch.Capacity);
            staged.Reset(batch.FirstOrdinal, batch.FirstInstance, batch.Count);
            foreach (var child in _children)
                child.Collect(_program, rows.Program, batch);
            foreach (var (target, source) in own)
                staged.Columns[target] = batch.Columns[source];
            foreach (var reference in references)
                Translate(reference, rows.Program, batch, staged);
            yield return new StagedBatch(staged, columns, expressions);
        }
    }

    /// <summary>The columns that go to staging as they are.</summary>
    List<(int Staged, int Source)> Own(WholeRows rows) =>
        [.. Indexed().Where(c => c.Column.Reference is null).Select(c => (c.Index, Source: _program.Table.IndexOf(c.Column.Origin.Name))).Where(c => rows.Columns.Contains(c.Source))];

    List<TranslatedReference> References(WholeRows rows)
    {
        var references = new List<TranslatedReference>();
        foreach (var keys in _parents)
        {
            List<int> columns = [.. keys.Reference.Key.Columns.Select(_program.Table.IndexOf)];
            if (!columns.TrueForAll(c => rows.Columns.Contains(c)))
                continue;
            List<(int, int)> targets = [.. keys.Reference.Finders.Select((f, part) => (Staged: Indexed().FirstOrDefault(c => c.Column.Name == f.Column && c.Column.Reference is not null, (Index: -1, Column: null!)).Index, part)).Where(t => t.Staged >= 0)];
            references.Add(new TranslatedReference(keys, columns, targets));
        }
        return references;
    }

    /// <summary>What the server computes: expressions of the user's, and production's defaults where staging has none.</summary>
    List<SqlColumn> Expressions(WholeRows rows, List<int> columns)
    {
        var given = rows.Program.Expressions.ToDictionary(e => _program.Table.Table.Columns[e.Column].Name, e => e.Sql, StringComparer.Ordinal);
        return [.. Indexed().Where(c => !columns.Contains(c.Index))
            .Select(c => (c.Index, Sql: c.Column.Reference is not null ? null : given.GetValueOrDefault(c.Column.Origin.Name) ?? (_hasDefault(c.Column) ? null : c.Column.Default)))
            .Where(c => c.Sql is not null).Select(c => new SqlColumn(c.Index, c.Sql!))];
    }

    void Translate(TranslatedReference reference, SegmentProgram program, RowBatch batch, RowBatch staged)
    {
        foreach (var (target, _) in reference.Targets)
            staged.Columns[target] ??= Codecs[target].CreateVector(batch.Capacity);
        for (var row = 0; row < batch.Count; row++)
        {
            var instance = batch.InstanceOf(row);
            var values = reference.Keys.Find(batch, row, reference.Columns, program.Codecs, text => StagingErrors.ParentMissing(_program.Table.Table, reference.Keys.Reference.Key, text, instance));
            foreach (var (target, part) in reference.Targets)
                staged.Columns[target]!.SetValue(row, values?[part]);
        }
    }

    IEnumerable<(int Index, StagedColumn Column)> Indexed() => Staged.Columns.Select((c, i) => (i, c));

    sealed record TranslatedReference(StagedKeys Keys, IReadOnlyList<int> Columns, IReadOnlyList<(int Staged, int Part)> Targets);
}
