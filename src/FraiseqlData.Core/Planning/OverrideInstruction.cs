using System.Collections;
using System.Globalization;

namespace FraiseqlData.Planning;

/// <summary>
/// Reads what is said of a column as a map: <c>@{ values = 'a', 'b'; weights = 3, 1 }</c>. Hashtables of the cmdlets, rules files and
/// comments are read here, so that they all mean the same.
/// </summary>
public static class OverrideInstruction
{
    const string Cycle = "cycle";
    const string Sample = "sample";
    const string Zipf = "zipf";
    const string Ratio = "null_ratio";

    static readonly string[] Kinds = ["value", "values", "generator", "template", "sql", "reference"];

    /// <summary>Whether a map is an instruction; any other one is data.</summary>
    /// <param name="keys">The map's keys.</param>
    public static bool IsInstruction(IEnumerable<string> keys) => keys.Any(k => Kinds.Contains(k, StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads an instruction.</summary>
    /// <param name="column">The column that it is for, for messages.</param>
    /// <param name="map">The instruction: its keys, ignoring case, with values of .NET's own types, arrays and string-keyed dictionaries.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: it contradicts itself, or a part has no meaning.</exception>
    public static ColumnOverride Read(string column, IReadOnlyDictionary<string, object?> map)
    {
        var parts = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in map)
        {
            if (!parts.TryAdd(key, value))
                throw PlanErrors.OverrideUnreadable(column, $"it has '{key}' twice.", "Leave one of them out.");
        }
        if (parts.Remove("nulls", out var nulls) && !parts.TryAdd(Ratio, nulls))
            throw PlanErrors.OverrideUnreadable(column, $"'nulls' and '{Ratio}' say the same.", "Leave one of them out.");
        // A generator's parameters may have the names of other instructions.
        var kinds = parts.ContainsKey("generator") ? ["generator"] : Kinds.Where(parts.ContainsKey).ToList();
        return kinds switch
        {
            [] => throw PlanErrors.OverrideUnreadable(column, "it says nothing of what the column gets.", $"Use one of {string.Join(", ", Kinds)}."),
            ["generator"] => Generator(column, parts),
            [var kind] when parts.Remove(Ratio, out var ratio) => Of(kind, column, parts) with { NullRatio = Share(column, ratio) },
            [var kind] => Of(kind, column, parts),
            _ => throw PlanErrors.OverrideUnreadable(column, $"it has {string.Join(" and ", kinds)}, which exclude each other.", "Use one of them."),
        };
    }

    static ColumnOverride Of(string kind, string column, Dictionary<string, object?> parts)
    {
        Allow(column, parts, kind, kind switch { "values" => ["pick", "weights"], "reference" => ReferenceInstruction.Parts, _ => [] });
        return kind switch
        {
            "value" => new ConstantOverride(parts["value"]),
            "values" => Values(column, parts),
            "reference" => ReferenceInstruction.Read(column, parts),
            "template" => Template(column, parts["template"]),
            _ => Sql(column, parts["sql"] as string),
        };
    }

    /// <summary>A generator by name; those that only say in other words what an instruction says are taken for it.</summary>
    static ColumnOverride Generator(string column, Dictionary<string, object?> parts)
    {
        var name = parts["generator"] as string;
        if (string.IsNullOrWhiteSpace(name))
            throw PlanErrors.OverrideUnreadable(column, "'generator' takes the name of a generator.", "Get-FqGenerator lists them.");
        _ = parts.Remove("generator");
        switch (name.ToLowerInvariant())
        {
            case "constant":
                Require(column, parts, name, "value");
                Allow(column, parts, name, ["value"]);
                return new ConstantOverride(parts["value"]);
            case "list":
                Require(column, parts, name, "values");
                Allow(column, parts, name, ["values", "pick", "weights"]);
                return Values(column, parts);
            case "reference":
                Require(column, parts, name, "table");
                Allow(column, parts, name, [.. ReferenceInstruction.Parts, "table"]);
                parts["reference"] = parts["table"];
                return ReferenceInstruction.Read(column, parts);
            case "template":
                Require(column, parts, name, "template");
                Allow(column, parts, name, ["template"]);
                return Template(column, parts["template"]);
            default:
                return new GeneratorOverride(name, parts.ToDictionary(p => p.Key.ToLowerInvariant(), p => p.Value, StringComparer.Ordinal));
        }
    }

    static TemplateOverride Template(string column, object? template) =>
        template as string is { Length: > 0 } text ? new TemplateOverride(text) : throw PlanErrors.OverrideUnreadable(
            column, "'template' takes a text.", "For example @{ template = '{first_name}.{last_name}@acme.test' }.");

    static ColumnOverride Sql(string column, string? expression)
    {
        if (string.IsNullOrWhiteSpace(expression))
            throw PlanErrors.OverrideUnreadable(column, "'sql' takes an expression.", "For example @{ sql = 'now()' }.");
        return string.Equals(expression.Trim(), "DEFAULT", StringComparison.OrdinalIgnoreCase) ? new DefaultOverride() : new SqlOverride(expression.Trim());
    }

    static ListOverride Values(string column, Dictionary<string, object?> parts)
    {
        var given = parts["values"];
        var weights = parts.TryGetValue("weights", out var separate) ? Numbers(column, separate) : null;
        object?[] values;
        if (given is IReadOnlyDictionary<string, object?> weighted)
        {
            if (weights is not null)
                throw PlanErrors.OverrideUnreadable(column, "'values' gives a weight for each value already.", "Leave 'weights' out.");
            (values, weights) = ([.. weighted.Keys], Numbers(column, weighted.Values.ToArray()));
        }
        else
        {
            values = given is IEnumerable list and not (string or IDictionary) ? [.. list.Cast<object?>()] : [given];
        }
        var pick = (parts.GetValueOrDefault("pick") ?? (weights is null ? Cycle : Sample)).ToString()!.ToLowerInvariant();
        if (pick is not (Cycle or Sample or Zipf))
            throw PlanErrors.OverrideUnreadable(column, $"'{pick}' is no way to pick from a list.", "Use 'cycle' (in turn), 'sample' (drawn) or 'zipf' (drawn, the first ones most often).");
        if (pick == Zipf && weights is not null)
            throw PlanErrors.OverrideUnreadable(column, "'zipf' says already how often each value is drawn.", "Leave the weights out, or use pick = 'sample'.");
        if (pick == Zipf)
            (pick, weights) = (Sample, [.. values.Select((_, i) => 1.0 / (i + 1))]);
        var read = new ListOverride(values) { IsSampled = pick == Sample, Weights = weights };
        Check(column, read);
        return read;
    }

    /// <summary>Refuses an override that contradicts itself, whoever made it.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>.</exception>
    internal static void Check(string column, ColumnOverride value)
    {
        if (value is ReferenceOverride reference)
            ReferenceInstruction.Check(column, reference);
        if (value is not ListOverride list)
            return;
        if (list.Values.Count == 0)
            throw PlanErrors.OverrideUnreadable(column, "its list of values is empty.", "Give at least one value.");
        if (list.Weights is not { } weights)
            return;
        if (!list.IsSampled)
            throw PlanErrors.OverrideUnreadable(column, "values that are taken in turn have no weights.", "Use pick = 'sample', or leave the weights out.");
        if (weights.Count != list.Values.Count)
        {
            throw PlanErrors.OverrideUnreadable(
                column, string.Create(CultureInfo.InvariantCulture, $"it has {list.Values.Count} values, but {weights.Count} weights."), "Give one weight for each value.");
        }
        foreach (var weight in weights.Where(w => !double.IsFinite(w) || w < 0))
            throw PlanErrors.OverrideUnreadable(column, string.Create(CultureInfo.InvariantCulture, $"{weight} is no weight."), "Weights are numbers from 0.");
        if (weights.All(w => w == 0) || !double.IsFinite(weights.Sum()))
            throw PlanErrors.OverrideUnreadable(column, "its weights are all 0, or too great.", "Give at least one value a weight above 0.");
    }

    static double Share(string column, object? given)
    {
        try
        {
            return given is not null and not bool && Convert.ToDouble(given, CultureInfo.InvariantCulture) is >= 0 and <= 1 and var share ? share : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw PlanErrors.NullRatioInvalid(column, $"'{given}' is no share", "Use a number from 0 to 1.");
        }
    }

    internal static double[] Numbers(string column, object? given)
    {
        var list = given is IEnumerable several and not string ? several.Cast<object?>() : [given];
        return [.. list.Select(Number)];

        double Number(object? value)
        {
            try
            {
                return value is null ? throw new InvalidCastException() : Convert.ToDouble(value, CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
            {
                throw PlanErrors.OverrideUnreadable(column, $"'{value}' is no weight.", "Weights are numbers from 0.");
            }
        }
    }

    static void Require(string column, Dictionary<string, object?> parts, string name, string parameter)
    {
        if (!parts.ContainsKey(parameter))
            throw PlanErrors.OverrideUnreadable(column, $"the generator '{name}' needs '{parameter}'.", $"Use @{{ generator = '{name}'; {parameter} = ... }}.");
    }

    static void Allow(string column, Dictionary<string, object?> parts, string kind, IReadOnlyList<string> beside)
    {
        if (parts.Keys.FirstOrDefault(k => !string.Equals(k, kind, StringComparison.OrdinalIgnoreCase) && !beside.Contains(k, StringComparer.OrdinalIgnoreCase)) is { } other)
        {
            throw PlanErrors.OverrideUnreadable(
                column, $"'{other}' has no meaning beside '{kind}'.{NearestNames.DidYouMean(NearestNames.Of(other, beside))}",
                $"Use @{{ {kind} = ... }} alone, or @{{ value = @{{ ... }} }} for data with that key.");
        }
    }
}
