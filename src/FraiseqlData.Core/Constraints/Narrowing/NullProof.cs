using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>What an expression needs in order not to be NULL.</summary>
/// <param name="Columns">Columns that make it NULL where they are.</param>
/// <param name="IsEnough">Whether it has a value wherever these columns have one.</param>
sealed record NullProof(IReadOnlyList<string> Columns, bool IsEnough)
{
    static readonly NullProof Nothing = new([], false);

    static readonly NullProof Always = new([], true);

    static readonly HashSet<string> ValuedOperators = new(StringComparer.Ordinal) { "+", "-", "*", "/", "%", "||", "=", "<>", "<", "<=", ">", ">=" };

    static readonly HashSet<string> ValuedFunctions = new(StringComparer.Ordinal)
    {
        "upper", "lower", "initcap", "btrim", "ltrim", "rtrim", "replace", "translate", "left", "right", "lpad", "rpad", "substr", "reverse", "length",
        "char_length", "octet_length", "md5", "sha256", "encode", "to_tsvector", "setweight", "abs", "round", "ceil", "floor", "trunc", "date_part",
        "extract", "date_trunc", "timezone", "make_date", "to_char", "point",
    };

    // Each takes NULL for a value; all other functions of PostgreSQL's own are strict, or nearly so.
    static readonly HashSet<string> TakesNull = new(StringComparer.Ordinal)
    {
        "greatest", "least", "nullif", "num_nulls", "num_nonnulls", "format", "array_append", "array_prepend", "array_cat", "array_remove", "array_replace",
        "array_position", "array_positions", "array_to_string", "string_to_array", "json_build_object", "jsonb_build_object", "json_build_array", "jsonb_build_array", "quote_nullable",
        "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange", "jsonb_set_lax",
    };

    public static NullProof Of(SqlExpression expression) => expression switch
    {
        ColumnReference column => new([column.Name], true),
        Constant constant => constant.Kind == ConstantKind.Null ? Nothing : Always,
        TypeCast cast => Of(cast.Operand),
        Collation collation => Of(collation.Operand),
        UnaryOperation unary => Of(unary.Operand),
        BinaryOperation binary => All([binary.Left, binary.Right], ValuedOperators.Contains(binary.Operator.Symbol)),
        FunctionCall { IsBuiltIn: true, Name: "coalesce" } call => Coalesce(call),
        FunctionCall { IsBuiltIn: true, Name: "concat" } => Always,
        FunctionCall { IsBuiltIn: true } call when !TakesNull.Contains(call.Name) => All(call.Arguments, ValuedFunctions.Contains(call.Name)),
        _ => Nothing,
    };

    static NullProof All(IReadOnlyList<SqlExpression> parts, bool isEnough)
    {
        var proofs = parts.Select(Of).ToList();
        return new([.. proofs.SelectMany(p => p.Columns).Distinct()], isEnough && proofs.TrueForAll(p => p.IsEnough));
    }

    /// <summary>One value will do: a constant among the arguments settles it.</summary>
    static NullProof Coalesce(FunctionCall call) =>
        call.Arguments.Any(a => Of(a) is { IsEnough: true, Columns.Count: 0 }) ? Always : Nothing;
}
