using System.Management.Automation;
using FraiseqlData.Loading;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>A row as PowerShell sees it: a property for each column, found ignoring case. Its table is not among the properties.</summary>
public sealed class RowObject : PSObject
{
    internal RowObject(RowShape shape, SeededRow row)
    {
        (Shape, Row) = (shape, row);
        TypeNames.Insert(0, RowShape.TypeName);
        TypeNames.Insert(0, shape.OwnTypeName);
        shape.Fill(this, row.Values);
    }

    internal RowShape Shape { get; }

    /// <summary>The row as the engine gave it.</summary>
    internal SeededRow Row { get; }
}

/// <summary>What the rows of one table have in common.</summary>
sealed class RowShape
{
    /// <summary>The type name of all rows, for views.</summary>
    public const string TypeName = "FraiseqlData.Row";

    const int WidestColumn = 36;

    readonly string[] _names;
    int[]? _widths;
    IReadOnlyList<SeededRow> _sample = [];

    public RowShape(QualifiedName table, IReadOnlyList<string> columns)
    {
        (Table, Columns, OwnTypeName) = (table, columns, $"{TypeName}#{table}");
        // PowerShell's names ignore case, PostgreSQL's do not: the second of two such columns is reached by its quoted name.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        _names = [.. columns.Select(c => taken.Add(c) ? c : QualifiedName.Quote(c))];
    }

    public QualifiedName Table { get; }

    public IReadOnlyList<string> Columns { get; }

    public string OwnTypeName { get; }

    /// <summary>Lets these rows decide how wide columns are shown, if none were shown yet.</summary>
    public void Measure(IReadOnlyList<SeededRow> rows) => _sample = rows;

    /// <summary>How wide the columns are shown: settled once, so that the rows of a table stay under its heading.</summary>
    /// <param name="first">The first row that is shown.</param>
    public IReadOnlyList<int> Widths(SeededRow first) => _widths ??= [.. Columns.Select((name, i) =>
        Math.Min(WidestColumn, Math.Max(name.Length, _sample.Append(first).Max(r => r.Texts[i]?.Length ?? 0))))];

    public void Fill(PSObject row, IReadOnlyList<object?> values)
    {
        for (var i = 0; i < _names.Length; i++)
            row.Properties.Add(new PSNoteProperty(_names[i], values[i]), preValidated: true);
    }
}
