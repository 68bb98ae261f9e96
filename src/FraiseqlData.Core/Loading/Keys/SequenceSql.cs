using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>The statements about sequences.</summary>
static class SequenceSql
{
    public const string None = "NULL::int8";

    /// <summary>Takes the sequence's lock: the only statement that does, besides those that change something.</summary>
    public static string Lock(Sequence sequence) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ALTER SEQUENCE {sequence.Name.ToSql()} INCREMENT BY {sequence.Increment}");

    public static string State(SequenceUse use) =>
        $"""
        SELECT s.last_value, s.is_called, p.seqincrement, p.seqmin, p.seqmax, p.seqcycle, {Extreme(use, "min")}, {Extreme(use, "max")}
        FROM {use.Sequence.Name.ToSql()} AS s, pg_catalog.pg_sequence AS p WHERE p.seqrelid = s.tableoid
        """;

    /// <summary>
    /// Takes keys where the sequence is ahead of the rows and has room for all: then they are an array, else NULL and nothing is taken. Beside it
    /// the rows' value that is farthest along.
    /// </summary>
    public static string Take(SequenceUse use)
    {
        var (sequence, rises) = (use.Sequence, use.Sequence.Increment > 0);
        var (ahead, within) = rises ? (">", "<=") : ("<", ">=");
        return FormattableString.Invariant($"""
            SELECT CASE WHEN (edge IS NULL OR next {ahead} edge) AND next + {(Int128)(use.Count - 1) * sequence.Increment} {within} {(rises ? use.Range.Max : use.Range.Min)}
                THEN ARRAY(SELECT pg_catalog.nextval({SqlLiteral.Quote(sequence.Name.ToSql())}::regclass) FROM generate_series(1, {use.Count})) END, edge
            FROM (SELECT last_value::numeric + CASE WHEN is_called THEN {sequence.Increment} ELSE 0 END, {Extreme(use, rises ? "max" : "min")}
                FROM {sequence.Name.ToSql()}) AS s (next, edge)
            """);
    }

    /// <summary>The least or greatest value of the columns whose values must be distinct.</summary>
    public static string Extreme(SequenceUse use, string function)
    {
        var parts = use.Columns.Where(c => c.IsComparedWithRows)
            .Select(c => $"(SELECT {function}({QualifiedName.Quote(c.Column.Name)})::int8 FROM {c.Table.Name.ToSql()})").ToList();
        return parts.Count == 0 ? None : $"{(function == "min" ? "least" : "greatest")}({string.Join(", ", parts)})";
    }

    /// <summary>Whether a row has a value between the parameters <c>low</c> and <c>high</c>.</summary>
    public static string AnyBetween(SequenceUse use)
    {
        var parts = use.Columns.Where(c => c.IsComparedWithRows)
            .Select(c => $"EXISTS (SELECT FROM {c.Table.Name.ToSql()} WHERE {QualifiedName.Quote(c.Column.Name)} BETWEEN @low AND @high)").ToList();
        return parts.Count == 0 ? "false" : string.Join(" OR ", parts);
    }
}
