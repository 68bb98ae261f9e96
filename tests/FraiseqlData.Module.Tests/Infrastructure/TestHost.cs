using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace FraiseqlData.Module.Tests.Infrastructure;

/// <summary>A host that keeps what is shown and answers every question with the same choice.</summary>
public sealed class TestHost(int choice = 0) : PSHost
{
    readonly ScreenUi _screen = new(choice);

    /// <summary>What was shown so far.</summary>
    public string Screen => _screen.Text.ToString();

    /// <summary>The questions that were asked.</summary>
    public IReadOnlyList<string> Questions => _screen.Questions;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "FraiseqlData.Module.Tests";
    public override PSHostUserInterface UI => _screen;
    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new InvalidOperationException();
    public override void ExitNestedPrompt() => throw new InvalidOperationException();
    public override void NotifyBeginApplication()
    {
    }
    public override void NotifyEndApplication()
    {
    }
    public override void SetShouldExit(int exitCode)
    {
    }

    sealed class ScreenUi(int choice) : PSHostUserInterface
    {
        public StringBuilder Text { get; } = new();
        public List<string> Questions { get; } = [];
        public override PSHostRawUserInterface RawUI { get; } = new WideScreen();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            return choice;
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new InvalidOperationException("A cmdlet prompts for " + message);
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new InvalidOperationException();
        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new InvalidOperationException();
        public override string ReadLine() => throw new InvalidOperationException();
        public override SecureString ReadLineAsSecureString() => throw new InvalidOperationException();
        public override void Write(string value) => Text.Append(GetOutputString(value, supportsVirtualTerminal: false));
        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);
        public override void WriteLine(string value) => Write(value + '\n');
        public override void WriteErrorLine(string value) => WriteLine(value);
        public override void WriteDebugLine(string message) => WriteLine(message);
        public override void WriteVerboseLine(string message) => WriteLine(message);
        public override void WriteWarningLine(string message) => WriteLine(message);
        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }
    }

    sealed class WideScreen : PSHostRawUserInterface
    {
        public override Size BufferSize { get; set; } = new(250, 100);
        public override Size WindowSize { get; set; } = new(250, 100);
        public override Size MaxWindowSize => BufferSize;
        public override Size MaxPhysicalWindowSize => BufferSize;
        public override ConsoleColor BackgroundColor { get; set; }
        public override ConsoleColor ForegroundColor { get; set; }
        public override Coordinates CursorPosition { get; set; }
        public override Coordinates WindowPosition { get; set; }
        public override int CursorSize { get; set; }
        public override string WindowTitle { get; set; } = "";
        public override bool KeyAvailable => false;
        public override void FlushInputBuffer()
        {
        }
        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new InvalidOperationException();
        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new InvalidOperationException();
        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new InvalidOperationException();
        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new InvalidOperationException();
        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new InvalidOperationException();
    }
}
