using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Constraints.Relations;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints;

/// <summary>Finds out what CHECK constraints mean for the rows of a table.</summary>
static class ConstraintAnalyzer
{
    /// <summary>What the checks of a table and of its columns' domains leave.</summary>
    /// <param name="table">The table; of a partitioned one only its own checks count.</param>
    /// <param name="referenceDate">
    /// The least that the server's clock is assumed to show, in UTC. <c>x &lt;= now()</c> bounds x by this date, <c>x &gt; now()</c> by
    /// the date ten years on.
    /// </param>
    /// <param name="further">A condition beyond the table's own checks (partition bounds), or null.</param>
    public static TableConstraints Analyze(Table table, DateTime referenceDate, CheckConstraint? further = null)
    {
        var generated = GeneratedColumns(table);
        SqlExpression? Computed(SqlExpression? condition) =>
            condition is null ? null
                : ExpressionWalker.Replace(condition, e => e is ColumnReference c ? generated.GetValueOrDefault(c.Name) : null);
        var conditions = table.Checks.Where(c => c.IsEnforced).Concat(further is null ? [] : [further]).Concat(table.Columns.Where(c => c.NotNull).Select(NotNullOf).OfType<CheckConstraint>())
            .Select(c => (Check: c, Condition: Computed(SqlParser.Parse(c.Expression))))
            .Concat(table.Columns.SelectMany(c =>
                DomainConditions(c.Type, generated.GetValueOrDefault(c.Name) ?? new ColumnReference(c.Name))));
        var types = table.Columns.ToDictionary(c => c.Name, SqlType.Of, StringComparer.Ordinal);
        var notNull = table.Columns.Where(c => DomainsOf(c.Type).Any(d => d.NotNull))
            .ToDictionary(c => c.Name, c => DomainsOf(c.Type).First(d => d.NotNull), StringComparer.Ordinal);
        return Analyze(conditions, types, KnownTypes(table.Columns.Select(c => c.Type)), notNull, referenceDate);
    }

    /// <summary>
    /// What the checks of a domain, and of the domains below it, leave of a value that is no column of its own: an array's element, a
    /// composite's field.
    /// The value stands under the name <c>value</c>.
    /// </summary>
    public static TableConstraints AnalyzeType(PgType type, DateTime referenceDate)
    {
        var types = new Dictionary<string, SqlType>(StringComparer.Ordinal) { [ValueName] = SqlType.Of(type, -1) };
        var notNull = new Dictionary<string, PgType>(StringComparer.Ordinal);
        if (DomainsOf(type).FirstOrDefault(d => d.NotNull) is { } domain)
            notNull[ValueName] = domain;
        return Analyze(DomainConditions(type, new ColumnReference(ValueName)), types, KnownTypes([type]), notNull, referenceDate);
    }

    /// <summary>The name that stands for the value in <see cref="AnalyzeType"/>.</summary>
    public const string ValueName = "value";

    static TableConstraints Analyze(
        IEnumerable<(CheckConstraint Check, SqlExpression? Condition)> conditions,
        Dictionary<string, SqlType> columns,
        Dictionary<QualifiedName, PgType> types,
        Dictionary<string, PgType> notNull,
        DateTime referenceDate)
    {
        var compiler = new ExpressionCompiler(columns, types);
        var window = ClockWindow.From(referenceDate);
        var narrower = new Narrower(compiler, window);
        var relations = new RowRelations(compiler, narrower);
        var facts = notNull.Aggregate(Facts.Always, (all, n) =>
            all.And(Facts.Of(n.Key, new ColumnDomain { NotNull = true, From = [n.Value.Name.Name] })));
        var (rowChecks, allChecks) = (new List<RowCheck>(), new List<RowCheck>());
        var (serverChecks, impossible) = (new List<CheckConstraint>(), new List<CheckConstraint>());
        foreach (var (check, condition) in conditions)
        {
            var found = condition is null ? Facts.Unknown : narrower.Narrow(condition);
            if (found.IsImpossible)
                impossible.Add(check);
            facts = facts.And(Named(found, check));
            if (condition is null || compiler.Compile(condition) is not { Type.Kind: SqlKind.Bool } node)
            {
                if (!found.IsExact)
                    serverChecks.Add(check);
                continue;
            }
            var read = ExpressionWalker.Columns(condition).ToHashSet(StringComparer.Ordinal);
            var row = new CompiledCheck(node, window)
            {
                Constraint = check,
                Columns = [.. columns.Keys.Where(read.Contains)],
                Relations = found.IsExact ? [] : relations.Find(condition),
            };
            allChecks.Add(row);
            if (!found.IsExact)
                rowChecks.Add(row);
        }
        return new TableConstraints(facts.Domains, rowChecks, serverChecks) { AllChecks = allChecks, Impossible = impossible };
    }

    /// <summary>Columns that the server computes, as what they are computed from: their values are not known here.</summary>
    static Dictionary<string, SqlExpression> GeneratedColumns(Table table)
    {
        var generated = new Dictionary<string, SqlExpression>(StringComparer.Ordinal);
        foreach (var column in table.Columns.Where(c => c.GenerationExpression is not null))
        {
            // A type that cannot be read leaves a cast that cannot be evaluated: the server judges then.
            var type = SqlTypeParser.Parse(column.SqlType) ?? new SqlTypeName("", column.SqlType, [], 0);
            generated[column.Name] = new TypeCast(SqlParser.Parse(column.GenerationExpression!) ?? new DomainValue(), type);
        }
        return generated;
    }

    /// <summary>What NOT NULL on a column that the server computes asks of the columns that it is computed from.</summary>
    static CheckConstraint? NotNullOf(Column column) => column.GenerationExpression is { } expression
        ? new CheckConstraint { Name = $"{column.Name} NOT NULL", Expression = $"(({expression}) IS NOT NULL)" }
        : null;

    static Facts Named(Facts facts, CheckConstraint check) =>
        facts with { Domains = facts.Domains.ToDictionary(d => d.Key, d => Named(d.Value, check), StringComparer.Ordinal) };

    static ColumnDomain Named(ColumnDomain domain, CheckConstraint check) => domain with
    {
        From = [check.Name],
        Parts = domain.Parts.ToDictionary(p => p.Key, p => Named(p.Value, check), StringComparer.Ordinal),
        Alternatives = [.. domain.Alternatives.Select(a => Named(a, check))],
    };

    static IEnumerable<PgType> DomainsOf(PgType type)
    {
        for (var domain = type; domain.Kind == PgTypeKind.Domain; domain = domain.BaseType!)
            yield return domain;
    }

    static IEnumerable<(CheckConstraint, SqlExpression?)> DomainConditions(PgType type, SqlExpression value) =>
        DomainsOf(type).SelectMany(d => d.Checks).Where(c => c.IsEnforced)
            .Select(c => (c, SqlParser.Parse(c.Expression) is { } condition
                ? ExpressionWalker.Replace(condition, e => e is DomainValue ? value : null)
                : null));

    /// <summary>The types that the columns are made of.</summary>
    static Dictionary<QualifiedName, PgType> KnownTypes(IEnumerable<PgType> columns) => PgTypes.Inside(columns).ToDictionary(t => t.Name);
}
