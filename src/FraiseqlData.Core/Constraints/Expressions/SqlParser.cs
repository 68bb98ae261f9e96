namespace FraiseqlData.Constraints.Expressions;

/// <summary>
/// Reads the expressions that <c>pg_get_expr</c> writes under <c>search_path = pg_catalog</c>. Operators are climbed by precedence over the
/// lexer's tokens, so the work is linear in the text; whatever cannot be read gives null, never an exception.
/// </summary>
sealed partial class SqlParser
{
    const int MaxLength = 1_000_000;
    const int MaxDepth = 200;

    readonly SqlCursor _cursor;
    int _depth;

    SqlParser(IReadOnlyList<SqlToken> tokens) => _cursor = new SqlCursor(tokens);

    /// <summary>The expression, or null where the text is none that is understood here.</summary>
    public static SqlExpression? Parse(string sql)
    {
        if (sql.Length > MaxLength || SqlLexer.Split(sql) is not { } tokens)
            return null;
        var parser = new SqlParser(tokens);
        var expression = parser.Expression(0);
        return parser._cursor.IsEnd ? expression : null;
    }

    // PostgreSQL's precedences (manual, table 4.2), lowest first.
    const int OrPrecedence = 1;
    const int AndPrecedence = 2;
    const int NotPrecedence = 3;
    const int IsPrecedence = 4;
    const int ComparisonPrecedence = 5;
    const int BetweenPrecedence = 6;
    const int OtherPrecedence = 7;
    const int SumPrecedence = 8;
    const int ProductPrecedence = 9;
    const int PowerPrecedence = 10;
    const int ZonePrecedence = 11;
    const int CollatePrecedence = 12;
    const int SignPrecedence = 13;

    SqlExpression? Expression(int minimum)
    {
        if (++_depth > MaxDepth)
            return null;
        var left = Prefix();
        for (var height = 0; left is not null && Infix(left, minimum) is { } step; height++)
            left = height < MaxDepth ? step.Result : null;
        _depth--;
        return left;
    }

    SqlExpression? Prefix()
    {
        if (_cursor.IsWord("not"))
        {
            _cursor.Advance();
            return Expression(NotPrecedence) is { } negated ? new Negation(negated) : null;
        }
        if (_cursor.Current.Kind == SqlTokenKind.Operator || IsQualifiedOperator())
        {
            var isSign = _cursor.IsOperator("-") || _cursor.IsOperator("+");
            return TakeOperator() is { } symbol && Expression(isSign ? SignPrecedence : OtherPrecedence) is { } operand
                ? new UnaryOperation(symbol, operand)
                : null;
        }
        return Postfix(Primary());
    }

    /// <summary>One more operator behind <paramref name="left"/>; null where none binds, a null result where it cannot be read.</summary>
    Step? Infix(SqlExpression left, int minimum)
    {
        if (_cursor.IsWord("or"))
            return minimum >= OrPrecedence ? null : Chain(left, "or", OrPrecedence, list => new Disjunction(list));
        if (_cursor.IsWord("and"))
            return minimum >= AndPrecedence ? null : Chain(left, "and", AndPrecedence, list => new Conjunction(list));
        if (_cursor.IsWord("is"))
            return minimum >= IsPrecedence ? null : new Step(Is(left));
        if (_cursor.IsWord("isnull") || _cursor.IsWord("notnull"))
            return minimum >= IsPrecedence ? null : new Step(NullSuffix(left));
        if (_cursor.IsWord("at") && _cursor.IsWord("time", 1))
            return minimum >= ZonePrecedence ? null : new Step(AtTimeZone(left));
        if (_cursor.IsWord("collate"))
            return minimum >= CollatePrecedence ? null : new Step(Collate(left));
        if (IsBetweenWord())
            return minimum >= BetweenPrecedence ? null : new Step(WordOperator(left));
        if (_cursor.Current.Kind == SqlTokenKind.Operator || IsQualifiedOperator())
            return Symbol(left, minimum);
        return null;
    }

    Step? Chain(SqlExpression first, string word, int precedence, Func<IReadOnlyList<SqlExpression>, SqlExpression> make)
    {
        var operands = new List<SqlExpression> { first };
        while (_cursor.TakeWord(word))
        {
            if (Expression(precedence) is not { } next)
                return new Step(null);
            operands.Add(next);
        }
        return new Step(make(operands));
    }

    Step? Symbol(SqlExpression left, int minimum)
    {
        var precedence = PrecedenceOf(_cursor.Current);
        if (minimum >= precedence)
            return null;
        if (TakeOperator() is not { } symbol)
            return new Step(null);
        if (_cursor.IsWord("any") || _cursor.IsWord("some") || _cursor.IsWord("all"))
            return new Step(Quantified(left, symbol));
        return new Step(Expression(precedence) is { } right ? new BinaryOperation(symbol, left, right) : null);
    }

    SqlExpression? Quantified(SqlExpression left, SqlOperator symbol)
    {
        var isAll = _cursor.IsWord("all");
        _cursor.Advance();
        return Parenthesised() is { } array ? new QuantifiedComparison(symbol, left, array, isAll) : null;
    }

    SqlExpression? Parenthesised() =>
        _cursor.TakePunctuation("(") && Expression(0) is { } inner && _cursor.TakePunctuation(")") ? inner : null;

    bool IsQualifiedOperator() => _cursor.IsWord("operator") && _cursor.IsPunctuation("(", 1);

    SqlOperator? TakeOperator()
    {
        var token = _cursor.Current;
        if (token.Kind == SqlTokenKind.Operator)
        {
            _cursor.Advance();
            return SqlOperator.Of(token.Text);
        }
        _cursor.Advance(2);
        string? schema = null;
        while (_cursor.Current.Kind != SqlTokenKind.Operator)
        {
            schema = _cursor.TakeName();
            if (schema is null || !_cursor.TakePunctuation("."))
                return null;
        }
        var symbol = _cursor.Current.Text;
        _cursor.Advance();
        return _cursor.TakePunctuation(")") ? new SqlOperator(schema == "pg_catalog" ? null : schema, symbol) : null;
    }

    static int PrecedenceOf(SqlToken token) => token.Kind != SqlTokenKind.Operator ? OtherPrecedence : token.Text switch
    {
        "<" or ">" or "=" or "<=" or ">=" or "<>" => ComparisonPrecedence,
        "+" or "-" => SumPrecedence,
        "*" or "/" or "%" => ProductPrecedence,
        "^" => PowerPrecedence,
        _ => OtherPrecedence,
    };

    /// <summary>The outcome of reading an operator: an expression, or null where it cannot be read.</summary>
    readonly record struct Step(SqlExpression? Result);
}
