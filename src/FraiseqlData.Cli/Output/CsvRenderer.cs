using System.Collections;
using System.Management.Automation;

namespace FraiseqlData.Cli.Output;

/// <summary>Writes objects as CSV (RFC 4180). The first object's properties are the columns; a line without quotes between two commas is NULL.</summary>
sealed class CsvRenderer(TextWriter writer) : Renderer
{
    string[]? _columns;

    public override void Add(PSObject? item)
    {
        if (item is null)
            return;
        if (_columns is null)
        {
            _columns = IsScalar(item) ? ["Value"] : [.. item.Properties.Where(p => p.MemberType != PSMemberTypes.AliasProperty).Select(p => p.Name)];
            WriteLine(_columns.Select(Quoted));
        }
        WriteLine(IsScalar(item) ? [Field(item.BaseObject)] : _columns.Select(name => Field(item.Properties[name]?.Value)));
    }

    public override void Complete() => writer.Flush();

    void WriteLine(IEnumerable<string> fields)
    {
        writer.Write(string.Join(',', fields));
        writer.Write("\r\n");
    }

    static bool IsScalar(PSObject item) => item.BaseObject is string or ValueType;

    static string Field(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        IEnumerable list and not (string or byte[] or IDictionary) => Quoted(string.Join(';', list.Cast<object?>().Select(Text.Of))),
        var one => Quoted(Text.Of(one)),
    };

    static string Quoted(string text) =>
        text.Length == 0 || text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text[0] == ' ' || text[^1] == ' '
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}
