using System.Globalization;

namespace FraiseqlData.Constraints.Expressions;

/// <summary>Reads type names: the SQL spellings that <c>format_type</c> writes, and qualified names.</summary>
static class SqlTypeParser
{
    static readonly Dictionary<string, string> CatalogNames = new(StringComparer.Ordinal)
    {
        ["boolean"] = "bool",
        ["smallint"] = "int2",
        ["integer"] = "int4",
        ["int"] = "int4",
        ["bigint"] = "int8",
        ["real"] = "float4",
        ["decimal"] = "numeric",
        ["character"] = "bpchar",
        ["char"] = "bpchar",
    };

    static readonly HashSet<string> IntervalFields = new(StringComparer.Ordinal) { "year", "month", "day", "hour", "minute", "second",
        "to" };

    /// <summary>The type that a text names, or null where it is none.</summary>
    public static SqlTypeName? Parse(string text) =>
        SqlLexer.Split(text) is { } tokens && new SqlCursor(tokens) is var cursor && Read(cursor) is { } type && cursor.IsEnd ? type : null;

    /// <summary>The type at the cursor, or null where there is none.</summary>
    public static SqlTypeName? Read(SqlCursor cursor)
    {
        var isQuoted = cursor.Current.Kind == SqlTokenKind.QuotedName;
        if (cursor.TakeName() is not { } name)
            return null;
        string? schema = null;
        if (cursor.TakePunctuation("."))
        {
            schema = name;
            isQuoted = true;
            if (cursor.TakeName() is not { } inner)
                return null;
            name = inner;
        }
        if (schema == "pg_catalog")
            schema = null;
        if (!isQuoted)
            name = Spelling(name, cursor);
        if (ReadModifiers(cursor) is not { } modifiers)
            return null;
        if (!isQuoted && name is "time" or "timestamp")
            name = Zone(name, cursor);
        if (name == "interval")
            modifiers = SkipFields(cursor) ?? modifiers;
        var dimensions = 0;
        while (cursor.IsPunctuation("[") && (cursor.IsPunctuation("]", 1) || cursor.Peek(1).Kind == SqlTokenKind.Number))
        {
            cursor.Advance();
            if (cursor.Current.Kind == SqlTokenKind.Number)
                cursor.Advance();
            if (!cursor.TakePunctuation("]"))
                return null;
            dimensions++;
        }
        return new SqlTypeName(schema, name, modifiers, dimensions);
    }

    static string Spelling(string name, SqlCursor cursor)
    {
        if (name == "double" && cursor.TakeWord("precision"))
            return "float8";
        if (name is "character" or "char" && cursor.TakeWord("varying"))
            return "varchar";
        if (name == "bit" && cursor.TakeWord("varying"))
            return "varbit";
        return CatalogNames.GetValueOrDefault(name, name);
    }

    static string Zone(string name, SqlCursor cursor)
    {
        var with = cursor.IsWord("with");
        if (!with && !cursor.IsWord("without") || !cursor.IsWord("time", 1) || !cursor.IsWord("zone", 2))
            return name;
        cursor.Advance(3);
        return with ? name + "tz" : name;
    }

    static IReadOnlyList<int>? ReadModifiers(SqlCursor cursor)
    {
        if (!cursor.IsPunctuation("(") || cursor.Peek(1).Kind is not (SqlTokenKind.Number or SqlTokenKind.Operator))
            return [];
        cursor.Advance();
        var modifiers = new List<int>();
        do
        {
            var sign = cursor.TakeOperator("-") ? -1 : 1;
            if (!int.TryParse(cursor.Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return null;
            modifiers.Add(sign * value);
            cursor.Advance();
        }
        while (cursor.TakePunctuation(","));
        return cursor.TakePunctuation(")") ? modifiers : null;
    }

    static IReadOnlyList<int>? SkipFields(SqlCursor cursor)
    {
        while (cursor.Current.Kind == SqlTokenKind.Word && IntervalFields.Contains(cursor.Current.Text))
            cursor.Advance();
        return cursor.IsPunctuation("(") ? ReadModifiers(cursor) : null;
    }
}
