using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FraiseqlData.Cli.Output;
using Microsoft.PowerShell;

namespace FraiseqlData.Cli.Hosting;

/// <summary>A PowerShell engine with the packaged module in it.</summary>
sealed class ModuleSession : IDisposable
{
    const int Failed = 1;

    readonly CliHost _host = new();
    readonly Runspace _runspace;

    public ModuleSession()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        state.ImportPSModule([Path.Combine(AppContext.BaseDirectory, "FraiseqlData", "FraiseqlData.psd1")]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
    }

    /// <summary>Runs one pipeline in a session of its own and shows what it outputs.</summary>
    /// <param name="build">Puts the pipeline together.</param>
    /// <param name="format">How objects are shown.</param>
    /// <param name="cancellation">Stops the pipeline.</param>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(Action<PowerShell> build, OutputFormat format, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var session = new ModuleSession();
            return session.Run(build, format, cancellation);
        },
        CancellationToken.None);

    /// <summary>Runs a pipeline and shows what it outputs.</summary>
    public int Run(Action<PowerShell> build, OutputFormat format, CancellationToken cancellation)
    {
        using var shell = PowerShell.Create(_runspace);
        build(shell);
        shell.Streams.Error.DataAdded += (_, added) => _host.ShowError(shell.Streams.Error[added.Index]);
        using var renderer = Renderer.Create(format, Show);
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) =>
        {
            foreach (var item in output.ReadAll())
                renderer.Add(item);
        };
        using var stop = cancellation.Register(() => shell.BeginStop(null, null));
        var failed = false;
        try
        {
            shell.Invoke(null, output);
        }
        catch (PipelineStoppedException)
        {
            Console.Error.WriteLine("Stopped.");
            failed = true;
        }
        catch (RuntimeException e)
        {
            _host.ShowError(e.ErrorRecord);
            failed = true;
        }
        renderer.Complete();
        return _host.ExitCode ?? (failed || shell.HadErrors ? Failed : 0);
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Shows objects as PowerShell does, on standard output.</summary>
    void Show(IReadOnlyList<PSObject> objects)
    {
        using var shell = PowerShell.Create(_runspace);
        using (_host.ToStandardOutput())
            _ = shell.AddCommand("Out-Default").Invoke(objects);
    }
}
