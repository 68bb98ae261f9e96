using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Staging;

/// <summary>Finds the rows of a run in production by what stood for them in staging: numbers are not known, keys are.</summary>
sealed class StagedRowFinder : RowFinder
{
    readonly StagedRun _run;
    readonly StagedTable _staged;
    readonly TableProgram _program;
    readonly RowKeys _keys;

    StagedRowFinder(StagedRun run, StagedTable staged, TableProgram program, RowKeys keys)
        : base(program.Table.Table) => (_run, _staged, _program, _keys) = (run, staged, program, keys);

    /// <summary>The finder of a table's rows, or null where it has no staging key. To be called before the rows are made: some have to be kept.</summary>
    public static StagedRowFinder? Of(StagedRun run, StagedTable staged, TableProgram program)
    {
        if (staged.Key.Count == 0)
            return null;
        List<int> columns = [.. staged.Key.Concat(Providers(staged).SelectMany(r => r.Key.Columns)).Distinct().Select(program.Table.IndexOf)];
        if (program.Segments.All(s => s.CanCompute(columns)))
            return new StagedRowFinder(run, staged, program, new ComputedRowKeys(program.Segments, columns));
        if (program.Segments.Any(s => columns.Except(s.Written).Any()))
            return null;
        var stored = new StoredKeys(columns, [.. columns.Select(c => program.Segments[0].Codecs[c])]);
        program.Stored.Add(stored);
        return new StagedRowFinder(run, staged, program, new StoredRowKeys(stored));
    }

    public override RowQuery Query(long first, int count, string prefix)
    {
        // A key holds no NULL.
        string[][] texts = _keys.Texts(first, count)!;
        var sql = StagingSql.OfKey(_staged);
        var arrays = _staged.KeyColumns.Select((c, i) => $"@{prefix}{i}::text[]::{_staged.GetColumn(c).SqlType}[]");
        var names = _staged.KeyColumns.Select(QualifiedName.Quote);
        return new RowQuery(
            $"SELECT {SelectList} FROM unnest({string.Join(", ", arrays)}) WITH ORDINALITY AS s ({string.Join(", ", names)}, fraiseqldata_n) "
            + $"{string.Join(' ', sql.Joins)} JOIN {From} ON {sql.IsRow("t")} ORDER BY s.fraiseqldata_n",
            [.. _staged.KeyColumns.Select(c => Staged(c, texts, count))]);
    }

    /// <summary>The values of one of the staging key's columns.</summary>
    string[] Staged(string column, string[][] texts, int count)
    {
        var staged = _staged.GetColumn(column);
        if (staged.Reference is null)
            return texts[PlaceOf(staged.Origin.Name)];
        var reference = Providers(_staged).First(r => r.Finders.Any(f => f.Column == column));
        var (keys, part) = (_run.KeysOf(_staged, reference), reference.Finders.Select(f => f.Column).ToList().IndexOf(column));
        var (codec, text) = (TypeCodecs.For(staged.Origin), new System.Text.StringBuilder());
        var vector = codec.CreateVector(1);
        var values = new string[count];
        for (var row = 0; row < count; row++)
        {
            var at = row;
            var found = keys.Find(StagedKeys.Join(reference.Key.Columns.Select(c => texts[PlaceOf(c)][at])), missing => StagingErrors.ParentMissing(Table, reference.Key, missing, at));
            vector.SetValue(0, found[part]);
            codec.AppendText(vector, 0, text.Clear());
            values[row] = text.ToString();
        }
        return values;
    }

    int PlaceOf(string column) => _keys.Columns.ToList().IndexOf(_program.Table.IndexOf(column));

    static IEnumerable<StagedReference> Providers(StagedTable staged) => staged.References.Where(r => r.Provided.Any(staged.Key.Contains));
}
