using System.Collections.Concurrent;

namespace FraiseqlData.Module;

/// <summary>
/// Runs engine work on a worker thread while the pipeline thread waits and carries out what the worker asks of it:
/// messages, progress, script blocks, rows. Whatever ends the wait, the worker is cancelled and awaited before control returns,
/// so that its transaction is rolled back by then.
/// </summary>
sealed class Pump : IDisposable
{
    // Bounded, so that a fast producer waits for a slow pipeline.
    const int Capacity = 256;

    readonly BlockingCollection<Action> _requests = new(Capacity);
    readonly CancellationTokenSource _cancel;

    public Pump(CancellationToken stopping) => _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    /// <summary>Runs the source on a worker thread and gives its items, one after the other, on the calling thread. Once per pump.</summary>
    public IEnumerable<T> Run<T>(Func<CancellationToken, IAsyncEnumerable<T>> source)
    {
        var ready = new Queue<T>();
        var worker = Task.Run(async () =>
        {
            try
            {
                await foreach (var item in source(_cancel.Token).WithCancellation(_cancel.Token))
                    _requests.Add(() => ready.Enqueue(item), _cancel.Token);
            }
            finally
            {
                _requests.CompleteAdding();
            }
        });
        try
        {
            foreach (var request in _requests.GetConsumingEnumerable())
            {
                request();
                while (ready.TryDequeue(out var item))
                    yield return item;
            }
            worker.GetAwaiter().GetResult();
        }
        finally
        {
            _cancel.Cancel();
            // The exception that ended the wait counts, not what the worker says to its cancellation.
            ((IAsyncResult)worker).AsyncWaitHandle.WaitOne();
        }
    }

    /// <summary>For the worker: has something done on the pipeline thread and waits for its result.</summary>
    public T Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        }, _cancel.Token);
        return answer.Task.WaitAsync(_cancel.Token).GetAwaiter().GetResult();
    }

    /// <summary>For the worker: has something done on the pipeline thread, and goes on. Nothing is done any more after a cancellation.</summary>
    public void Tell(Action message)
    {
        try
        {
            _requests.Add(message, _cancel.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _requests.Dispose();
    }
}
