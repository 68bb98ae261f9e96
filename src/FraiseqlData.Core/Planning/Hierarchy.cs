using System.Collections;
using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>How the rows of a table that refers to itself form trees: level by level, the roots first.</summary>
public sealed record Hierarchy
{
    static readonly string[] Parts = ["roots", "fanout", "depth", "levels", "via"];

    /// <summary>How many rows have no parent; at least 1.</summary>
    public long Roots { get; init; } = 1;

    /// <summary>How many children each row has that is not on the last level.</summary>
    public Distribution Fanout { get; init; } = Distribution.Between(2, 5);

    /// <summary>How many levels there are, that of the roots included; null for as many as the rows fill.</summary>
    public int? Depth { get; init; }

    /// <summary>How many rows each level has, the roots' first, in the place of roots, fan-out and depth; empty where those say it.</summary>
    public IReadOnlyList<long> Levels { get; init; } = [];

    /// <summary>The foreign key that refers to the table itself, where there are several: one of its columns, or its name. Null where there is one.</summary>
    public string? Via { get; init; }

    /// <summary>Reads a hierarchy from a map: <c>@{ roots = 3; fanout = 2..5; depth = 4 }</c>, <c>@{ levels = 3, 12, 60 }</c>.</summary>
    /// <param name="table">The table, for messages.</param>
    /// <param name="map">The parts by name.</param>
    /// <exception cref="FraiseqlDataException"><c>FqHierarchyInvalid</c>, <c>FqDistributionInvalid</c>: it has no meaning.</exception>
    public static Hierarchy Read(string table, IReadOnlyDictionary<string, object?> map)
    {
        var parts = new Dictionary<string, object?>(map, StringComparer.OrdinalIgnoreCase);
        if (parts.Keys.FirstOrDefault(k => !Parts.Contains(k, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw Invalid(table, $"'{unknown}' has no meaning{NearestNames.DidYouMean(NearestNames.Of(unknown, Parts))}".TrimEnd('.'), $"It takes {string.Join(", ", Parts)}.");
        if (parts.ContainsKey("levels") && parts.Keys.Any(k => k.ToLowerInvariant() is "roots" or "fanout" or "depth"))
            throw Invalid(table, "'levels' says already what roots, fanout and depth would say", "Use one or the other.");
        var read = new Hierarchy
        {
            Roots = Whole(table, "roots", parts.GetValueOrDefault("roots") ?? 1),
            Fanout = parts.TryGetValue("fanout", out var fanout) ? DistributionReader.Read($"{table} fanout", fanout) : Distribution.Between(2, 5),
            Depth = parts.TryGetValue("depth", out var depth) ? (int)Math.Min(int.MaxValue, Whole(table, "depth", depth)) : null,
            Levels = parts.TryGetValue("levels", out var levels) ? [.. (levels is IEnumerable list and not string ? list.Cast<object?>() : [levels]).Select(n => Whole(table, "levels", n))] : [],
            Via = parts.GetValueOrDefault("via")?.ToString(),
        };
        read.Check(table);
        return read;
    }

    /// <summary>Refuses a hierarchy without rows, whoever made it.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqHierarchyInvalid</c>, <c>FqDistributionInvalid</c>.</exception>
    internal void Check(string table)
    {
        foreach (var (name, number) in Levels.Select(l => ("levels", l)).Append(("roots", Roots)).Append(("depth", Depth ?? 1)).Where(n => n.Item2 < 1))
            throw Invalid(table, string.Create(CultureInfo.InvariantCulture, $"{number} is too few for '{name}'"), "Use whole numbers from 1.");
        new PerParent($"{table} fanout", Fanout).Check();
    }

    /// <summary>The foreign key that is meant, or null where the table does not refer to itself.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqHierarchyInvalid</c>: several are meant, or none of that name.</exception>
    internal ForeignKey? Find(Table table)
    {
        var keys = table.ForeignKeys.Where(k => k is { IsEnforced: true, IsSelfReference: true }).ToList();
        var meant = Via is null ? keys : keys.FindAll(k => k.Columns.Contains(Via, StringComparer.OrdinalIgnoreCase) || string.Equals(k.Name, Via, StringComparison.OrdinalIgnoreCase));
        return meant switch
        {
            [var only] => only,
            [] when keys.Count == 0 => null,
            [] => throw Invalid(table.Name.ToString(), $"no foreign key '{Via}' refers to the table itself", $"Use via with one of {string.Join(", ", keys.SelectMany(k => k.Columns))}."),
            _ => throw Invalid(table.Name.ToString(), $"several foreign keys refer to the table itself: {string.Join(", ", meant.SelectMany(k => k.Columns))}", $"Say which: via = '{meant[0].Columns[^1]}'."),
        };
    }

    internal static FraiseqlDataException Invalid(string table, string why, string action) =>
        new("FqHierarchyInvalid", ErrorKind.InvalidArgument, $"The hierarchy of '{table}' is impossible: {why}{(why.EndsWith('?') ? "" : ".")}", action, table);

    static long Whole(string table, string name, object? value)
    {
        try
        {
            var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            return number == decimal.Truncate(number) ? (long)number : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Invalid(table, $"'{name}' is a whole number, not '{value}'", "Use whole numbers from 1.");
        }
    }
}
