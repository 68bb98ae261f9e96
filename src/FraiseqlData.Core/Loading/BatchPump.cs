using System.Threading.Channels;
using FraiseqlData.Generation;

namespace FraiseqlData.Loading;

/// <summary>Makes the rows of a segment batch by batch: the next ones on another thread while the last ones are written, in a few reused buffers.</summary>
static class BatchPump
{
    const int Buffers = 3;
    const int MostRows = 4096;
    const int MostScriptRows = 512;
    const int FewestRows = 64;
    const int BatchBytes = 1 << 20;
    const int FixedWidth = 16;
    const int TextWidth = 64;

    /// <summary>How many rows a batch should have: fewer where rows are wide or user code makes them.</summary>
    public static int CapacityFor(SegmentProgram program)
    {
        if (program.CallsUserCode)
            return MostScriptRows;
        var width = program.Written.Sum(c => program.Codecs[c].ValueType.IsValueType ? FixedWidth : TextWidth);
        return Math.Clamp(BatchBytes / Math.Max(width, 1), FewestRows, MostRows);
    }

    /// <summary>Makes rows and hands them over in order.</summary>
    /// <param name="program">Makes the rows.</param>
    /// <param name="first">The ordinal of the first row within the table.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="isSerial">Whether a batch may be made only when the one before it was taken.</param>
    /// <param name="take">Takes a batch; it is reused afterwards.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task RunAsync(
        SegmentProgram program, long first, long count, bool isSerial, Func<RowBatch, ValueTask> take, CancellationToken cancellationToken)
    {
        var capacity = (int)Math.Min(count, CapacityFor(program));
        if (isSerial || program.CallsUserCode || count <= capacity)
            await RunSeriallyAsync(program, first, count, capacity, take, cancellationToken).ConfigureAwait(false);
        else
            await RunPipelinedAsync(program, first, count, capacity, take, cancellationToken).ConfigureAwait(false);
    }

    static async Task RunSeriallyAsync(
        SegmentProgram program, long first, long count, int capacity, Func<RowBatch, ValueTask> take, CancellationToken cancellationToken)
    {
        var batch = program.CreateBatch(capacity);
        for (long done = 0; done < count; done += batch.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            program.Fill(batch, first + done, (int)Math.Min(capacity, count - done));
            await take(batch).ConfigureAwait(false);
        }
    }

    static async Task RunPipelinedAsync(
        SegmentProgram program, long first, long count, int capacity, Func<RowBatch, ValueTask> take, CancellationToken cancellationToken)
    {
        var free = Channel.CreateBounded<RowBatch>(Buffers);
        var full = Channel.CreateBounded<RowBatch>(Buffers);
        for (var i = 0; i < Buffers; i++)
            _ = free.Writer.TryWrite(program.CreateBatch(capacity));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var maker = Task.Run(() => MakeAsync(program, first, count, capacity, free.Reader, full.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in full.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await take(batch).ConfigureAwait(false);
                _ = free.Writer.TryWrite(batch);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await maker.ConfigureAwait(false);
        }
    }

    static async Task MakeAsync(
        SegmentProgram program, long first, long count, int capacity, ChannelReader<RowBatch> free, ChannelWriter<RowBatch> full, CancellationToken cancellationToken)
    {
        try
        {
            for (long done = 0; done < count;)
            {
                var batch = await free.ReadAsync(cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                program.Fill(batch, first + done, (int)Math.Min(capacity, count - done));
                done += batch.Count;
                await full.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            full.Complete();
        }
        catch (Exception e)
        {
            // Whoever takes the batches gets the error in the place of the next one.
            full.Complete(e);
        }
    }
}
