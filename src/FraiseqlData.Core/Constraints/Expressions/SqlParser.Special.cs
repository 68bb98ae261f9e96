namespace FraiseqlData.Constraints.Expressions;

/// <summary>Functions with a syntax of their own, read as calls of the function behind them.</summary>
sealed partial class SqlParser
{
    Step? Special(string word)
    {
        if (!_cursor.IsPunctuation("(", 1))
            return null;
        return word switch
        {
            "extract" => new Step(Extract()),
            "trim" => new Step(Trim()),
            "substring" => new Step(Substring()),
            "position" => new Step(Position()),
            "overlay" => new Step(Overlay()),
            "xmlparse" => new Step(XmlParse()),
            _ => null,
        };
    }

    SqlExpression? Extract()
    {
        _cursor.Advance(2);
        var field = _cursor.Current;
        if (field.Kind is not (SqlTokenKind.Word or SqlTokenKind.Text or SqlTokenKind.QuotedName))
            return null;
        _cursor.Advance();
        return _cursor.TakeWord("from") && Expression(0) is { } source && _cursor.TakePunctuation(")")
            ? new FunctionCall(null, "extract", [new Constant(ConstantKind.Text, field.Text), source])
            : null;
    }

    SqlExpression? Trim()
    {
        _cursor.Advance(2);
        var name = _cursor.TakeWord("leading") ? "ltrim" : _cursor.TakeWord("trailing") ? "rtrim" : "btrim";
        _ = _cursor.TakeWord("both");
        var characters = _cursor.IsWord("from") ? null : Expression(0);
        if (!_cursor.TakeWord("from"))
            return null;
        if (Expression(0) is not { } text || !_cursor.TakePunctuation(")"))
            return null;
        return new FunctionCall(null, name, characters is null ? [text] : [text, characters]);
    }

    SqlExpression? Substring()
    {
        _cursor.Advance(2);
        if (Expression(0) is not { } text)
            return null;
        var arguments = new List<SqlExpression> { text };
        while (_cursor.TakeWord("from") || _cursor.TakeWord("for") || _cursor.TakePunctuation(","))
        {
            if (Expression(0) is not { } argument)
                return null;
            arguments.Add(argument);
        }
        return _cursor.TakePunctuation(")") ? new FunctionCall(null, "substring", arguments) : null;
    }

    SqlExpression? Position()
    {
        _cursor.Advance(2);
        // Above IN's precedence, or the word would be taken as the operator.
        return Expression(BetweenPrecedence) is { } part && _cursor.TakeWord("in") && Expression(0) is { } text
            && _cursor.TakePunctuation(")")
            ? new FunctionCall(null, "strpos", [text, part])
            : null;
    }

    SqlExpression? Overlay()
    {
        _cursor.Advance(2);
        if (Expression(0) is not { } text || !_cursor.TakeWord("placing") || Expression(0) is not { } placed
            || !_cursor.TakeWord("from") || Expression(0) is not { } start)
            return null;
        var arguments = new List<SqlExpression> { text, placed, start };
        if (_cursor.TakeWord("for"))
        {
            if (Expression(0) is not { } length)
                return null;
            arguments.Add(length);
        }
        return _cursor.TakePunctuation(")") ? new FunctionCall(null, "overlay", arguments) : null;
    }

    SqlExpression? XmlParse()
    {
        _cursor.Advance(2);
        if (!_cursor.TakeWord("content") && !_cursor.TakeWord("document") || Expression(0) is not { } text)
            return null;
        _ = _cursor.TakeWords("strip", "whitespace") || _cursor.TakeWords("preserve", "whitespace");
        return _cursor.TakePunctuation(")") ? new FunctionCall(null, "xmlcontent", [text]) : null;
    }
}
