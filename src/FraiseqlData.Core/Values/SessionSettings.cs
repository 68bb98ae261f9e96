namespace FraiseqlData.Values;

/// <summary>The settings under which the text forms of this folder are written and read.</summary>
static class SessionSettings
{
    /// <summary>The settings by name.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> All =
    [
        ("DateStyle", "ISO, MDY"),
        ("IntervalStyle", "postgres"),
        ("TimeZone", "UTC"),
        ("extra_float_digits", "1"),
        ("bytea_output", "hex"),
        ("lc_monetary", "C"),
        ("standard_conforming_strings", "on"),
        ("xmloption", "content"),
        ("array_nulls", "on"),
    ];

    /// <summary>The statements that make the settings hold for the rest of the transaction, each ended by a semicolon.</summary>
    public static string ForTransaction { get; } = string.Concat(All.Select(s => $"SET LOCAL {s.Name} = '{s.Value}';\n"));

    /// <summary>The statements that make the settings hold for the rest of the session, each ended by a semicolon.</summary>
    public static string ForSession { get; } = string.Concat(All.Select(s => $"SET {s.Name} = '{s.Value}';\n"));
}
