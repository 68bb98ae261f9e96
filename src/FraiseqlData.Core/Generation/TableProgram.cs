using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Makes all rows of one table in a run.</summary>
/// <param name="Table">The resolved table.</param>
/// <param name="Segments">The programs of its segments, in ordinal order.</param>
/// <param name="Stored">Keys that children need and that nobody can compute: who loads the table adds them, in row order.</param>
/// <param name="SecondPass">References that are set by an update when all tables are loaded.</param>
sealed record TableProgram(
    ResolvedTable Table,
    IReadOnlyList<SegmentProgram> Segments,
    List<StoredKeys> Stored,
    IReadOnlyList<SecondPassProgram> SecondPass)
{
    const int BatchRows = 1000;

    /// <summary>Whether only the server gives a value of these columns.</summary>
    public bool IsServerGiven(IReadOnlyList<int> columns) => Segments.Any(s => columns.Except(s.Written).Any());

    /// <summary>Makes all rows once for the keys that children need, where no one loads the table.</summary>
    public void StoreKeys()
    {
        foreach (var segment in Stored.Count > 0 ? Segments : [])
        {
            var batch = segment.CreateBatch((int)Math.Min(BatchRows, segment.Segment.Count));
            var end = segment.Segment.FirstOrdinal + segment.Segment.Count;
            for (var ordinal = segment.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
            {
                segment.Fill(batch, ordinal, (int)Math.Min(BatchRows, end - ordinal));
                foreach (var stored in Stored)
                    stored.Add(batch);
            }
        }
    }

    /// <summary>Keys that children compute but that a trigger may change: who loads the table checks them.</summary>
    public List<CheckedKeys> Checked { get; } = [];
}
