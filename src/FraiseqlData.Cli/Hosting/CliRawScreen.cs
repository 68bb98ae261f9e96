using System.Management.Automation;
using System.Management.Automation.Host;

namespace FraiseqlData.Cli.Hosting;

/// <summary>The console's size, which the layout of tables needs; nothing else is offered.</summary>
sealed class CliRawScreen : PSHostRawUserInterface
{
    const int RedirectedWidth = 200;

    public override Size BufferSize { get; set; } = new(Width(), 1000);

    public override Size WindowSize { get => BufferSize; set => BufferSize = value; }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Missing();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Missing();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Missing();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Missing();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Missing();

    static PSNotSupportedException Missing() => new("The console's buffer cannot be reached here.");

    static int Width()
    {
        try
        {
            return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : RedirectedWidth;
        }
        catch (IOException)
        {
            return RedirectedWidth;
        }
    }
}
