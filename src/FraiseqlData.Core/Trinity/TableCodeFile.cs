using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Values;

namespace FraiseqlData.Trinity;

/// <summary>Reads a registry of table codes from YAML or JSON: <c>catalog.tb_manufacturer: "013210"</c>.</summary>
public static class TableCodeFile
{
    /// <summary>Reads a registry.</summary>
    /// <param name="text">YAML or JSON: a map of table names, with or without schema, and codes.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodesInvalid</c>: all that is wrong, with lines.</exception>
    public static IReadOnlyDictionary<string, int> Read(string text, string source)
    {
        YamlTree tree;
        try
        {
            tree = YamlTree.Read(text);
        }
        catch (FormatException e)
        {
            throw UuidErrors.FileInvalid(source, [e.Message], e);
        }
        var (problems, codes, tables) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<int, string>());
        if (tree.Entries is null)
            problems.Add(Say(tree.Line, "the file is no map of tables and codes."));
        foreach (var (table, line, value) in tree.Entries ?? [])
        {
            // A code without quotes is read as a number; one that begins with 0 stays a text.
            var written = value.Value is long number ? number.ToString(CultureInfo.InvariantCulture) : value.Value as string;
            if (written is null || !TableCodes.TryParse(written, out var code))
                problems.Add(Say(value.Line, $"'{written ?? "this"}' is no code for {table}: a table code has six decimal digits."));
            else if (!tables.TryAdd(code, table))
                problems.Add(Say(line, $"{table} has the same code {written} as {tables[code]}."));
            else
                codes[table] = code;
        }
        return problems.Count == 0 ? codes : throw UuidErrors.FileInvalid(source, problems);
    }

    static string Say(long line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}");
}
