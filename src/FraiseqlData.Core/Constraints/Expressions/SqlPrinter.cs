namespace FraiseqlData.Constraints.Expressions;

/// <summary>Writes expressions as SQL, every operation in parentheses.</summary>
static class SqlPrinter
{
    public static string Print(SqlExpression expression) => expression switch
    {
        ColumnReference c => Name(c.Name),
        DomainValue => "VALUE",
        Constant { Kind: ConstantKind.Null } => "NULL",
        Constant { Kind: ConstantKind.Text } c => Quote(c.Text),
        Constant { Kind: ConstantKind.Bits } c => "B" + Quote(c.Text),
        Constant c => c.Text,
        TypeCast t => $"({t.Operand})::{t.Type}",
        UnaryOperation u => $"({u.Operator} {u.Operand})",
        BinaryOperation b => $"({b.Left} {b.Operator} {b.Right})",
        Negation n => $"(NOT {n.Operand})",
        Conjunction c => $"({string.Join(" AND ", c.Operands)})",
        Disjunction d => $"({string.Join(" OR ", d.Operands)})",
        IsTest i => $"({i.Operand} IS {(i.IsNegated ? "NOT " : "")}{i.Kind.ToString().ToUpperInvariant()})",
        DistinctTest d => $"({d.Left} IS DISTINCT FROM {d.Right})",
        QuantifiedComparison q => $"({q.Left} {q.Operator} {(q.IsAll ? "ALL" : "ANY")} ({q.Array}))",
        FunctionCall f => $"{(f.Schema is null ? "" : Name(f.Schema) + ".")}{FunctionName(f.Name)}({string.Join(", ", f.Arguments)})",
        CaseExpression c => Case(c),
        ArrayConstructor a => $"ARRAY[{string.Join(", ", a.Elements)}]",
        RowConstructor r => $"ROW({string.Join(", ", r.Items)})",
        Subscript s => $"({s.Operand})[{s.Index}{(s.IsSlice ? ":" : "")}{s.Upper}]",
        FieldSelection f => $"({f.Operand}).{Name(f.Field)}",
        Collation c => $"({c.Operand} COLLATE {Name(c.Name)})",
        _ => throw new InvalidOperationException($"No SQL for {expression.GetType().Name}."),
    };

    /// <summary>A name, quoted unless it is plainly an identifier.</summary>
    public static string Name(string name) =>
        name.Length > 0 && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') && !char.IsAsciiDigit(name[0])
            ? name
            : Schema.QualifiedName.Quote(name);

    // Unquoted, these have a syntax of their own.
    static string FunctionName(string name) =>
        name is "extract" or "overlay" or "position" or "substring" or "trim" or "cast" ? Schema.QualifiedName.Quote(name) : Name(name);

    static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    static string Case(CaseExpression c)
    {
        var branches = string.Concat(c.Branches.Select(b => $" WHEN {b.When} THEN {b.Then}"));
        return $"CASE{(c.Subject is null ? "" : " " + c.Subject)}{branches}{(c.Otherwise is null ? "" : " ELSE " + c.Otherwise)} END";
    }
}
