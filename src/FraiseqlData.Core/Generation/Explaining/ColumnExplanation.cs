using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Where a column's values come from, and why.</summary>
public sealed record ColumnExplanation
{
    /// <summary>The table.</summary>
    public required QualifiedName Table { get; init; }

    /// <summary>The column's name.</summary>
    public required string Column { get; init; }

    /// <summary>The column's type as PostgreSQL names it, with its modifiers.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// What decides: <c>override</c>, <c>comment</c> or <c>rules file</c>; <c>key</c>, <c>pattern uuid</c> or <c>identifier</c>; <c>reference</c>;
    /// <c>check</c>, <c>group</c>, <c>name</c> or <c>type</c>; <c>null</c>; and where the server gives the value <c>identity</c>, <c>generated</c> or <c>default</c>.
    /// </summary>
    public required string Rule { get; init; }

    /// <summary>Why, in words: the name that a rule knows, the check, the foreign key, the file and its line.</summary>
    public required string Reason { get; init; }

    /// <summary>The generator's name, as overrides use it; empty where no generator makes the values.</summary>
    public string Generator { get; init; } = "";

    /// <summary>Up to three of the values that a run would write, as PostgreSQL's texts; none where only the server or a script knows them.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>The share of NULLs, from 0 to 1, that the column gets by chance.</summary>
    public double NullRatio { get; init; }

    /// <summary>How many different values the column can get: what a unique key has room for. Null where that is not known.</summary>
    public decimal? DistinctValues { get; init; }

    /// <summary>Whether the values differ from row to row by construction, alone or together with those of <see cref="AgreesWith"/>.</summary>
    public bool IsUnique { get; init; }

    /// <summary>The columns that are filled together with it: they tell of one person, place, key.</summary>
    public IReadOnlyList<string> AgreesWith { get; init; } = [];

    /// <summary>The key of the plan's entry that the rows come from; null for none.</summary>
    public string? Entry { get; init; }

    /// <summary>The column and the rule.</summary>
    public override string ToString() => $"{Table}.{Column}: {Rule} ({Reason})";
}
