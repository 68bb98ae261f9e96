using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;

namespace FraiseqlData.Cli.Hosting;

/// <summary>The tool as PowerShell's host: what it shows goes to standard error, except while results are shown.</summary>
sealed class CliHost : PSHost
{
    readonly CliScreen _screen = new();

    /// <summary>The code of the script's <c>exit</c>, or null.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "fraiseql-data";

    public override PSHostUserInterface UI => _screen;

    public override Version Version => Assembly.GetExecutingAssembly().GetName().Version!;

    /// <summary>Sends what is shown to standard output until it is disposed.</summary>
    public IDisposable ToStandardOutput() => _screen.ToStandardOutput();

    /// <summary>Shows an error for people: what, where, and what to do.</summary>
    public void ShowError(ErrorRecord error)
    {
        _screen.WriteErrorLine($"{error.FullyQualifiedErrorId.Split(',')[0]}: {error}");
        if (error.ErrorDetails?.RecommendedAction is { Length: > 0 } action)
            _screen.WriteErrorLine("  " + action);
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("There is no nested prompt here.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("There is no nested prompt here.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
