using System.Collections.Immutable;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>What all sources of a run have in common.</summary>
sealed record SourceOptions
{
    /// <summary>The plan's seed.</summary>
    public long Seed { get; init; }

    /// <summary>The moment that dates are relative to (UTC); never the clock.</summary>
    public DateTime ReferenceDate { get; init; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The names of the user's own generators, for messages.</summary>
    public IReadOnlyList<string> Custom { get; init; } = [];

    /// <summary>The code of a Bogus locale, for example <c>de</c> or <c>fr_CA</c>.</summary>
    public string Locale { get; init; } = "en";

    /// <summary>By a table's name the names of the tables that refer to it.</summary>
    public ILookup<QualifiedName, string> Users { get; init; } = UsersOf([]);

    /// <summary>By a table's name the names of those that refer to it.</summary>
    public static ILookup<QualifiedName, string> UsersOf(IEnumerable<Table> tables) =>
        tables.SelectMany(t => t.ForeignKeys.Select(k => (k.ReferencedTable, t.Name.Name))).ToLookup(u => u.ReferencedTable, u => u.Name);

    /// <summary>By the name of a type that is not known here: values of it in their text form, as the database holds them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Samples { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;
}
