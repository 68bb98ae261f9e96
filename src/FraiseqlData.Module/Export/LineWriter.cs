using System.Text;

namespace FraiseqlData.Module;

/// <summary>Gives each finished line of a text to somebody.</summary>
/// <param name="take">Gets the lines, without their ends.</param>
sealed class LineWriter(Action<string> take) : TextWriter
{
    readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _ = _line.Append(value);
            return;
        }
        take(_line.ToString());
        _ = _line.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _line.Length > 0)
            Write('\n');
        base.Dispose(disposing);
    }
}
