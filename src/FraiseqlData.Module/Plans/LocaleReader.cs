using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Reads <c>-Locale</c>: <c>fr</c>, <c>fr, de</c> or <c>@{ fr = 3; de = 1 }</c>.</summary>
static class LocaleReader
{
    /// <summary>The locales; null where none was given.</summary>
    public static LocaleMix? Read(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        null => null,
        string text => LocaleMix.Parse(text),
        IDictionary map => new LocaleMix(map.Cast<DictionaryEntry>().Select(e => new KeyValuePair<string, double>(e.Key.ToString() ?? "", Weight(e.Key, e.Value)))),
        IEnumerable list => new LocaleMix(list.Cast<object>().Select(code => new KeyValuePair<string, double>(code.ToString() ?? "", 1))),
        var other => LocaleMix.Parse(other.ToString() ?? ""),
    };

    static double Weight(object code, object? value) =>
        LanguagePrimitives.TryConvertTo<double>(value, CultureInfo.InvariantCulture, out var weight) && value is not null ? weight : throw new FraiseqlDataException(
            "FqLocaleInvalid", ErrorKind.InvalidArgument, $"The weight of the locale '{code}' is no number.", "Give weights above 0, for example -Locale @{ fr = 3; de = 1 }.", code);
}
