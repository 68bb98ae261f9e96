using System.Globalization;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Compiles expressions over a table's columns for evaluation in this process; what is not understood gives null.</summary>
sealed partial class ExpressionCompiler
{
    readonly IReadOnlyDictionary<string, SqlType> _columns;
    readonly IReadOnlyDictionary<QualifiedName, PgType> _types;

    /// <param name="columns">The columns that can be named, with their types.</param>
    /// <param name="types">The types beyond the built-in ones that casts may name.</param>
    public ExpressionCompiler(IReadOnlyDictionary<string, SqlType> columns, IReadOnlyDictionary<QualifiedName, PgType> types) =>
        (_columns, _types) = (columns, types);

    public SqlType? TypeOf(string column) => _columns.GetValueOrDefault(column);

    /// <summary>The compiled expression, or null where a part of it is not understood here.</summary>
    public Node? Compile(SqlExpression expression)
    {
        switch (expression)
        {
            case ColumnReference column:
                return _columns.TryGetValue(column.Name, out var type) ? Column(column.Name, type) : null;
            case Constant constant:
                return Of(constant);
            case TypeCast { Operand: Constant { Kind: ConstantKind.Null } } cast:
                return SqlType.Of(cast.Type, _types) is { } nullType ? Node.Constant(nullType, null) : null;
            case TypeCast { Operand: Constant { Kind: ConstantKind.Text } text } cast:
                return SqlType.Of(cast.Type, _types) is { } constantType
                    && LiteralReader.Read(constantType, text.Text) is { } value and not NoValue
                    ? Node.Constant(constantType, value)
                    : null;
            case TypeCast cast when NumberText(cast.Operand) is { } digits && SqlType.Of(cast.Type, _types) is { IsFloat: true } floating:
                return LiteralReader.Read(floating, digits) is { } number and not NoValue ? Node.Constant(floating, number) : null;
            case TypeCast cast:
                return Compile(cast.Operand) is { } operand && SqlType.Of(cast.Type, _types) is { } target
                    ? Casts.Build(operand, target)
                    : null;
            case UnaryOperation unary:
                return Compile(unary.Operand) is { } a ? Unary(unary.Operator.Symbol, a) : null;
            case BinaryOperation binary:
                return Compile(binary.Left) is { } left && Compile(binary.Right) is { } right ? Binary(binary.Operator, left, right) : null;
            case FunctionCall call:
                return call.IsBuiltIn && CompileAll(call.Arguments) is { } args ? Functions.Build(call.Name, args) : null;
            case ArrayConstructor array:
                return CompileAll(array.Elements) is { Count: > 0 } items ? ArrayOf(items) : null;
            case RowConstructor row:
                return CompileAll(row.Items) is { } fields ? RowOf(fields) : null;
            case Subscript { IsSlice: false, Index: { } index } subscript:
                return Compile(subscript.Operand) is { Type.Kind: SqlKind.Array } list
                    && Compile(index) is { Type.IsInteger: true } position
                    ? Node.Strict(list.Type.Element!, list, position, (x, n) => ElementAt((SqlArray)x, (long)n))
                    : null;
            case FieldSelection selection:
                return Compile(selection.Operand) is { Type.Kind: SqlKind.Composite } composite ? Field(composite, selection.Field) : null;
            case Collation collation:
                return Compile(collation.Operand) is { Type.IsText: true } collated
                    ? collated.As(collated.Type with { Order = SqlType.OrderOf(collation.Name) })
                    : null;
            default:
                return Logic(expression);
        }
    }

    /// <summary>The digits of a number that may be too great for a numeric value here.</summary>
    static string? NumberText(SqlExpression expression) => expression switch
    {
        Constant { Kind: ConstantKind.Number } number => number.Text,
        TypeCast { Operand: Constant { Kind: ConstantKind.Text } text, Type: { Schema: null, Name: "numeric", Modifiers.Count: 0, Dimensions: 0 } } => text.Text,
        _ => null,
    };

    List<Node>? CompileAll(IReadOnlyList<SqlExpression> expressions)
    {
        var nodes = new List<Node>(expressions.Count);
        foreach (var expression in expressions)
        {
            if (Compile(expression) is not { } node)
                return null;
            nodes.Add(node);
        }
        return nodes;
    }

    static Node Column(string name, SqlType type) =>
        new(type, Dependencies.Row, (in EvaluationContext c) => c.ValueOf(name) is { } value ? ColumnValues.Read(type, value) : null);

    static Node? Of(Constant constant) => constant.Kind switch
    {
        ConstantKind.Boolean => Node.Constant(SqlType.Bool, constant.Text == "true"),
        ConstantKind.Text => Node.Constant(SqlType.Text, constant.Text),
        ConstantKind.Bits => Node.Constant(new SqlType(SqlKind.Bits), constant.Text),
        ConstantKind.Number when int.TryParse(constant.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var small) =>
            Node.Constant(SqlType.Int4, (long)small),
        ConstantKind.Number when long.TryParse(constant.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) =>
            Node.Constant(SqlType.Int8, whole),
        ConstantKind.Number =>
            LiteralReader.Read(SqlType.Numeric, constant.Text) is decimal exact ? Node.Constant(SqlType.Numeric, exact) : null,
        _ => null,
    };

    static Node? Unary(string symbol, Node a) => symbol switch
    {
        "-" => Arithmetic.Negate(a),
        "+" when a.Type.IsNumber => a,
        "@" => Functions.Build("abs", [a]),
        "|/" when a.Type.IsFloat => Functions.Build("sqrt", [a]),
        "~" when a.Type.IsInteger => Node.Strict(a.Type, a, x => ~(long)x),
        _ => null,
    };

    static Node? Binary(SqlOperator symbol, Node a, Node b)
    {
        if (symbol.Schema is not null && a.Type.Kind != SqlKind.CaselessText)
            return null;
        if (Comparisons.IsComparison(symbol.Symbol))
            return Comparisons.Build(symbol.Symbol, a, b);
        if (PatternOperators.Meaning(symbol.Symbol) is not null)
            return PatternOperators.Build(symbol.Symbol, a, b);
        return symbol.Symbol == "||" ? TextFunctions.Concatenate(a, b)
            : Arithmetic.Build(symbol.Symbol, a, b) ?? CollectionFunctions.Operator(symbol.Symbol, a, b);
    }

    static Node? ArrayOf(List<Node> items) =>
        items.TrueForAll(i => i.Type.Kind == items[0].Type.Kind && i.Type.Kind != SqlKind.Array)
            ? Node.Of(new SqlType(SqlKind.Array) { Element = items[0].Type }, items, v => new SqlArray([.. v]))
            : null;

    static Node RowOf(List<Node> items) =>
        Node.Of(new SqlType(SqlKind.Composite)
        {
            Fields = [.. items.Select(i => i.Type)],
            Labels = [.. items.Select((_, i) => $"f{i + 1}")]
        }, items, v => v.Clone());

    static object? ElementAt(SqlArray array, long index) => index >= 1 && index <= array.Items.Count ? array.Items[(int)index - 1] : null;

    static Node? Field(Node composite, string field)
    {
        for (var i = 0; i < composite.Type.Labels.Count; i++)
        {
            var place = i;
            if (composite.Type.Labels[i] == field)
                return Node.Strict(composite.Type.Fields[i], composite, x => ((object?[])x)[place]);
        }
        return null;
    }
}
