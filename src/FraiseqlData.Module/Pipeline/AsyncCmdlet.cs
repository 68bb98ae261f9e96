using System.Management.Automation;
using System.Runtime.CompilerServices;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>
/// The base of all cmdlets that use the engine. The engine runs on worker threads; everything that touches the pipeline
/// (output, messages, prompts, script blocks) stays on the pipeline thread.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    readonly CancellationTokenSource _stop = new();
    Pump? _pump;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End);

    // Called on another thread: it may only cancel, the pipeline thread waits for the worker itself.
    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>Runs engine work on a worker thread and waits for it, serving its requests meanwhile.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work) => Stream(token => One(work, token)).Single();

    /// <summary>
    /// Runs an engine's stream on a worker thread and gives its items as they come. Leaving the loop early cancels the stream and waits for
    /// its end.
    /// </summary>
    private protected IEnumerable<T> Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> source)
    {
        using var pump = _pump = new Pump(_stop.Token);
        foreach (var item in pump.Run(source))
            yield return item;
    }

    /// <summary>
    /// For engine work that runs within <see cref="Await"/> or <see cref="Stream"/>: has something done on the pipeline thread and waits for
    /// its result.
    /// </summary>
    private protected T Ask<T>(Func<T> question) => _pump!.Ask(question);

    /// <summary>For engine work that runs within <see cref="Await"/> or <see cref="Stream"/>: has something done on the pipeline thread.</summary>
    private protected void Tell(Action message) => _pump!.Tell(message);

    void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (FraiseqlDataException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        // What PowerShell itself throws (a stop, break, exit, another command's error) goes on as it is.
        catch (Exception e) when (e is not (RuntimeException or FlowControlException))
        {
            ThrowTerminatingError(ErrorRecords.Unexpected(e));
        }
    }

    static async IAsyncEnumerable<T> One<T>(Func<CancellationToken, Task<T>> work, [EnumeratorCancellation] CancellationToken token)
    {
        yield return await work(token);
    }
}
