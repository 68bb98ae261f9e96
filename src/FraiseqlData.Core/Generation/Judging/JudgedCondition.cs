using System.Text.RegularExpressions;
using FraiseqlData.Constraints;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>A condition that only the server can decide: a check, a domain's check, or a domain inside a column's type.</summary>
/// <param name="Check">The constraint, for messages.</param>
/// <param name="Sql">The condition over the columns of <see cref="JudgeQuery"/>'s row; it holds where it is not false.</param>
/// <param name="Columns">The names of the columns that it reads, those included that its generated columns are computed from.</param>
sealed record JudgedCondition(CheckConstraint Check, string Sql, IReadOnlyList<string> Columns)
{
    /// <summary>The conditions of a table that nobody but the server can decide.</summary>
    /// <param name="table">The table.</param>
    /// <param name="constraints">What is known of its constraints.</param>
    /// <param name="undecided">Checks that could be evaluated in principle but not on the values at hand.</param>
    /// <param name="referenceDate">The plan's reference date.</param>
    public static IReadOnlyList<JudgedCondition> Of(
        Table table, TableConstraints constraints, IReadOnlyCollection<CheckConstraint> undecided, DateTime referenceDate)
    {
        var open = constraints.ServerChecks.Concat(undecided).Distinct().ToList();
        var ofDomains = table.Columns.SelectMany(c => DomainChecks(c.Type).Select(check => (Column: c, Check: check))).ToList();
        var found = open.Where(c => ofDomains.TrueForAll(d => d.Check != c)).Select(c => OfTable(table, c));
        found = found.Concat(ofDomains.Where(d => open.Contains(d.Check)).Select(d => OfDomain(table, d.Column, d.Check)));
        found = found.Concat(table.Columns.Where(c => !c.IsGenerated)
            .Select(c => NestedChecks.FirstOpen(c.Type, referenceDate) is { } domain ? OfParts(table, c, domain) : null).OfType<JudgedCondition>());
        return [.. found];
    }

    static JudgedCondition OfTable(Table table, CheckConstraint check)
    {
        var named = check.Columns.Count > 0 ? check.Columns : ConstantExpression.ColumnsIn(check.Expression, table);
        // A whole row is deparsed as the table's name and an asterisk.
        var whole = new Regex($@"(?<![\w.""])({Regex.Escape(table.Name.Name)}|{Regex.Escape(QualifiedName.Quote(table.Name.Name))})\.\*");
        var readsRow = whole.IsMatch(check.Expression);
        var columns = readsRow ? [.. table.Columns.Select(c => c.Name)] : named;
        var sql = readsRow
            ? whole.Replace(check.Expression, _ => $"ROW({string.Join(", ", columns.Select(QualifiedName.Quote))})::{table.Name.ToSql()}")
            : check.Expression;
        return new JudgedCondition(check, sql, Bases(table, columns));
    }

    static JudgedCondition OfDomain(Table table, Column column, CheckConstraint check) =>
        new(check, $"(SELECT {check.Expression} FROM (SELECT {QualifiedName.Quote(column.Name)} AS value) AS fq_domain)", Bases(table, [column.Name]));

    /// <summary>A domain within an array or a row type: of an array's elements its checks are evaluated, elsewhere the value is only cast, which may raise.</summary>
    static JudgedCondition OfParts(Table table, Column column, PgType domain)
    {
        var check = domain.Checks.Count > 0 ? domain.Checks[0] : new CheckConstraint { Name = domain.Name.Name, Expression = "VALUE" };
        if (!HasPlainElements(column) || column.Type.Underlying.Element != domain)
        {
            var text = JudgeQuery.TextOf(table.Columns.TakeWhile(c => c != column).Count());
            return new JudgedCondition(check, $"pg_catalog.num_nulls({text}::{column.SqlType}) >= 0", [column.Name]);
        }
        var all = string.Join(" AND ", DomainChecks(domain).Select(c => $"({c.Expression}) IS NOT FALSE").DefaultIfEmpty("true"));
        return new JudgedCondition(check,
            $"(SELECT pg_catalog.bool_and({all}) FROM pg_catalog.unnest({QualifiedName.Quote(column.Name)}) AS fq_part (value))", [column.Name]);
    }

    /// <summary>Whether the column is an array of domains over types without parts, so that it can be read as an array of these.</summary>
    public static bool HasPlainElements(Column column) =>
        column.Type.Underlying is { Kind: PgTypeKind.Array, Element: { Kind: PgTypeKind.Domain, Underlying.Kind: PgTypeKind.Base or PgTypeKind.Enum } };

    static IEnumerable<CheckConstraint> DomainChecks(PgType type)
    {
        for (var domain = type; domain.Kind == PgTypeKind.Domain; domain = domain.BaseType!)
        {
            foreach (var check in domain.Checks.Where(c => c.IsEnforced))
                yield return check;
        }
    }

    /// <summary>The columns with those that the generated ones among them are computed from.</summary>
    static IReadOnlyList<string> Bases(Table table, IReadOnlyList<string> columns) =>
        [.. columns.Concat(columns.Select(table.GetColumn).Where(c => c.GenerationExpression is not null)
            .SelectMany(c => ConstantExpression.ColumnsIn(c.GenerationExpression!, table))).Distinct(StringComparer.Ordinal)];
}
