using System.Management.Automation;
using System.Management.Automation.Host;

namespace FraiseqlData.Module;

/// <summary>
/// Lays rows out as tables, one for each shape: PowerShell itself would print rows of a second shape as blank lines. Called by the format file.
/// </summary>
public static class RowView
{
    const string Gap = "  ";
    const string Cut = "…";
    const int DefaultWidth = 120;

    /// <summary>The table's name, which rows are grouped by.</summary>
    public static string Group(PSObject row) => row is RowObject known ? known.Shape.Table.ToString() : "";

    /// <summary>The table's name and the columns' names.</summary>
    /// <param name="row">The first row of the group.</param>
    /// <param name="host">The host that shows it.</param>
    public static string Heading(PSObject row, PSHost host) => row is not RowObject known
        ? ""
        : $"   {known.Shape.Table}{Environment.NewLine}{Environment.NewLine}{Line(known, known.Row.Columns, ScreenWidth(host))}{Environment.NewLine}"
            + Line(known, [.. known.Row.Columns.Select(c => new string('-', c.Length))], ScreenWidth(host));

    /// <summary>A row's values in PostgreSQL's text form.</summary>
    /// <param name="row">The row.</param>
    /// <param name="host">The host that shows it.</param>
    public static string Line(PSObject row, PSHost host) => row is RowObject known ? Line(known, known.Row.Texts, ScreenWidth(host)) : row.ToString();

    static string Line(RowObject row, IReadOnlyList<string?> texts, int screenWidth)
    {
        var widths = row.Shape.Widths(row.Row);
        var left = screenWidth - 1;
        var cells = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            // The last column that does not fit is cut, further ones are left out: `Format-List *` shows them all.
            var width = Math.Min(widths[i], left);
            if (width < Math.Min(widths[i], row.Row.Columns[i].Length))
                break;
            cells.Add(Cell(texts[i] ?? "", width, IsNumber(row.Row.Values[i])));
            left -= width + Gap.Length;
        }
        return string.Join(Gap, cells).TrimEnd();
    }

    static string Cell(string text, int width, bool right)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length > width)
            line = width > 1 ? line[..(width - 1)] + Cut : line[..width];
        return right ? line.PadLeft(width) : line.PadRight(width);
    }

    static int ScreenWidth(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.BufferSize.Width is { } width and > 0 ? width : DefaultWidth;
        }
        catch (HostException)
        {
            // A host without a screen.
            return DefaultWidth;
        }
    }

    static bool IsNumber(object? value) => value is short or int or long or float or double or decimal;
}
