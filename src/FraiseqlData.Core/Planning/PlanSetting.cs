using System.Text.RegularExpressions;
using FraiseqlData.Values;

namespace FraiseqlData.Planning;

/// <summary>A setting of the server that holds in a run's transaction, for defaults, triggers and policies that read it. It never shows a secret.</summary>
public sealed partial class PlanSetting
{
    static readonly string[] Secrets = ["secret", "password", "passwd", "pwd", "token", "key", "credential"];

    /// <summary>Creates a setting.</summary>
    /// <param name="name">Its name, for example <c>app.tenant</c>.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqSettingInvalid</c>: that is no setting's name, or one that the values rely on.</exception>
    public PlanSetting(string name, string value)
    {
        if (!Valid().IsMatch(name))
            throw PlanErrors.SettingInvalid(name, "is no name of a setting");
        if (SessionSettings.All.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) || name.StartsWith("transaction_", StringComparison.OrdinalIgnoreCase))
            throw PlanErrors.SettingInvalid(name, "is a setting that the run itself relies on");
        (Name, Value) = (name, value);
    }

    /// <summary>The setting's name.</summary>
    public string Name { get; }

    internal string Value { get; }

    /// <summary>Name and value; the value of a setting that is named like a secret is hidden.</summary>
    public override string ToString() => $"{Name} = {(Secrets.Any(s => Name.Contains(s, StringComparison.OrdinalIgnoreCase)) ? "***" : Value)}";

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)*\z")]
    private static partial Regex Valid();
}
