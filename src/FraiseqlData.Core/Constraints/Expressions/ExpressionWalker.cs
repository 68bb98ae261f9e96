namespace FraiseqlData.Constraints.Expressions;

/// <summary>Walks over and rebuilds expressions.</summary>
static class ExpressionWalker
{
    /// <summary>The expression's direct parts.</summary>
    public static IEnumerable<SqlExpression> Parts(SqlExpression expression) => expression switch
    {
        TypeCast e => [e.Operand],
        UnaryOperation e => [e.Operand],
        BinaryOperation e => [e.Left, e.Right],
        Negation e => [e.Operand],
        Conjunction e => e.Operands,
        Disjunction e => e.Operands,
        IsTest e => [e.Operand],
        DistinctTest e => [e.Left, e.Right],
        QuantifiedComparison e => [e.Left, e.Array],
        FunctionCall e => e.Arguments,
        CaseExpression e => [.. Maybe(e.Subject), .. e.Branches.SelectMany(b => new[] { b.When, b.Then }), .. Maybe(e.Otherwise)],
        ArrayConstructor e => e.Elements,
        RowConstructor e => e.Items,
        Subscript e => [e.Operand, .. Maybe(e.Index), .. Maybe(e.Upper)],
        FieldSelection e => [e.Operand],
        Collation e => [e.Operand],
        _ => [],
    };

    /// <summary>The names of the columns that the expression reads, each once.</summary>
    public static IEnumerable<string> Columns(SqlExpression expression) =>
        All(expression).OfType<ColumnReference>().Select(c => c.Name).Distinct();

    /// <summary>The expression and all its parts.</summary>
    public static IEnumerable<SqlExpression> All(SqlExpression expression) => Parts(expression).SelectMany(All).Prepend(expression);

    /// <summary>The expression with some of its parts replaced; null from <paramref name="replacement"/> keeps a part.</summary>
    public static SqlExpression Replace(SqlExpression expression, Func<SqlExpression, SqlExpression?> replacement)
    {
        SqlExpression Of(SqlExpression e) => Replace(e, replacement);
        SqlExpression? OfMaybe(SqlExpression? e) => e is null ? null : Of(e);
        IReadOnlyList<SqlExpression> OfAll(IReadOnlyList<SqlExpression> list) => [.. list.Select(Of)];
        return replacement(expression) ?? expression switch
        {
            TypeCast e => e with { Operand = Of(e.Operand) },
            UnaryOperation e => e with { Operand = Of(e.Operand) },
            BinaryOperation e => e with { Left = Of(e.Left), Right = Of(e.Right) },
            Negation e => e with { Operand = Of(e.Operand) },
            Conjunction e => e with { Operands = OfAll(e.Operands) },
            Disjunction e => e with { Operands = OfAll(e.Operands) },
            IsTest e => e with { Operand = Of(e.Operand) },
            DistinctTest e => e with { Left = Of(e.Left), Right = Of(e.Right) },
            QuantifiedComparison e => e with { Left = Of(e.Left), Array = Of(e.Array) },
            FunctionCall e => e with { Arguments = OfAll(e.Arguments) },
            CaseExpression e => new CaseExpression(
                OfMaybe(e.Subject), [.. e.Branches.Select(b => new CaseBranch(Of(b.When), Of(b.Then)))], OfMaybe(e.Otherwise)),
            ArrayConstructor e => e with { Elements = OfAll(e.Elements) },
            RowConstructor e => e with { Items = OfAll(e.Items) },
            Subscript e => e with { Operand = Of(e.Operand), Index = OfMaybe(e.Index), Upper = OfMaybe(e.Upper) },
            FieldSelection e => e with { Operand = Of(e.Operand) },
            Collation e => e with { Operand = Of(e.Operand) },
            _ => expression,
        };
    }

    static IEnumerable<SqlExpression> Maybe(SqlExpression? expression) => expression is null ? [] : [expression];
}
