using System.Collections;
using System.Text.Json;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>json</c> and <c>jsonb</c>; text given for them is JSON already.</summary>
sealed class JsonCodec(PgType type, int modifier, bool isBinary) : TextCodec(type, modifier, isBinary ? (byte)1 : null)
{
    public override bool TakesList(IEnumerable list) => true;

    protected override string Convert(object value)
    {
        if (value is not string text)
            return JsonText.Of(value);
        try
        {
            using var _ = JsonDocument.Parse(text, JsonText.Reading);
        }
        catch (JsonException error)
        {
            throw new ValueConversionException($"{UserText.Show(text)} is no JSON: {error.Message}", error);
        }
        if (isBinary && HasNul(text))
            throw new ValueConversionException($"{UserText.Show(text)} has the character \\u0000, which jsonb cannot store");
        return UserText.Storable(text);
    }

    static bool HasNul(string json)
    {
        for (var i = json.IndexOf('\\', StringComparison.Ordinal); i >= 0; i = json.IndexOf('\\', i + 2))
        {
            if (json.AsSpan(i).StartsWith("\\u0000", StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
