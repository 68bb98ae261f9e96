using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FraiseqlData.Cli.Hosting;

/// <summary>The console.</summary>
sealed class CliScreen : PSHostUserInterface
{
    TextWriter _out = Console.Error;
    bool _showsProgress;

    public override PSHostRawUserInterface RawUI { get; } = new CliRawScreen();

    public override bool SupportsVirtualTerminal =>
        !(ReferenceEquals(_out, Console.Error) ? Console.IsErrorRedirected : Console.IsOutputRedirected)
        && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

    public IDisposable ToStandardOutput()
    {
        ClearProgress();
        _out = Console.Out;
        return new Restore(() => _out = Console.Error);
    }

    public override void Write(string value)
    {
        ClearProgress();
        _out.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => Note(value);

    public override void WriteWarningLine(string message) => Note("Warning: " + message);

    public override void WriteVerboseLine(string message) => Note(message);

    public override void WriteDebugLine(string message) => Note(message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (Console.IsErrorRedirected)
            return;
        ClearProgress();
        if (record.RecordType == ProgressRecordType.Completed)
            return;
        var line = $"{record.StatusDescription}  {record.CurrentOperation}";
        Console.Error.Write(line.Length < RawUI.BufferSize.Width ? line : line[..(RawUI.BufferSize.Width - 1)]);
        _showsProgress = true;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        var labels = choices.Select(c => c.Label.Replace("&", "", StringComparison.Ordinal)).ToList();
        var keys = choices.Select(c => c.Label[(c.Label.IndexOf('&', StringComparison.Ordinal) + 1)..][..1]).ToList();
        Note($"{caption}{Environment.NewLine}{message}");
        while (true)
        {
            Console.Error.Write(string.Join("  ", labels.Zip(keys, (l, k) => $"[{k}] {l}")) + ": ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            var chosen = keys.FindIndex(k => string.Equals(k, answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
                return chosen;
        }
    }

    public override string ReadLine() =>
        (Console.IsInputRedirected ? null : Console.ReadLine()) ?? throw new PSInvalidOperationException("There is nobody to answer; use -Confirm:$false.");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new PSInvalidOperationException($"A parameter is missing: {string.Join(", ", descriptions.Select(d => d.Name))}.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NoSecrets();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NoSecrets();

    public override SecureString ReadLineAsSecureString() => throw NoSecrets();

    static PSInvalidOperationException NoSecrets() => new("Passwords are not asked for here; use PGPASSWORD or a .pgpass file.");

    void Note(string line)
    {
        ClearProgress();
        Console.Error.WriteLine(line);
    }

    void ClearProgress()
    {
        if (!_showsProgress)
            return;
        _showsProgress = false;
        Console.Error.Write("\r" + new string(' ', RawUI.BufferSize.Width - 1) + "\r");
    }

    sealed class Restore(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
