using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FraiseqlData.Values;

/// <summary>Writes what users give for a JSON column as JSON.</summary>
static class JsonText
{
    const int MaxDepth = 512;

    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of an object: dictionaries, lists, numbers, text, booleans, dates, identifiers, null, in any depth up to 512.</summary>
    /// <exception cref="ValueConversionException">A part of it has no JSON form.</exception>
    public static string Of(object value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing))
            Write(writer, value, 0);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaxDepth)
            throw new ValueConversionException($"the value is nested more than {MaxDepth} levels deep (does it contain itself?)");
        switch (value)
        {
            case null or DBNull:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case JsonDocument document:
                document.WriteTo(writer);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case Enum name:
                writer.WriteStringValue(name.ToString());
                break;
            case DateTime time:
                writer.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case IDictionary map:
                WriteMap(writer, map, depth);
                break;
            case IEnumerable list and not string:
                writer.WriteStartArray();
                foreach (var item in list)
                    Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    static void WriteMap(Utf8JsonWriter writer, IDictionary map, int depth)
    {
        var entries = Entries(map);
        writer.WriteStartObject();
        foreach (var (name, value) in entries)
        {
            writer.WritePropertyName(UserText.Storable(name));
            Write(writer, value, depth + 1);
        }
        writer.WriteEndObject();
    }

    /// <summary>A dictionary's entries in an order that does not vary by process: its own where it has one, else by name.</summary>
    public static IEnumerable<(string Name, object? Value)> Entries(IDictionary map)
    {
        var entries = map.Keys.Cast<object>()
            .Select(key => (Name: UserText.Of(key) ?? throw new ValueConversionException($"{UserText.Show(key)} is no name of a member"), Value: map[key]));
        return map is IOrderedDictionary ? entries : entries.OrderBy(e => e.Name, StringComparer.Ordinal);
    }

    static void WriteScalar(Utf8JsonWriter writer, object value)
    {
        if (value is not (string or char) && UserNumbers.TryInteger(value, out var integer) && value is not (float or double or decimal))
            writer.WriteRawValue(integer.ToString(CultureInfo.InvariantCulture));
        else if (value is decimal or float or double && UserText.Of(value) is { } number && !number.AsSpan().ContainsAny('I', 'N'))
            writer.WriteRawValue(number);
        else if (value is not (float or double) && UserText.Of(value) is { } text)
            writer.WriteStringValue(UserText.Storable(text));
        else
            throw new ValueConversionException($"{UserText.Show(value)} has no JSON form");
    }
}
