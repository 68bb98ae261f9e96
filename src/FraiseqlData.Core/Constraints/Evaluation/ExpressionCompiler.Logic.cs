using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Three-valued logic: AND, OR, NOT, IS, ANY, ALL, CASE.</summary>
sealed partial class ExpressionCompiler
{
    Node? Logic(SqlExpression expression)
    {
        switch (expression)
        {
            case Conjunction conjunction:
                return CompileAll(conjunction.Operands) is { } all && all.TrueForAll(n => n.Type.Kind == SqlKind.Bool) ? Join(all, false)
                    : null;
            case Disjunction disjunction:
                return CompileAll(disjunction.Operands) is { } any && any.TrueForAll(n => n.Type.Kind == SqlKind.Bool) ? Join(any, true)
                    : null;
            case Negation negation:
                return Compile(negation.Operand) is { Type.Kind: SqlKind.Bool } operand ? Node.Strict(SqlType.Bool, operand, x => Verdict.Of(!(bool)x))
                    : null;
            case IsTest test:
                return Is(test);
            case DistinctTest distinct:
                return Compile(distinct.Left) is { } left && Compile(distinct.Right) is { } right ? Distinct(left, right) : null;
            case QuantifiedComparison quantified:
                return Compile(quantified.Left) is { } subject && Compile(quantified.Array) is { Type.Kind: SqlKind.Array } array
                    ? Quantified(quantified.Operator, subject, array, quantified.IsAll)
                    : null;
            case CaseExpression choice:
                return Case(choice);
            default:
                return null;
        }
    }

    /// <summary>
    /// AND (decided by false) or OR (decided by true). An operand that is not known leaves the outcome open unless another decides it.
    /// </summary>
    static Node Join(List<Node> operands, bool deciding)
    {
        var nodes = operands.ToArray();
        var node = new Node(SqlType.Bool, Node.DependenciesOf(nodes), (in EvaluationContext c) =>
        {
            object? outcome = Verdict.Of(!deciding);
            foreach (var operand in nodes)
            {
                var value = operand.Evaluate(c);
                if (value is bool known && known == deciding)
                    return value;
                // An error ends the evaluation on the server too.
                if (value == NoValue.Error)
                    return outcome == NoValue.Unknown ? outcome : value;
                if (value is NoValue || value is null && outcome is not NoValue)
                    outcome = value;
            }
            return outcome;
        });
        return node.IsConstant ? Node.Constant(SqlType.Bool, node.Evaluate(default)) : node;
    }

    Node? Is(IsTest test)
    {
        if (test.Kind == IsTestKind.Null && test.Operand is ColumnReference column && _columns.TryGetValue(column.Name, out var type)
            && type.Kind != SqlKind.Composite)
            // Whether it is NULL is known even where its type is not.
            return new Node(SqlType.Bool, Dependencies.Row, (in EvaluationContext c) => Verdict.Of((c.ValueOf(column.Name) is null) != test.IsNegated));
        if (Compile(test.Operand) is not { } operand)
            return null;
        if (test.Kind == IsTestKind.Null && operand.Type.Kind == SqlKind.Composite)
            return Test(operand, x =>
                (x is null || ((object?[])x).All(f => test.IsNegated ? f is not null : f is null)) && !(x is null && test.IsNegated));
        if (test.Kind == IsTestKind.Null)
            return Test(operand, x => (x is null) != test.IsNegated);
        if (operand.Type.Kind != SqlKind.Bool)
            return null;
        return test.Kind switch
        {
            IsTestKind.True => Test(operand, x => x is true != test.IsNegated),
            IsTestKind.False => Test(operand, x => x is false != test.IsNegated),
            IsTestKind.Unknown => Test(operand, x => (x is null) != test.IsNegated),
            _ => null,
        };
    }

    static Node Test(Node operand, Func<object?, bool> test) =>
        new(SqlType.Bool, operand.Dependencies, (in EvaluationContext c) => operand.Evaluate(c) is var x && x is NoValue ? x : Verdict.Of(test(x)));

    static Node? Distinct(Node a, Node b) => Comparisons.Build("<>", a, b) is not { } differ ? null
        : new Node(SqlType.Bool, differ.Dependencies, (in EvaluationContext c) =>
            differ.Evaluate(c) ?? Verdict.Of((a.Evaluate(c) is null) != (b.Evaluate(c) is null)));

    static Node? Quantified(SqlOperator symbol, Node subject, Node array, bool isAll)
    {
        // Compiled once with an item in place of the array; the row is read through.
        var element = new Node(array.Type.Element!, Dependencies.Row, (in EvaluationContext c) => c.ValueOf(ItemName));
        var held = new Node(subject.Type, Dependencies.Row, (in EvaluationContext c) => c.ValueOf(""));
        if (Binary(symbol, held, element) is not { Type.Kind: SqlKind.Bool } one)
            return null;
        var zone = one.Dependencies & Dependencies.Zone;
        return new Node(SqlType.Bool, subject.Dependencies | array.Dependencies | zone, (in EvaluationContext c) =>
        {
            var list = array.Evaluate(c);
            if (list is null or NoValue)
                return list;
            var value = subject.Evaluate(c);
            if (value is NoValue)
                return value;
            object? outcome = Verdict.Of(isAll);
            foreach (var item in ((SqlArray)list).Items)
            {
                var result = one.Evaluate(c with { ValueOf = name => name == ItemName ? item : value });
                if (result is bool known && known != isAll)
                    return result;
                if (result is NoValue || result is null && outcome is not NoValue)
                    outcome = result;
            }
            return outcome;
        });
    }

    const string ItemName = "item";

    Node? Case(CaseExpression choice)
    {
        var whens = new List<Node>();
        var thens = new List<Node>();
        foreach (var branch in choice.Branches)
        {
            var condition = choice.Subject is null ? branch.When : new BinaryOperation(SqlOperator.Equal, choice.Subject, branch.When);
            if (Compile(condition) is not { Type.Kind: SqlKind.Bool } when || Compile(branch.Then) is not { } then)
                return null;
            whens.Add(when);
            thens.Add(then);
        }
        var otherwise = choice.Otherwise is null ? Node.Constant(thens[0].Type, null) : Compile(choice.Otherwise);
        if (otherwise is null || thens.Exists(t => t.Type.Kind != otherwise.Type.Kind))
            return null;
        return new Node(thens[0].Type, Node.DependenciesOf([.. whens, .. thens, otherwise]), (in EvaluationContext c) =>
        {
            for (var i = 0; i < whens.Count; i++)
            {
                var found = whens[i].Evaluate(c);
                if (found is NoValue)
                    return found;
                if (found is true)
                    return thens[i].Evaluate(c);
            }
            return otherwise.Evaluate(c);
        });
    }
}
