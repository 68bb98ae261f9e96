using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Values;

namespace FraiseqlData.Trinity;

/// <summary>Finds and reads baselines: YAML, JSON or SQL, with variants for environments.</summary>
public static class BaselineFile
{
    const string Name = "seed_common";
    const string Scripts = "1_seed_common";
    const string Counts = "baseline";

    static readonly string[] Ignored = ["ranges", "config"];

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">
    /// A file, or a folder: there, <c>seed_common.{env}.yaml</c>, <c>seed_common.{env}.json</c>, <c>seed_common.yaml</c>, <c>seed_common.json</c>
    /// and <c>1_seed_common/*.sql</c> are looked for in this order, where the environment is <c>FRAISEQL_ENV</c>, else <c>ENV</c>.
    /// </param>
    /// <param name="variable">The process's environment variables.</param>
    /// <exception cref="FraiseqlDataException"><c>FqBaselineNotFound</c>, <c>FqFileNotReadable</c>, <c>FqBaselineInvalid</c>: all that is wrong, with lines.</exception>
    public static Baseline Load(string path, Func<string, string?> variable)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? OfFile(path) : throw BaselineErrors.NotFound(path, [path]);
        var environment = variable("FRAISEQL_ENV") is { Length: > 0 } own ? own : variable("ENV");
        string[] names = [.. environment is { Length: > 0 } ? (string[])[$"{Name}.{environment}.yaml", $"{Name}.{environment}.json"] : [], $"{Name}.yaml", $"{Name}.json"];
        if (names.Select(n => Path.Combine(path, n)).FirstOrDefault(File.Exists) is { } file)
            return OfFile(file);
        var folder = Path.Combine(path, Scripts);
        string[] scripts = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal)] : [];
        return scripts.Length > 0 ? OfScripts(folder, scripts) : throw BaselineErrors.NotFound(path, [.. names, $"{Scripts}/*.sql"]);
    }

    /// <summary>Reads a baseline of YAML or JSON.</summary>
    /// <param name="text">A map of tables: of counts below <c>baseline</c>, of lists of rows below the table's name.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="FraiseqlDataException"><c>FqBaselineInvalid</c>.</exception>
    public static Baseline Read(string text, string source)
    {
        YamlTree tree;
        try
        {
            tree = YamlTree.Read(text);
        }
        catch (FormatException e)
        {
            throw BaselineErrors.Invalid(source, [e.Message], e);
        }
        var (problems, tables) = (new List<string>(), new List<BaselineTable>());
        if (tree.Entries is null && (tree.Value is not null || tree.Items is not null))
            problems.Add(Say(tree.Line, "the file is no map of tables."));
        foreach (var (key, line, value) in tree.Entries ?? [])
        {
            if (Ignored.Contains(key))
                continue;
            if (key == Counts)
                ReadCounts(value, tables, problems);
            else
                ReadRows(key, line, value, tables, problems);
        }
        foreach (var twice in tables.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            problems.Add(Say(twice.Last().Line, $"{twice.Key} is there twice."));
        return problems.Count == 0 ? new Baseline(source, tables, []) : throw BaselineErrors.Invalid(source, problems);
    }

    static void ReadCounts(YamlTree value, List<BaselineTable> tables, List<string> problems)
    {
        if (value.Entries is null)
            problems.Add(Say(value.Line, $"'{Counts}' takes a map of tables and counts."));
        foreach (var (table, line, count) in value.Entries ?? [])
        {
            if (count.Value is not long number)
                problems.Add(Say(line, $"the count of {table} is no whole number."));
            else if (number is < 0 or > Baseline.MaxRows)
                problems.Add(Say(line, $"{number} rows of {table} are too {(number < 0 ? "few" : "many")}: a baseline has 0 to {Baseline.MaxRows} of a table."));
            else if (number > 0)
                tables.Add(new BaselineTable(table, line, number, null));
        }
    }

    static void ReadRows(string table, long line, YamlTree value, List<BaselineTable> tables, List<string> problems)
    {
        if (value.Items is not { } items)
        {
            problems.Add(Say(line, $"{table} takes a list of rows; counts stand below '{Counts}'."));
            return;
        }
        if (items.Count > Baseline.MaxRows)
            problems.Add(Say(line, $"{items.Count} rows of {table} are too many: a baseline has at most {Baseline.MaxRows} of a table."));
        var rows = new List<BaselineRow>();
        foreach (var item in items)
        {
            if (item.Entries is { Count: > 0 } entries)
                rows.Add(new BaselineRow(item.Line, entries.ToDictionary(e => e.Key, e => e.Value.Plain(), StringComparer.OrdinalIgnoreCase)));
            else
                problems.Add(Say(item.Line, $"row {rows.Count + 1} of {table} is no map of columns and values."));
        }
        if (rows.Count > 0)
            tables.Add(new BaselineTable(table, line, rows.Count, rows));
    }

    static Baseline OfFile(string path)
    {
        var name = Path.GetFileName(path);
        return Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase) ? OfScripts(path, [path]) : Read(TextOf(path), name);
    }

    static Baseline OfScripts(string source, IEnumerable<string> paths)
    {
        var (problems, scripts) = (new List<string>(), new List<BaselineScript>());
        foreach (var path in paths)
        {
            var statements = InsertScript.Read(TextOf(path), out var wrong);
            problems.AddRange(wrong.Select(w => $"{Path.GetFileName(path)} {w}"));
            scripts.Add(new BaselineScript(Path.GetFileName(path), statements));
        }
        return problems.Count == 0 ? new Baseline(Path.GetFileName(source), [], scripts) : throw BaselineErrors.Invalid(Path.GetFileName(source), problems);
    }

    static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BaselineErrors.NotReadable(path, e);
        }
    }

    static string Say(long line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}");
}
