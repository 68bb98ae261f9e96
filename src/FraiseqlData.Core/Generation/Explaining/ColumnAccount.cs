using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>What a step says of a column that it fills.</summary>
/// <param name="Rule">What decides: see <see cref="ColumnExplanation.Rule"/>.</param>
/// <param name="Reason">Why, in words.</param>
sealed record ColumnAccount(string Rule, string Reason)
{
    /// <summary>The generator's name; empty for none.</summary>
    public string Generator { get; init; } = "";

    /// <summary>The share of NULLs, from 0 to 1.</summary>
    public double NullRatio { get; init; }

    /// <summary>How many different values there can be; null where that is not known.</summary>
    public decimal? DistinctValues { get; init; }

    /// <summary>Whether the values differ from row to row by construction.</summary>
    public bool IsUnique { get; init; }

    /// <summary>The columns that are filled together with it, so that they agree.</summary>
    public IReadOnlyList<int> With { get; init; } = [];

    /// <summary>A column that is drawn from a source.</summary>
    public static ColumnAccount Of(ValueSource source) => new(
        source.Origin switch { SourceOrigin.Type => "type", SourceOrigin.Name => "name", SourceOrigin.Constraint => "check", _ => "override" }, source.Reason)
    {
        Generator = source.Name,
        DistinctValues = source.DistinctCapacity is > 0 and var count ? count : null,
    };

    /// <summary>A column of a foreign key.</summary>
    public static ColumnAccount Of(TableReference reference) => new("reference", Describe(reference.Resolved))
    {
        DistinctValues = reference.Parents is { IsKnown: true } parents ? parents.Count : null,
    };

    /// <summary>A foreign key and where its parents come from, in words.</summary>
    public static string Describe(ResolvedReference reference) => $"foreign key \"{reference.Key.Name}\": " + reference.Source switch
    {
        ParentSource.Plan => $"rows of {reference.Key.ReferencedTable} that the plan adds",
        ParentSource.Existing => $"rows that {reference.Key.ReferencedTable} has already",
        ParentSource.Itself => "earlier rows of the table",
        ParentSource.Override => "the override's",
        _ => "no parent",
    };

    /// <summary>The same of a column that a group fills.</summary>
    /// <param name="subject">What the group's columns tell of: <c>person</c>.</param>
    /// <param name="columns">The group's columns.</param>
    /// <param name="own">The column.</param>
    public ColumnAccount InGroup(string subject, IEnumerable<int> columns, int own) =>
        this with { Rule = "group", Reason = $"{subject}; {Reason}", With = [.. columns.Where(c => c != own).Distinct().Order()] };
}
