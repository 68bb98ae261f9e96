using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Reads a plan's settings from a hashtable.</summary>
static class SettingReader
{
    /// <summary>The settings, by name.</summary>
    public static IReadOnlyList<PlanSetting> Read(Hashtable given) =>
        [.. given.Cast<DictionaryEntry>().Select(e => (Name: e.Key.ToString() ?? "", e.Value)).OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new PlanSetting(e.Name, Text(e.Name, e.Value)))];

    static string Text(string name, object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        string text => text,
        bool on => on ? "on" : "off",
        SecureString secret => new NetworkCredential("", secret).Password,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new FraiseqlDataException(
            "FqSettingInvalid", ErrorKind.InvalidArgument, $"The value of the setting '{name}' is neither a text nor a number.", $"Give one text: -Setting @{{ '{name}' = '...' }}", name),
    };
}
