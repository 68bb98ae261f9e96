using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>
/// Lets the server evaluate conditions on candidate rows, under the session's own search path. Reads only: what the conditions' functions may write is
/// undone. The values go as text and are cast to their columns' types and collations; columns of domains to the types below them, whose checks are
/// conditions like the others.
/// </summary>
sealed class JudgeQuery : ServerJudge
{
    readonly Table _table;
    readonly IReadOnlyList<JudgedCondition> _conditions;
    readonly Lazy<IReadOnlyList<ServerJudge>> _alone;

    /// <summary>Creates the query.</summary>
    /// <param name="table">The table.</param>
    /// <param name="codecs">The codecs of its columns.</param>
    /// <param name="written">The indexes of the columns whose values are known here.</param>
    /// <param name="conditions">The conditions.</param>
    public JudgeQuery(Table table, IReadOnlyList<TypeCodec> codecs, IReadOnlyList<int> written, IReadOnlyList<JudgedCondition> conditions)
        : base(codecs, [.. written.Where(c => conditions.Any(x => x.Columns.Contains(table.Columns[c].Name)))], conditions.Count)
    {
        (_table, _conditions) = (table, conditions);
        Sql = Build(conditions.SelectMany(c => c.Columns).ToHashSet(StringComparer.Ordinal));
        _alone = new(() => conditions.Count == 1 ? [] : [.. conditions.Select(c => new JudgeQuery(table, codecs, written, [c]))]);
    }

    protected override IReadOnlyList<ServerJudge> Alone => _alone.Value;

    protected override string Sql { get; }

    string Build(HashSet<string> read)
    {
        var values = _table.Columns.Select((column, i) => (Column: column, Index: i))
            .Where(c => read.Contains(c.Column.Name) && !c.Column.IsGenerated)
            .Select(c => $"{Value(c.Column, c.Index)} AS {QualifiedName.Quote(c.Column.Name)}").DefaultIfEmpty("NULL");
        // What the server computes from other columns, next to them.
        var computed = _table.Columns.Where(c => read.Contains(c.Name) && c.GenerationExpression is not null)
            .Select(c => $"({c.GenerationExpression})::{c.SqlType} AS {QualifiedName.Quote(c.Name)}").DefaultIfEmpty("NULL");
        var verdicts = string.Join(", ", _conditions.Select(c => $"({c.Sql}) IS NOT FALSE"));
        return $"SELECT fq_n, fq_verdicts FROM (SELECT fq_s.fq_n, ARRAY[{verdicts}] AS fq_verdicts "
            + $"FROM {Candidates}, LATERAL (SELECT {string.Join(", ", values)}) AS fq_row, LATERAL (SELECT {string.Join(", ", computed)}) AS fq_computed OFFSET 0) AS fq_judged "
            + "WHERE false = ANY (fq_verdicts)";
    }

    /// <summary>A column's value: what was made for it, or what the server will put there.</summary>
    string Value(Column column, int index)
    {
        var value = Sent.Contains(index) ? TextOf(index)
            : column.Default is { } given ? $"({given})" : "NULL";
        var collation = column.Collation is { } name ? $" COLLATE {name.ToSql()}" : "";
        return $"{value}::{BareType(column)}{collation}";
    }

    /// <summary>The column's type without domains, whose checks would raise.</summary>
    static string BareType(Column column) =>
        JudgedCondition.HasPlainElements(column) ? column.Type.Underlying.Element!.Underlying.SqlName + "[]"
        : column.Type.Kind == PgTypeKind.Domain ? column.Type.Underlying.SqlName
        : column.SqlType;

    /// <summary>A column's value as text, as a condition may name it.</summary>
    public static string TextOf(int column) => "fq_s." + Name(column);

    /// <summary>Whether a condition can be judged before the row is written: every column that it reads is made here, computed, or has a plain default.</summary>
    public static bool CanJudge(JudgedCondition condition, Table table, IReadOnlyCollection<int> written)
    {
        var made = written.Select(i => table.Columns[i]).ToHashSet();
        return condition.Columns.Select(table.GetColumn)
            .All(c => made.Contains(c) || c.IsGenerated || c is { Sequence: null, Default: null } || c.Default is { } given && ConstantExpression.IsConstant(given));
    }
}
