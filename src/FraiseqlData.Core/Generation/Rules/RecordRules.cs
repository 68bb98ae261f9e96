using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Rules;

/// <summary>Reads a group of a rules file: records of which each row takes one.</summary>
static class RecordRules
{
    static readonly string[] Keys = ["table", "records", "weights", "pick", "description"];

    /// <summary>The rules of the records' columns.</summary>
    public static IEnumerable<ColumnRule> Read(YamlTree item, string source, List<string> problems)
    {
        var before = problems.Count;
        var given = (item.Entries ?? []).ToDictionary(e => e.Key, e => e.Value);
        foreach (var key in given.Where(g => !Keys.Contains(g.Key)))
            problems.Add(RulesFile.Say(key.Value.Line, $"a group has no '{key.Key}'.{NearestNames.DidYouMean(NearestNames.Of(key.Key, Keys))}"));
        if (given.GetValueOrDefault("records")?.Items is not { } records || records.Any(r => r.Entries is null))
            problems.Add(RulesFile.Say(item.Line, "a group needs 'records', a list of maps such as { name: Chair, price: 49 }."));
        else if (problems.Count == before)
            return Rules(item, given, records, string.Create(CultureInfo.InvariantCulture, $"{source} line {item.Line}"), problems);
        return [];
    }

    static IEnumerable<ColumnRule> Rules(YamlTree item, Dictionary<string, YamlTree> given, IEnumerable<YamlTree> records, string place, List<string> problems)
    {
        try
        {
            var weights = given.TryGetValue("weights", out var listed) ? OverrideInstruction.Numbers("weights", listed.Plain()) : null;
            var lists = RecordGroup.Read(place, [.. records.Select(r => r.Entries!.ToDictionary(e => e.Key, e => e.Value.Plain(), StringComparer.OrdinalIgnoreCase))], given.GetValueOrDefault("pick")?.Plain() as string, weights);
            return [.. lists.Select(l => new ColumnRule(l.Key, l.Value) { Table = given.GetValueOrDefault("table")?.Plain() as string, Source = place })];
        }
        catch (FraiseqlDataException e)
        {
            problems.Add(RulesFile.Say(item.Line, e.Message));
            return [];
        }
    }
}
