using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Reads the rules of a project or a company from YAML or JSON.</summary>
public static class RulesFile
{
    static readonly string[] Keys = ["table", "column", "type", "generator", "parameters", "null_ratio", "value", "values", "weights", "pick", "template", "description"];
    static readonly string[] Kinds = ["generator", "value", "values", "template"];

    /// <summary>Reads rules.</summary>
    /// <param name="text">YAML or JSON: a map with a list <c>rules</c>.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="generators">The user's own generators, which rules may name.</param>
    /// <exception cref="FraiseqlDataException"><c>FqRulesInvalid</c>: all that is wrong, with lines.</exception>
    public static IReadOnlyList<ColumnRule> Read(string text, string source, IReadOnlyDictionary<string, CustomGenerator>? generators = null)
    {
        var tree = TreeOf(text, source);
        var problems = new List<string>();
        var rules = Items(tree, "groups", problems).SelectMany(item => RecordRules.Read(item, source, problems)).ToList();
        foreach (var item in Items(tree, "rules", problems))
        {
            if (Rule(item, source, generators ?? new Dictionary<string, CustomGenerator>(), problems) is { } rule)
                rules.Add(rule);
        }
        return problems.Count == 0 ? rules : throw Invalid(source, problems);
    }

    /// <summary>The locale of names and addresses that a file gives to plans that have none: a text such as <c>fr=3, de=1</c>, a map of weights, or a list; null where it gives none.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="FraiseqlDataException"><c>FqRulesInvalid</c>: it is no locale.</exception>
    public static LocaleMix? ReadLocale(string text, string source)
    {
        if (TreeOf(text, source).Entries?.FirstOrDefault(e => e.Key == "locale").Value is not { } given)
            return null;
        try
        {
            return given switch
            {
                { Entries: { } weights } => new LocaleMix(weights.Select(w => new KeyValuePair<string, double>(w.Key, w.Value.Value is long or decimal ? Convert.ToDouble(w.Value.Value, CultureInfo.InvariantCulture) : double.NaN))),
                { Items: { } codes } => new LocaleMix(codes.Select(c => new KeyValuePair<string, double>(c.Value as string ?? "", 1))),
                _ => LocaleMix.Parse(given.Value as string ?? ""),
            };
        }
        catch (FraiseqlDataException e)
        {
            throw Invalid(source, [Say(given.Line, e.Message)], e);
        }
    }

    static YamlTree TreeOf(string text, string source)
    {
        try
        {
            return YamlTree.Read(text);
        }
        catch (FormatException e)
        {
            throw Invalid(source, [e.Message], e);
        }
    }

    static IEnumerable<YamlTree> Items(YamlTree tree, string list, List<string> problems)
    {
        string[] known = ["rules", "groups", "locale", "version"];
        var entries = tree.Entries ?? [];
        if (list == "rules")
        {
            foreach (var (key, line, _) in entries.Where(e => !known.Contains(e.Key)))
                problems.Add(Say(line, $"'{key}' is not known here.{NearestNames.DidYouMean(NearestNames.Of(key, known))}"));
        }
        if (entries.FirstOrDefault(e => e.Key == list).Value is { } given)
        {
            if (given.Items is { } items)
                return items;
            problems.Add(Say(given.Line, $"'{list}' takes a list."));
        }
        else if (list == "rules" && !entries.Any(e => e.Key is "groups" or "locale"))
        {
            problems.Add(Say(tree.Line, "the file has no list 'rules'."));
        }
        return [];
    }

    static ColumnRule? Rule(YamlTree item, string source, IReadOnlyDictionary<string, CustomGenerator> generators, List<string> problems)
    {
        var before = problems.Count;
        if (item.Entries is not { } entries)
        {
            problems.Add(Say(item.Line, "a rule is a map, such as { column: '*_serial', generator: mask }."));
            return null;
        }
        foreach (var (key, line, _) in entries.Where(e => !Keys.Contains(e.Key)))
        {
            problems.Add(Say(line, key is "sql" or "reference" or "script" ? $"a rule cannot hold '{key}'; use an override." : $"a rule has no '{key}'.{NearestNames.DidYouMean(NearestNames.Of(key, Keys))}"));
        }
        var given = entries.ToDictionary(e => e.Key, e => e.Value);
        if (Text(given, "column", problems) is null && !given.ContainsKey("column"))
            problems.Add(Say(item.Line, "a rule needs 'column'."));
        var kinds = Kinds.Where(given.ContainsKey).ToList();
        if (kinds.Count != 1)
            problems.Add(Say(item.Line, kinds.Count == 0 ? $"a rule needs one of {string.Join(", ", Kinds)}." : $"{string.Join(" and ", kinds)} exclude each other."));
        if (problems.Count > before)
            return null;
        try
        {
            var column = Text(given, "column", problems)!;
            var value = RuleValue(column, kinds[0], given);
            Check(value, given, generators, problems);
            return problems.Count > before ? null : new ColumnRule(column, value)
            {
                Table = Text(given, "table", problems),
                Type = Text(given, "type", problems),
                Source = string.Create(CultureInfo.InvariantCulture, $"{source} line {item.Line}"),
            };
        }
        catch (FraiseqlDataException e)
        {
            problems.Add(Say(item.Line, e.Message));
            return null;
        }
    }

    static ColumnOverride RuleValue(string column, string kind, Dictionary<string, YamlTree> given)
    {
        var parts = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [kind] = given[kind].Plain() };
        foreach (var beside in new[] { "weights", "pick" }.Where(given.ContainsKey))
            parts[beside] = given[beside].Plain();
        if (kind == "generator" && given.TryGetValue("parameters", out var parameters))
        {
            foreach (var (name, _, value) in parameters.Entries ?? throw PlanErrors.OverrideUnreadable(column, "'parameters' takes a map.", ""))
                parts[name] = value.Plain();
        }
        else if (given.ContainsKey("parameters"))
        {
            throw PlanErrors.OverrideUnreadable(column, $"'parameters' have no meaning beside '{kind}'.", "");
        }
        var ratio = given.TryGetValue("null_ratio", out var wanted) ? Ratio(column, wanted) : (double?)null;
        if (ratio is not null && kind == "generator")
            parts["null_ratio"] = ratio;
        var read = OverrideInstruction.Read(column, parts);
        return ratio is null || kind == "generator" ? read : WithNulls(column, read, ratio.Value);
    }

    static ColumnOverride WithNulls(string column, ColumnOverride value, double ratio)
    {
        var list = value switch
        {
            ConstantOverride constant => new ListOverride([constant.Value]),
            ListOverride given => given,
            _ => throw PlanErrors.OverrideUnreadable(column, "'null_ratio' has no meaning beside 'template'.", ""),
        };
        var weights = list.Weights ?? [.. list.Values.Select(_ => 1.0)];
        return new ListOverride([.. list.Values, null]) { IsSampled = true, Weights = [.. weights.Select(w => w / weights.Sum() * (1 - ratio)), ratio] };
    }

    static void Check(ColumnOverride value, Dictionary<string, YamlTree> given, IReadOnlyDictionary<string, CustomGenerator> generators, List<string> problems)
    {
        if (value is not GeneratorOverride generator)
            return;
        var known = generators.TryGetValue(generator.Name, out var custom) ? custom.Parameters : SourceCatalog.IsName(generator.Name)
            ? [.. GeneratorParameters.Of(generator.Name.ToLowerInvariant()).Select(p => p.Key)] : null;
        if (custom is null && known is null)
        {
            problems.Add(Say(given["generator"].Line, $"there is no generator '{generator.Name}'.{NearestNames.DidYouMean(NearestNames.Of(generator.Name, NamedSources.Names.Concat(generators.Keys)))}"));
            return;
        }
        foreach (var parameter in generator.Parameters.Keys.Where(p => p != "null_ratio" && known is not null && !known.Contains(p)))
        {
            var line = given["parameters"].Entries!.First(e => string.Equals(e.Key, parameter, StringComparison.OrdinalIgnoreCase)).Line;
            problems.Add(Say(line, $"the generator '{generator.Name}' has no parameter '{parameter}'.{NearestNames.DidYouMean(NearestNames.Of(parameter, known!))}"));
        }
    }

    static double Ratio(string column, YamlTree given)
    {
        var ratio = given.Value is long or decimal ? Convert.ToDouble(given.Value, CultureInfo.InvariantCulture) : double.NaN;
        return ratio is >= 0 and <= 1 ? ratio : throw PlanErrors.OverrideUnreadable(column, "'null_ratio' takes a number from 0 to 1.", "");
    }

    static string? Text(Dictionary<string, YamlTree> given, string key, List<string> problems)
    {
        if (!given.TryGetValue(key, out var node))
            return null;
        if (node.Value is string { Length: > 0 } text)
            return text;
        problems.Add(Say(node.Line, $"'{key}' takes a text."));
        return null;
    }

    internal static string Say(long line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}");

    static FraiseqlDataException Invalid(string source, IReadOnlyList<string> problems, Exception? cause = null) => new(
        "FqRulesInvalid", ErrorKind.InvalidData,
        problems.Count == 1 ? $"The rules of {source} cannot be read: {problems[0]}" : string.Create(CultureInfo.InvariantCulture, $"The rules of {source} have {problems.Count} problems: {string.Join(" ", problems)}"),
        "Correct the file; about_FraiseqlData_Rules shows its form.", source, cause);
}
