using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>What an expression measures of a column's value.</summary>
enum Measure
{
    Value,
    Length,
    Bytes,
    Bits,
    Lower,
    Upper,
    JsonKind,
}

/// <summary>A column, or a part of its value, seen through casts and functions that narrowing knows to look through.</summary>
/// <param name="Column">The column.</param>
/// <param name="Part">A composite's field, a range's <c>lower</c> or <c>upper</c>, a JSON member; null for the value itself.</param>
/// <param name="Type">The type of the value or part.</param>
/// <param name="Measure">What is measured of it.</param>
/// <param name="Trims">Whether spaces around it are taken off first.</param>
sealed record Target(string Column, string? Part, SqlType Type, Measure Measure, bool Trims)
{
    /// <summary>The target of an expression, or null where it has none.</summary>
    public static Target? Find(SqlExpression expression, ExpressionCompiler compiler)
    {
        switch (expression)
        {
            case ColumnReference column:
                return compiler.TypeOf(column.Name) is { } type ? new Target(column.Name, null, type, Measure.Value, false) : null;
            case TypeCast cast:
                return Find(cast.Operand, compiler) is { Measure: Measure.Value } inner && IsHarmless(inner, cast.Type) ? inner : null;
            case Collation collation:
                return Find(collation.Operand, compiler);
            case FieldSelection selection:
                return Find(selection.Operand, compiler) is { Part: null, Measure: Measure.Value, Type.Kind: SqlKind.Composite } whole
                    ? whole.Field(selection.Field)
                    : null;
            case BinaryOperation { Operator.Symbol: "->>", Right: TypeCast { Operand: Constant { Kind: ConstantKind.Text } key } } member:
                return Find(member.Left, compiler) is { Part: null, Measure: Measure.Value, Type.Kind: SqlKind.Json } json
                    ? json with { Part = key.Text, Type = SqlType.Text }
                    : null;
            case FunctionCall { IsBuiltIn: true, Arguments.Count: > 0 } call:
                return Find(call.Arguments[0], compiler) is { Measure: Measure.Value } argument ? argument.Through(call) : null;
            default:
                return null;
        }
    }

    Target? Field(string field)
    {
        for (var i = 0; i < Type.Labels.Count; i++)
        {
            if (Type.Labels[i] == field)
                return this with { Part = field, Type = Type.Fields[i] };
        }
        return null;
    }

    Target? Through(FunctionCall call) => (call.Name, call.Arguments.Count) switch
    {
        ("lower" or "upper", 1) when Type.Kind == SqlKind.Range && Part is null => this with { Part = call.Name, Type = Type.Element! },
        ("lower", 1) when Type.Kind is SqlKind.Text or SqlKind.PaddedText => this with { Measure = Measure.Lower },
        ("upper", 1) when Type.Kind is SqlKind.Text or SqlKind.PaddedText => this with { Measure = Measure.Upper },
        ("btrim" or "ltrim" or "rtrim", 1) when Type.IsText => this with { Trims = true },
        ("length" or "char_length" or "character_length", 1) when Type.IsText || Type.Kind is SqlKind.Bytes or SqlKind.Bits =>
            this with { Measure = Measure.Length },
        ("octet_length", 1) when Type.Kind == SqlKind.Bytes => this with { Measure = Measure.Length },
        ("octet_length", 1) when Type.Kind == SqlKind.Text => this with { Measure = Measure.Bytes },
        ("bit_length", 1) when Type.Kind == SqlKind.Bits => this with { Measure = Measure.Length },
        ("bit_length", 1) when Type.Kind == SqlKind.Text => this with { Measure = Measure.Bits },
        ("cardinality", 1) or ("array_length" or "array_upper", 2) when Type.Kind == SqlKind.Array =>
            this with { Measure = Measure.Length },
        ("jsonb_array_length" or "json_array_length", 1) when Type.Kind == SqlKind.Json => this with { Measure = Measure.Length },
        ("jsonb_typeof" or "json_typeof", 1) when Type.Kind == SqlKind.Json => this with { Measure = Measure.JsonKind },
        ("coalesce", 2) => this,
        _ => null,
    };

    /// <summary>Whether a cast leaves the order and the equality of the values as they are.</summary>
    static bool IsHarmless(Target inner, SqlTypeName type)
    {
        var kind = inner.Type.Kind;
        if (type.Modifiers.Count > 0 || type.Dimensions > 0)
            return inner.Type.Kind == SqlKind.Array && type.Dimensions > 0 && type.Modifiers.Count == 0;
        return type.Name switch
        {
            "text" or "varchar" => kind is SqlKind.Text or SqlKind.PaddedText or SqlKind.Enum,
            "bpchar" => kind == SqlKind.PaddedText,
            "citext" => kind == SqlKind.CaselessText,
            "int2" => kind == SqlKind.Int2,
            "int4" => kind is SqlKind.Int2 or SqlKind.Int4,
            "int8" => inner.Type.IsInteger,
            "numeric" => inner.Type.IsInteger || kind == SqlKind.Numeric,
            "float8" => inner.Type.IsNumber,
            "float4" => kind == SqlKind.Float4,
            "timestamp" or "timestamptz" => inner.Type.IsMoment,
            "date" => kind == SqlKind.Date,
            "json" or "jsonb" => kind == SqlKind.Json,
            "bit" or "varbit" => kind == SqlKind.Bits,
            _ => type.Schema is not null && kind is SqlKind.Composite or SqlKind.Enum,
        };
    }

    /// <summary>Facts about the target's column.</summary>
    public Facts Facts(ColumnDomain domain, bool isExact = true) =>
        Narrowing.Facts.Of(Column, Part is null ? domain
            : new ColumnDomain { Parts = new Dictionary<string, ColumnDomain> { [Part] = domain } }, isExact);
}
