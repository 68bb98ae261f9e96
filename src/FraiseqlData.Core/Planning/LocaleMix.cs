using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FraiseqlData.Errors;

namespace FraiseqlData.Planning;

/// <summary>
/// The locale of names and addresses, or several with weights, of which each row has one. A string says the same:
/// <c>fr</c>, or <c>fr=3, de=1</c> for three French rows to one German.
/// </summary>
[JsonConverter(typeof(TextConverter))]
public sealed class LocaleMix : IEquatable<LocaleMix>
{
    readonly List<KeyValuePair<string, double>> _shares;

    /// <summary>Creates a mix.</summary>
    /// <param name="weights">Weights above 0 by locale, as Bogus writes it: <c>en</c>, <c>fr</c>, <c>pt_BR</c>.</param>
    /// <exception cref="FraiseqlDataException"><c>FqLocaleInvalid</c>: there is none, one is named twice, or a weight is not above 0.</exception>
    public LocaleMix(IEnumerable<KeyValuePair<string, double>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _shares = [.. weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal)];
        if (_shares.Count == 0)
            throw Invalid("there is none", null);
        foreach (var (code, weight) in _shares)
        {
            if (string.IsNullOrWhiteSpace(code))
                throw Invalid("one has no name", code);
            if (!double.IsFinite(weight) || weight <= 0)
                throw Invalid(string.Create(CultureInfo.InvariantCulture, $"the weight of '{code}' is {weight}"), code);
            if (_shares.Count(s => s.Key == code) > 1)
                throw Invalid($"'{code}' stands there twice", code);
        }
        // All rows have one locale, whatever its weight.
        if (IsSingle)
            _shares[0] = new(Main, 1);
    }

    /// <summary>The locales, the heaviest first.</summary>
    public IReadOnlyList<string> Codes => _shares.ConvertAll(s => s.Key);

    /// <summary>Their weights, in the same order.</summary>
    public IReadOnlyList<double> Weights => _shares.ConvertAll(s => s.Value);

    /// <summary>The locale of most rows; of what belongs to no row.</summary>
    public string Main => _shares[0].Key;

    /// <summary>Whether all rows have the same locale.</summary>
    public bool IsSingle => _shares.Count == 1;

    /// <summary>Reads a locale, or several with weights.</summary>
    /// <param name="text"><c>fr</c>, or <c>fr=3, de=1</c>; a locale without a weight has 1.</param>
    /// <exception cref="FraiseqlDataException"><c>FqLocaleInvalid</c>.</exception>
    public static LocaleMix Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)).Select(p =>
            new KeyValuePair<string, double>(p[0], p.Length == 1 ? 1 : double.TryParse(p[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? weight : throw Invalid($"the weight of '{p[0]}' is '{p[1]}'", p[0]))));
    }

    /// <summary>As <see cref="Parse"/>.</summary>
    public static implicit operator LocaleMix(string text) => Parse(text);

    /// <summary>The mix as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => IsSingle ? Main : string.Join(", ", _shares.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}={s.Value}")));

    /// <inheritdoc/>
    public bool Equals(LocaleMix? other) => other is not null && _shares.SequenceEqual(other._shares);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LocaleMix);

    /// <inheritdoc/>
    public override int GetHashCode() => _shares.Aggregate(0, HashCode.Combine);

    static FraiseqlDataException Invalid(string what, string? code) => new(
        "FqLocaleInvalid", ErrorKind.InvalidArgument, $"The locales cannot be mixed: {what}.", "Give weights above 0 by locale, for example -Locale @{ fr = 3; de = 1 }, or one locale.", code);

    /// <summary>In JSON a mix is its text.</summary>
    sealed class TextConverter : JsonConverter<LocaleMix>
    {
        public override LocaleMix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, LocaleMix value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
