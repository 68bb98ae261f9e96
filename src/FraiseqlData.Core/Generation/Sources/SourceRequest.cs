using FraiseqlData.Constraints;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>For whom a source is made: a column, or a part of one (an array's element, a range's subtype, a row type's field).</summary>
sealed record SourceRequest
{
    public required SourceOptions Options { get; init; }

    /// <summary>The words of the locale.</summary>
    public required LocaleWords Words { get; init; }

    /// <summary>What was made of patterns before.</summary>
    public PatternCache Patterns { get; init; } = new();

    public required Table Table { get; init; }

    /// <summary>The column, with the type of the part that is asked for.</summary>
    public required Column Column { get; init; }

    public required ColumnDomain Domain { get; init; }

    /// <summary>Whether the column is a key whose distinct values come in order.</summary>
    public bool AsKey { get; init; }

    /// <summary>Decides the order of distinct values.</summary>
    public required ulong Key { get; init; }

    /// <summary>The name that the source will bear.</summary>
    public string Name { get; init; } = "";

    /// <summary>The reason that the source will give.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The type below all domains.</summary>
    public PgType Type => Column.Type.Underlying;

    /// <summary>The modifier in force for <see cref="Type"/>, -1 for none.</summary>
    public int Modifier => Column.Type.Kind == PgTypeKind.Domain ? TypeModifiers.Effective(Column.Type, Column.TypeModifier).Modifier : Column.TypeModifier;

    /// <summary>Whether strings that differ in case may be equal to the server.</summary>
    public bool IgnoresCase => Type.Name.Name == "citext" || !Column.IsCollationDeterministic;

    /// <summary>The same request under a generator's name.</summary>
    public SourceRequest As(string name) => this with { Name = name, Reason = Reason.Length > 0 ? Reason : "type " + Column.Type.SqlName };

    /// <summary>A request for a part of the column's type.</summary>
    public SourceRequest Part(string label, PgType type, int modifier) => this with
    {
        Column = new Column
        {
            Name = label,
            Position = Column.Position,
            Type = type,
            TypeModifier = modifier,
            SqlType = type.SqlName,
            Collation = Column.Collation,
            IsCollationDeterministic = Column.IsCollationDeterministic,
        },
        // A domain has checks of its own, wherever it stands.
        Domain = type.Kind == PgTypeKind.Domain ? ConstraintAnalyzer.AnalyzeType(type, Options.ReferenceDate).DomainOf(ConstraintAnalyzer.ValueName) : ColumnDomain.Any,
        AsKey = false,
        Key = CellRandom.Mix(Key ^ CellRandom.StreamKey(0, label)),
        Name = "",
        Reason = "",
    };
}
