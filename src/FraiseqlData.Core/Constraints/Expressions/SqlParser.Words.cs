namespace FraiseqlData.Constraints.Expressions;

/// <summary>Operators that are words: IS, BETWEEN, IN, LIKE, SIMILAR TO, OVERLAPS, AT TIME ZONE, COLLATE.</summary>
sealed partial class SqlParser
{
    SqlExpression? Is(SqlExpression left)
    {
        _cursor.Advance();
        var isNegated = _cursor.TakeWord("not");
        if (_cursor.TakeWords("distinct", "from"))
        {
            if (Expression(IsPrecedence) is not { } right)
                return null;
            var distinct = new DistinctTest(left, right);
            return isNegated ? new Negation(distinct) : distinct;
        }
        var form = _cursor.Current.Kind == SqlTokenKind.Word ? _cursor.Current.Text : "";
        if (form is "nfc" or "nfd" or "nfkc" or "nfkd" && _cursor.IsWord("normalized", 1))
        {
            _cursor.Advance(2);
            // Only the default form is told apart: the others have no reader here.
            return form == "nfc" ? new IsTest(left, IsTestKind.Normalized, isNegated) : null;
        }
        IsTestKind? kind = form switch
        {
            "null" => IsTestKind.Null,
            "true" => IsTestKind.True,
            "false" => IsTestKind.False,
            "unknown" => IsTestKind.Unknown,
            "document" => IsTestKind.Document,
            "normalized" => IsTestKind.Normalized,
            "json" => IsTestKind.Json,
            _ => null,
        };
        if (kind is not { } found)
            return null;
        _cursor.Advance();
        return new IsTest(left, found, isNegated);
    }

    SqlExpression NullSuffix(SqlExpression left)
    {
        var isNegated = _cursor.IsWord("notnull");
        _cursor.Advance();
        return new IsTest(left, IsTestKind.Null, isNegated);
    }

    SqlExpression? AtTimeZone(SqlExpression left) =>
        _cursor.TakeWords("at", "time", "zone") && Expression(ZonePrecedence) is { } zone
            ? new FunctionCall(null, "timezone", [zone, left]) : null;

    SqlExpression? Collate(SqlExpression left)
    {
        _cursor.Advance();
        if (_cursor.TakeName() is not { } name)
            return null;
        if (_cursor.TakePunctuation("."))
        {
            if (_cursor.TakeName() is not { } inner)
                return null;
            name = inner;
        }
        return new Collation(left, name);
    }

    bool IsBetweenWord()
    {
        var distance = _cursor.IsWord("not") ? 1 : 0;
        return _cursor.IsWord("between", distance) || _cursor.IsWord("in", distance) || _cursor.IsWord("like", distance)
            || _cursor.IsWord("ilike", distance) || _cursor.IsWord("similar", distance) || distance == 0 && _cursor.IsWord("overlaps");
    }

    SqlExpression? WordOperator(SqlExpression left)
    {
        var isNegated = _cursor.TakeWord("not");
        if (_cursor.TakeWord("between"))
            return Between(left, isNegated);
        if (_cursor.TakeWord("in"))
            return In(left, isNegated);
        if (_cursor.TakeWord("overlaps"))
            return Expression(BetweenPrecedence) is RowConstructor { Items.Count: 2 } right
                && left is RowConstructor { Items.Count: 2 } first
                ? new FunctionCall(null, "overlaps", [.. first.Items, .. right.Items])
                : null;
        var symbol = _cursor.TakeWord("like") ? "~~" : _cursor.TakeWord("ilike") ? "~~*" : _cursor.TakeWords("similar", "to") ? "~" : null;
        if (symbol is null || Expression(BetweenPrecedence) is not { } pattern)
            return null;
        if (symbol == "~")
            pattern = new FunctionCall(null, "similar_to_escape", [pattern]);
        return new BinaryOperation(SqlOperator.Of(isNegated ? "!" + symbol : symbol), left, pattern);
    }

    SqlExpression? Between(SqlExpression left, bool isNegated)
    {
        if (_cursor.IsWord("symmetric") || Expression(BetweenPrecedence) is not { } low
            || !_cursor.TakeWord("and") || Expression(BetweenPrecedence) is not { } high)
            return null;
        var between = new Conjunction([new BinaryOperation(SqlOperator.Of(">="), left, low),
            new BinaryOperation(SqlOperator.Of("<="), left, high)]);
        return isNegated ? new Negation(between) : between;
    }

    SqlExpression? In(SqlExpression left, bool isNegated)
    {
        if (!_cursor.IsPunctuation("(") || List("(", ")") is not { } items)
            return null;
        return new QuantifiedComparison(SqlOperator.Of(isNegated ? "<>" : "="), left, new ArrayConstructor(items), isNegated);
    }

    /// <summary>A list in brackets, possibly empty; null where it cannot be read.</summary>
    List<SqlExpression>? List(string open, string close)
    {
        if (!_cursor.TakePunctuation(open))
            return null;
        var items = new List<SqlExpression>();
        if (_cursor.TakePunctuation(close))
            return items;
        do
        {
            _ = _cursor.TakeWord("variadic");
            if (Expression(0) is not { } item)
                return null;
            items.Add(item);
        }
        while (_cursor.TakePunctuation(","));
        return _cursor.TakePunctuation(close) ? items : null;
    }
}
