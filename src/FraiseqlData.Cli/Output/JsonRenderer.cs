using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FraiseqlData.Cli.Output;

/// <summary>Writes objects as one JSON array.</summary>
sealed class JsonRenderer : Renderer
{
    // Deep enough for a table with its columns and keys; below, objects are their text.
    const int MostLevels = 4;

    readonly Utf8JsonWriter _writer;

    public JsonRenderer(Stream stream)
    {
        _writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _writer.WriteStartArray();
    }

    public override void Add(PSObject? item)
    {
        Write(item, 0);
        _writer.Flush();
    }

    public override void Complete()
    {
        _writer.WriteEndArray();
        _writer.Flush();
        Console.Out.WriteLine();
    }

    public override void Dispose() => _writer.Dispose();

    void Write(object? value, int level)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case null:
                _writer.WriteNullValue();
                break;
            case bool flag:
                _writer.WriteBooleanValue(flag);
                break;
            case double or float when !double.IsFinite(Convert.ToDouble(bare, CultureInfo.InvariantCulture)):
                _writer.WriteStringValue(Text.Of(bare));
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                _writer.WriteNumberValue(Convert.ToInt64(bare, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                _writer.WriteNumberValue(number);
                break;
            case float number:
                _writer.WriteNumberValue(number);
                break;
            case double number:
                _writer.WriteNumberValue(number);
                break;
            case ulong or System.Numerics.BigInteger:
                _writer.WriteRawValue(Text.Of(bare));
                break;
            case string or char or Guid or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Enum or Uri or Version or byte[]:
                _writer.WriteStringValue(Text.Of(bare));
                break;
            case IDictionary map when level < MostLevels:
                WriteMap(map.Cast<DictionaryEntry>().Select(e => (Text.Of(e.Key), e.Value)), level);
                break;
            case IEnumerable list when level < MostLevels:
                _writer.WriteStartArray();
                foreach (var one in list)
                    Write(one, level + 1);
                _writer.WriteEndArray();
                break;
            default:
                if (level < MostLevels)
                    WriteMap(PSObject.AsPSObject(value!).Properties.Where(p => p.MemberType != PSMemberTypes.AliasProperty).Select(p => (p.Name, Read(p))), level);
                else
                    _writer.WriteStringValue(Text.Of(bare));
                break;
        }
    }

    void WriteMap(IEnumerable<(string Name, object? Value)> entries, int level)
    {
        _writer.WriteStartObject();
        foreach (var (name, value) in entries)
        {
            _writer.WritePropertyName(name);
            Write(value, level + 1);
        }
        _writer.WriteEndObject();
    }

    static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
