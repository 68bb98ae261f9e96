using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using Npgsql;

namespace FraiseqlData.Module.Tests.Infrastructure;

/// <summary>A bare PowerShell engine (none of its utility cmdlets) with the packaged module in it.</summary>
public sealed class ModuleHost : IDisposable
{
    readonly Runspace _runspace;

    public ModuleHost(bool import = true, TestHost? host = null)
    {
        // Loads the other Npgsql into the process, before the module's.
        _ = new NpgsqlConnectionStringBuilder { Host = "localhost" };
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        Invoke("$PSStyle.OutputRendering = 'PlainText'");
        if (import)
            Invoke("param($Path) Import-Module $Path", PackagedModule.Manifest);
    }

    /// <summary>Runs a script and gives what it wrote; a terminating error is thrown, any other is asserted not to be.</summary>
    public List<PSObject> Invoke(string script, params object?[] arguments)
    {
        var run = Run(script, arguments);
        return run.Errors.Count == 0 ? run.Output : throw new RuntimeException(string.Join(Environment.NewLine, run.Errors), run.Errors[0].Exception);
    }

    /// <summary>Runs a script and gives what it wrote to each stream; terminating errors are among the errors.</summary>
    public ScriptRun Run(string script, params object?[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        _ = shell.AddScript(script);
        foreach (var argument in arguments)
            _ = shell.AddArgument(argument);
        var output = new PSDataCollection<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }
        errors.InsertRange(0, shell.Streams.Error);
        return new ScriptRun(
            [.. output], errors, [.. shell.Streams.Warning.Select(w => w.Message)], [.. shell.Streams.Verbose.Select(v => v.Message)], [.. shell.Streams.Progress]);
    }

    /// <summary>Starts a script that the test wants to stop.</summary>
    public PowerShell Start(string script)
    {
        var shell = PowerShell.Create(_runspace);
        return shell.AddScript(script);
    }

    public void Dispose() => _runspace.Dispose();
}

/// <summary>What a script wrote.</summary>
public sealed record ScriptRun(
    List<PSObject> Output, List<ErrorRecord> Errors, List<string> Warnings, List<string> Verbose, List<ProgressRecord> Progress)
{
    /// <summary>The only error's id, without the command that it came from.</summary>
    public string ErrorId => Errors.Single().FullyQualifiedErrorId.Split(',')[0];
}
