using FraiseqlData.Loading;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>Keeps all that a run says.</summary>
sealed class RecordingObserver : IRunObserver
{
    public List<RunProgress> Progress { get; } = [];

    public List<string> Verbose { get; } = [];

    public List<string> Warnings { get; } = [];

    public void OnProgress(RunProgress progress) => Progress.Add(progress);

    public void OnVerbose(string message) => Verbose.Add(message);

    public void OnWarning(string message) => Warnings.Add(message);
}
