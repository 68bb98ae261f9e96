namespace FraiseqlData.Constraints.Evaluation;

/// <summary>What an evaluation may read.</summary>
/// <param name="ValueOf">Gives a column's value, as its codec's .NET type or null.</param>
/// <param name="Now">What the server's clock says, in UTC.</param>
/// <param name="Offset">What the session's time zone adds to UTC.</param>
readonly record struct EvaluationContext(Func<string, object?> ValueOf, DateTime Now, TimeSpan Offset);

/// <summary>Outcomes that are no value.</summary>
sealed class NoValue
{
    /// <summary>The value is not known here.</summary>
    public static NoValue Unknown { get; } = new();

    /// <summary>The server raises an error.</summary>
    public static NoValue Error { get; } = new();
}

/// <summary>Yes and no, each one object: conditions are evaluated for every row.</summary>
static class Verdict
{
    static readonly object True = true;
    static readonly object False = false;

    public static object Of(bool value) => value ? True : False;
}

/// <summary>JSON's null, which is not SQL's.</summary>
sealed class JsonNull
{
    public static JsonNull Instance { get; } = new();
}

/// <summary>Computes a value: null for NULL, a <see cref="NoValue"/> where there is none.</summary>
delegate object? Evaluation(in EvaluationContext context);

/// <summary>What an expression's value depends on besides constants.</summary>
[Flags]
enum Dependencies
{
    None = 0,
    Row = 1,
    Clock = 2,
    Zone = 4,
}

/// <summary>A compiled expression.</summary>
sealed class Node(SqlType type, Dependencies dependencies, Evaluation evaluate)
{
    public SqlType Type { get; } = type;

    public Dependencies Dependencies { get; } = dependencies;

    public Evaluation Evaluate { get; } = evaluate;

    public bool IsConstant => Dependencies == Dependencies.None;

    public static Node Constant(SqlType type, object? value) => new(type, Dependencies.None, (in EvaluationContext _) => value);

    public Node As(SqlType type) => new(type, Dependencies, Evaluate);

    /// <summary>A node of one operand that is NULL where the operand is.</summary>
    public static Node Strict(SqlType type, Node a, Func<object, object?> apply, Dependencies extra = Dependencies.None) =>
        Fold(new Node(type, a.Dependencies | extra, (in EvaluationContext c) =>
            a.Evaluate(c) is { } x ? x is NoValue ? x : apply(x) : null));

    /// <summary>A node of two operands that is NULL where one of them is.</summary>
    public static Node Strict(SqlType type, Node a, Node b, Func<object, object, object?> apply) =>
        Fold(new Node(type, a.Dependencies | b.Dependencies, (in EvaluationContext c) =>
        {
            var x = a.Evaluate(c);
            if (x is NoValue)
                return x;
            var y = b.Evaluate(c);
            return y is NoValue ? y : x is null || y is null ? null : apply(x, y);
        }));

    /// <summary>A node of any operands that is NULL where one of them is.</summary>
    public static Node Strict(SqlType type, IReadOnlyList<Node> operands, Func<object[], object?> apply) =>
        Of(type, operands, values => Array.IndexOf(values, null) >= 0 ? null : apply(values!));

    /// <summary>A node of any operands.</summary>
    public static Node Of(SqlType type, IReadOnlyList<Node> operands, Func<object?[], object?> apply)
    {
        var nodes = operands.ToArray();
        return Fold(new Node(type, DependenciesOf(operands), (in EvaluationContext c) =>
        {
            var values = new object?[nodes.Length];
            for (var i = 0; i < nodes.Length; i++)
            {
                values[i] = nodes[i].Evaluate(c);
                if (values[i] is NoValue none)
                    return none;
            }
            return apply(values);
        }));
    }

    public static Dependencies DependenciesOf(IEnumerable<Node> nodes) =>
        nodes.Aggregate(Dependencies.None, (all, n) => all | n.Dependencies);

    /// <summary>Computes a constant once.</summary>
    static Node Fold(Node node) => node.IsConstant ? Constant(node.Type, node.Evaluate(default)) : node;
}
