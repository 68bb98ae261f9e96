using System.Diagnostics;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Loading;
using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Benchmarks;

/// <summary>Makes and decodes pattern UUIDs on one core, and counts what is allocated for each id on its way to COPY.</summary>
static class IdBenchmark
{
    const int BatchRows = 1000;

    public static void Run(int count)
    {
        var prefix = new PatternUuid(13210, 21, 42, 1000, 15, 0);
        // Once for the compiler.
        _ = Make(prefix, 10_000);
        var (made, allocated) = Measure(() => Make(prefix, count));
        Console.WriteLine($"made     {count} ids into COPY data in {made.TotalMilliseconds:0} ms, {allocated / (double)count:0.000} bytes allocated for each");
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = (prefix with { Instance = i }).ToGuid();
        _ = Decode(ids.AsSpan(0, Math.Min(count, 10_000)));
        var (decoded, _) = Measure(() => Decode(ids));
        Console.WriteLine($"decoded  {count} ids in {decoded.TotalMilliseconds:0} ms");
    }

    static (TimeSpan Time, long Bytes) Measure(Action work)
    {
        var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        work();
        return (clock.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    static int Make(PatternUuid prefix, int count)
    {
        var step = UuidStep.Pattern(0, 1, prefix);
        var batch = new RowBatch([new ColumnVector<Guid>(BatchRows)], BatchRows);
        var (encoder, buffer) = (RowEncoder.Create([0], [new UuidCodec(PlainTypes.All.First(t => t.Name.Name == "uuid"), -1)]), new CopyBuffer());
        for (var first = 0; first < count; first += BatchRows)
        {
            batch.Reset(first, 1 + first, Math.Min(BatchRows, count - first));
            step.Fill(batch, 0, batch.Count, attempt: 0);
            buffer.Clear();
            for (var row = 0; row < batch.Count; row++)
                encoder.Encode(batch, row, buffer);
        }
        return count;
    }

    static long Decode(ReadOnlySpan<Guid> ids)
    {
        var sum = 0L;
        foreach (var id in ids)
            sum += PatternUuid.Parse(id)!.Value.Instance;
        return sum;
    }
}
