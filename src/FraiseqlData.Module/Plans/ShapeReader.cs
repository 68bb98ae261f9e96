using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Reads what the parameters of Add-FqTable say of the shape of its rows.</summary>
static class ShapeReader
{
    /// <summary>The rule of <c>-PerParent</c>: <c>@{ fk_customer = 1..5 }</c>.</summary>
    public static PerParent PerParent(IDictionary given, bool includeExisting)
    {
        if (Entries(given) is not [var (parent, rows)])
        {
            throw new FraiseqlDataException(
                "FqPerParentInvalid", ErrorKind.InvalidArgument, $"-PerParent names {given.Count} parents, but rows are counted by one of them.",
                "Name one, for example -PerParent @{ fk_customer = 1..5 }; rows pick their other parents.");
        }
        return new PerParent(parent, DistributionReader.Read(parent, PlainValue.Of(rows))) { IncludeExisting = includeExisting };
    }

    /// <summary>The roll-ups of <c>-Rollup</c>: <c>@{ total = 'sum(tb_line.amount)' }</c>.</summary>
    public static IReadOnlyDictionary<string, Rollup> Rollups(IDictionary? given) =>
        Entries(given).ToDictionary(e => e.Name, e => Rollup.Parse(e.Name, e.Value?.ToString() ?? ""), StringComparer.OrdinalIgnoreCase);

    /// <summary>The shares of <c>-NullRatio</c>: a number for all columns, or <c>@{ bio = 0.3; 'notes*' = 0.5 }</c>.</summary>
    public static IReadOnlyDictionary<string, double> NullRatios(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        null => new Dictionary<string, double>(),
        IDictionary map => Entries(map).ToDictionary(e => e.Name, e => Ratio(e.Name, e.Value), StringComparer.OrdinalIgnoreCase),
        var number => new Dictionary<string, double> { ["*"] = Ratio("*", number) },
    };

    /// <summary>The hierarchy of <c>-Hierarchy</c>: <c>@{ roots = 3; fanout = 4; depth = 3 }</c>.</summary>
    public static Hierarchy? Hierarchy(string table, IDictionary? given) =>
        given is null ? null : Planning.Hierarchy.Read(table, (IReadOnlyDictionary<string, object?>)PlainValue.Of(given)!);

    static double Ratio(string column, object? value) =>
        LanguagePrimitives.TryConvertTo<double>(value, CultureInfo.InvariantCulture, out var ratio) && value is not null ? ratio : throw new FraiseqlDataException(
            "FqNullRatioInvalid", ErrorKind.InvalidArgument, $"-NullRatio of '{column}' is no number.", "Use a number from 0 to 1, for example @{ bio = 0.3 }.", column);

    // A Hashtable's order differs between processes.
    static List<(string Name, object? Value)> Entries(IDictionary? given) =>
        [.. (given ?? new Hashtable()).Cast<DictionaryEntry>().Select(e => (Name: e.Key.ToString() ?? "", e.Value)).OrderBy(e => e.Name, StringComparer.Ordinal)];
}
