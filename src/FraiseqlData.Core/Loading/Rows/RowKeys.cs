using System.Text;
using FraiseqlData.Generation;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>The values of columns of a table's rows, by ordinal: as a rule of a unique key.</summary>
abstract class RowKeys(IReadOnlyList<int> columns)
{
    /// <summary>The indexes of the columns.</summary>
    public IReadOnlyList<int> Columns { get; } = columns;

    /// <summary>The values of rows in text form: an array for each column.</summary>
    public abstract string?[][] Texts(long first, int count);

    /// <summary>The unique key by which rows can be found again, or null for none.</summary>
    public static RowKeys? Find(TableProgram program)
    {
        var table = program.Table.Table;
        foreach (var key in Candidates(program))
        {
            if (program.Segments.All(s => s.CanCompute(key)))
                return new ComputedRowKeys(program.Segments, key);
            if (program.Stored.Find(s => s.Columns.SequenceEqual(key) && s.Count > 0) is { } stored)
                return new StoredRowKeys(stored);
        }
        return null;
    }

    /// <summary>A collection that keeps the key of rows that user code makes, or null where the key can be computed or nothing would be gained.</summary>
    public static StoredKeys? ToCollect(TableProgram program)
    {
        var keys = Candidates(program).ToList();
        var isKnown = keys.Exists(k => program.Segments.All(s => s.CanCompute(k)) || program.Stored.Exists(s => s.Columns.SequenceEqual(k)));
        return isKnown || program.Table.Table.MayChangeRows || keys.Find(k => program.Segments.All(s => !k.Except(s.Written).Any())) is not { } found
            ? null
            : new StoredKeys(found, [.. found.Select(c => program.Segments[0].Codecs[c])]);
    }

    /// <summary>The plain unique keys without NULLs that the role can read and that nothing changes later, the primary key first.</summary>
    static IEnumerable<int[]> Candidates(TableProgram program)
    {
        var table = program.Table.Table;
        return table.UniqueKeys
            .Where(k => k.IsPlain && !k.WithoutOverlaps && k.Columns.Count > 0)
            .Select(k => k.Columns.Select(table.GetColumn).ToList())
            .Where(k => k.TrueForAll(c => c is { NotNull: true, CanSelect: true, Type.Underlying.Kind: PgTypeKind.Base or PgTypeKind.Enum }))
            .Select(k => k.Select(c => program.Table.IndexOf(c.Name)).ToArray())
            .Where(k => !program.SecondPass.Any(p => p.SetColumns.Intersect(k).Any()));
    }
}

/// <summary>Keys that the table's programs make again.</summary>
sealed class ComputedRowKeys(IReadOnlyList<SegmentProgram> segments, IReadOnlyList<int> columns) : RowKeys(columns)
{
    const int BatchRows = 1024;

    public override string?[][] Texts(long first, int count)
    {
        var texts = Columns.Select(_ => new string?[count]).ToArray();
        var scratch = new StringBuilder();
        foreach (var segment in segments)
        {
            var (start, end) = (Math.Max(first, segment.Segment.FirstOrdinal), Math.Min(first + count, segment.Segment.FirstOrdinal + segment.Segment.Count));
            if (start >= end)
                continue;
            var batch = segment.CreateBatch((int)Math.Min(BatchRows, end - start));
            for (var at = start; at < end; at += batch.Count)
            {
                segment.FillOnly(batch, at, (int)Math.Min(BatchRows, end - at), Columns);
                for (var i = 0; i < Columns.Count; i++)
                {
                    for (var row = 0; row < batch.Count; row++)
                    {
                        if (batch.Columns[Columns[i]]!.IsNull(row))
                            continue;
                        segment.Codecs[Columns[i]].AppendText(batch.Columns[Columns[i]]!, row, scratch.Clear());
                        texts[i][(int)(at - first) + row] = scratch.ToString();
                    }
                }
            }
        }
        return texts;
    }
}

/// <summary>Keys that were kept while the rows were loaded.</summary>
sealed class StoredRowKeys(StoredKeys stored) : RowKeys(stored.Columns)
{
    public override string?[][] Texts(long first, int count)
    {
        var vectors = stored.Codecs.Select(c => c.CreateVector(1)).ToList();
        var texts = stored.Columns.Select(_ => new string?[count]).ToArray();
        var scratch = new StringBuilder();
        for (var row = 0; row < count; row++)
        {
            stored.Copy(first + row, vectors, 0);
            for (var i = 0; i < vectors.Count; i++)
            {
                stored.Codecs[i].AppendText(vectors[i], 0, scratch.Clear());
                texts[i][row] = scratch.ToString();
            }
        }
        return texts;
    }
}
