using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>An ADO.NET connection string: <c>Host=db.example.com;Username=app;SSL Mode=Require</c>.</summary>
static class AdoString
{
    /// <summary>The settings, or null and what is wrong with the text.</summary>
    public static ConnectionSettings? Parse(string text, out string error)
    {
        var pairs = new DbConnectionStringBuilder();
        var settings = new ConnectionSettings();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            error = "it is not made of keyword=value; pairs";
            return null;
        }

        var number = 0;
        foreach (string key in pairs.Keys)
        {
            number++;
            var value = Convert.ToString(pairs[key], CultureInfo.InvariantCulture) ?? "";
            if (NpgsqlKey(key, value) is { } name)
                _ = settings.With(LibpqKeyword.ByNpgsqlKey.TryGetValue(name, out var known) ? known.Name : name, value);
            else if (LibpqKeyword.ByName.ContainsKey(key))
                _ = settings.With(key, value);
            else
            {
                error = KeywordString.Unknown(number, key);
                return null;
            }
        }
        error = "";
        return settings;
    }

    /// <summary>Npgsql's own word for a keyword or one of its synonyms, or null where Npgsql does not know it.</summary>
    static string? NpgsqlKey(string key, string value)
    {
        if (LibpqKeyword.ByNpgsqlKey.TryGetValue(key, out var own))
            return own.NpgsqlKey;
        // Npgsql lists its synonyms nowhere, but answers with its own word to each of them; of some, only with a value it can parse.
        foreach (var sample in new[] { value, "1", "true", "Prefer" })
        {
            var one = new NpgsqlConnectionStringBuilder();
            try
            {
                one[key] = sample;
                if (one.Keys.Cast<string>().FirstOrDefault() is { } name)
                    return name;
            }
            catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
            {
                continue;
            }
        }
        return null;
    }
}
