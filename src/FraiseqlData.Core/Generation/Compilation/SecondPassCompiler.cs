using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Compiles the update that sets a reference which was NULL at first.</summary>
static class SecondPassCompiler
{
    public static SecondPassProgram Compile(TableContext table, TableReference reference, IReadOnlyList<SegmentProgram> segments)
    {
        var keys = FindKey(table, reference).Columns.Select(table.IndexOf).ToList();
        var step = new ReferencePlanner(table, new HashSet<int>(), segments[0].Segment.NullRatios).SecondPass(reference);
        List<int> known = [.. keys.Union(step.Reads).Except(step.Writes)];
        return new SecondPassProgram(reference.Resolved, keys, step.Writes, CreateBatch, Fill) { Codecs = table.Codecs };

        RowBatch CreateBatch(int capacity)
        {
            var batch = segments[0].CreateBatch(capacity);
            foreach (var column in step.Writes)
                batch.Columns[column] ??= table.Codecs[column].CreateVector(capacity);
            return batch;
        }

        void Fill(RowBatch batch, long ordinal, int count)
        {
            var segment = segments.First(s => ordinal < s.Segment.FirstOrdinal + s.Segment.Count);
            segment.FillOnly(batch, ordinal, (int)Math.Min(count, segment.Segment.FirstOrdinal + segment.Segment.Count - ordinal), known);
            step.Fill(batch, 0, batch.Count, attempt: 0);
        }
    }

    /// <summary>The unique key by which rows are found again; the order of tables made sure that there is one.</summary>
    static UniqueKey FindKey(TableContext table, TableReference reference) =>
        table.Table.UniqueKeys.FirstOrDefault(u => u.IsPlain
            && u.Columns.All(c => !table.Resolved.Segments.Any(s => s.Overrides.GetValueOrDefault(c) is DefaultOverride or SqlOverride) && table.Table.GetColumn(c).NotNull && (table.Data.Keys.ContainsKey(c) || table.Table.GetColumn(c).Sequence is null)))
            ?? throw PlanErrors.ParentMissing(table.Table, reference.Key, "it closes a circle, and no unique key tells the rows apart whose values are known before they are written");
}
