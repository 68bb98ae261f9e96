namespace FraiseqlData.Constraints.Expressions;

/// <summary>Constants, columns, calls, constructors, and what may stand behind them: casts, subscripts, fields.</summary>
sealed partial class SqlParser
{
    SqlExpression? Primary()
    {
        var token = _cursor.Current;
        switch (token.Kind)
        {
            case SqlTokenKind.Text or SqlTokenKind.Bits or SqlTokenKind.Number:
                _cursor.Advance();
                return new Constant(token.Kind switch
                {
                    SqlTokenKind.Text => ConstantKind.Text,
                    SqlTokenKind.Bits => ConstantKind.Bits,
                    _ => ConstantKind.Number,
                }, token.Text);
            case SqlTokenKind.Punctuation when token.Text == "(":
                return Brackets();
            case SqlTokenKind.QuotedName:
                return Name();
            case SqlTokenKind.Word:
                return Word(token.Text);
            default:
                return null;
        }
    }

    SqlExpression? Brackets()
    {
        if (List("(", ")") is not { Count: > 0 } items)
            return null;
        return items.Count == 1 ? items[0] : new RowConstructor(items);
    }

    SqlExpression? Word(string word)
    {
        switch (word)
        {
            case "null":
                _cursor.Advance();
                return new Constant(ConstantKind.Null, "");
            case "true" or "false":
                _cursor.Advance();
                return new Constant(ConstantKind.Boolean, word);
            case "value" when !_cursor.IsPunctuation("(", 1) && !_cursor.IsPunctuation(".", 1):
                _cursor.Advance();
                return new DomainValue();
            case "case":
                return Case();
            case "array" when _cursor.IsPunctuation("[", 1):
                _cursor.Advance();
                return List("[", "]") is { } elements ? new ArrayConstructor(elements) : null;
            case "row" when _cursor.IsPunctuation("(", 1):
                _cursor.Advance();
                return List("(", ")") is { } items ? new RowConstructor(items) : null;
            case "current_date" or "current_time" or "current_timestamp" or "localtime" or "localtimestamp" or "current_user" or "session_user"
                or "user" or "current_role" or "current_catalog" or "current_schema":
                _cursor.Advance();
                return _cursor.IsPunctuation("(") ? Arguments(null, word) : new FunctionCall(null, word, []);
            case "cast" when _cursor.IsPunctuation("(", 1):
                return CastCall();
        }
        return Special(word) is { } special ? special.Result : Name();
    }

    SqlExpression? CastCall()
    {
        _cursor.Advance(2);
        return Expression(0) is { } operand && _cursor.TakeWord("as") && SqlTypeParser.Read(_cursor) is { } type
            && _cursor.TakePunctuation(")")
            ? new TypeCast(operand, type)
            : null;
    }

    SqlExpression? Case()
    {
        _cursor.Advance();
        var subject = _cursor.IsWord("when") ? null : Expression(0);
        var branches = new List<CaseBranch>();
        while (_cursor.TakeWord("when"))
        {
            if (Expression(0) is not { } when || !_cursor.TakeWord("then") || Expression(0) is not { } then)
                return null;
            branches.Add(new CaseBranch(when, then));
        }
        SqlExpression? otherwise = null;
        if (_cursor.TakeWord("else"))
        {
            otherwise = Expression(0);
            if (otherwise is null)
                return null;
        }
        return branches.Count > 0 && _cursor.TakeWord("end") ? new CaseExpression(subject, branches, otherwise) : null;
    }

    /// <summary>A column, a function call, or a typed constant such as <c>date '2020-01-01'</c>.</summary>
    SqlExpression? Name()
    {
        var first = _cursor.TakeName()!;
        if (_cursor.IsPunctuation("("))
            return Arguments(null, first);
        if (_cursor.IsPunctuation(".") && _cursor.Peek(1).Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName)
        {
            _cursor.Advance();
            var second = _cursor.TakeName()!;
            return _cursor.IsPunctuation("(") ? Arguments(first, second) : new FieldSelection(new ColumnReference(first), second);
        }
        if (_cursor.Current.Kind == SqlTokenKind.Text)
        {
            var text = new Constant(ConstantKind.Text, _cursor.Current.Text);
            _cursor.Advance();
            return new TypeCast(text, new SqlTypeName(null, first, [], 0));
        }
        return new ColumnReference(first);
    }

    SqlExpression? Arguments(string? schema, string name) =>
        List("(", ")") is { } arguments ? new FunctionCall(schema, name, arguments) : null;

    SqlExpression? Postfix(SqlExpression? operand)
    {
        for (var height = 0; operand is not null; height++)
        {
            if (height > MaxDepth)
                operand = null;
            else if (_cursor.TakePunctuation("::"))
                operand = SqlTypeParser.Read(_cursor) is { } type ? new TypeCast(operand, type) : null;
            else if (_cursor.TakePunctuation("["))
                operand = Index(operand);
            else if (_cursor.TakePunctuation("."))
                operand = _cursor.TakeName() is { } field ? new FieldSelection(operand, field) : null;
            else
                break;
        }
        return operand;
    }

    SqlExpression? Index(SqlExpression operand)
    {
        SqlExpression? lower = null;
        SqlExpression? upper = null;
        if (!_cursor.IsPunctuation(":"))
        {
            lower = Expression(0);
            if (lower is null)
                return null;
        }
        if (!_cursor.TakePunctuation(":"))
            return _cursor.TakePunctuation("]") ? new Subscript(operand, lower, null, false) : null;
        if (!_cursor.IsPunctuation("]"))
        {
            upper = Expression(0);
            if (upper is null)
                return null;
        }
        return _cursor.TakePunctuation("]") ? new Subscript(operand, lower, upper, true) : null;
    }
}
