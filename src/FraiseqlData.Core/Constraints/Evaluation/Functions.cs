namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Calls of PostgreSQL's built-in functions.</summary>
static class Functions
{
    /// <summary>The call, or null where the function or its types are not known here.</summary>
    public static Node? Build(string name, IReadOnlyList<Node> args) =>
        OfAny(name, args) ?? TextFunctions.Build(name, args) ?? NumberFunctions.Build(name, args) ?? DateFunctions.Build(name, args)
        ?? CollectionFunctions.Build(name, args);

    static Node? OfAny(string name, IReadOnlyList<Node> args)
    {
        switch (name)
        {
            case "coalesce" when args.Count > 0 && AreAlike(args):
                return Coalesce(args);
            case "nullif" when args is [var a, var b] && Comparisons.Build("=", a, b) is { } equal:
                return new Node(a.Type, a.Dependencies | b.Dependencies, (in EvaluationContext c) => equal.Evaluate(c) switch
                {
                    NoValue none => none,
                    true => null,
                    _ => a.Evaluate(c),
                });
            case "greatest" or "least" when args.Count > 0 && AreAlike(args) && Comparison.IsKnown(args[0].Type, args[0].Type):
                return Node.Of(args[0].Type, args, v => Extreme(args[0].Type, v, name == "greatest" ? 1 : -1));
            case "num_nulls":
                return Node.Of(SqlType.Int4, args, v => v.LongCount(x => x is null));
            case "num_nonnulls":
                return Node.Of(SqlType.Int4, args, v => v.LongCount(x => x is not null));
            case "concat" when args.Count > 0 && args.All(a => a.Type.Kind is SqlKind.Text):
                return Node.Of(SqlType.Text, args, v => string.Concat(v));
            default:
                return null;
        }
    }

    static bool AreAlike(IReadOnlyList<Node> args) => args.All(a => a.Type.Kind == args[0].Type.Kind);

    static Node Coalesce(IReadOnlyList<Node> args)
    {
        var nodes = args.ToArray();
        return new Node(nodes[0].Type, Node.DependenciesOf(nodes), (in EvaluationContext c) =>
        {
            foreach (var node in nodes)
            {
                if (node.Evaluate(c) is { } value)
                    return value;
            }
            return null;
        });
    }

    static object? Extreme(SqlType type, object?[] values, int sign)
    {
        object? best = null;
        foreach (var value in values)
        {
            if (value is null)
                continue;
            if (best is null)
            {
                best = value;
                continue;
            }
            if (Comparison.Order(type, type, value, best, TimeSpan.Zero) is not { } order)
                return NoValue.Unknown;
            if (order * sign > 0)
                best = value;
        }
        return best;
    }
}
