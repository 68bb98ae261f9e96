namespace FraiseqlData.Constraints.Expressions;

/// <summary>An expression as PostgreSQL deparses it. Two expressions are the same where their <see cref="ToString"/> is.</summary>
abstract record SqlExpression
{
    /// <summary>The expression as fully parenthesised SQL.</summary>
    public sealed override string ToString() => SqlPrinter.Print(this);
}

/// <summary>A column of the row.</summary>
sealed record ColumnReference(string Name) : SqlExpression;

/// <summary><c>VALUE</c> in a domain's check.</summary>
sealed record DomainValue : SqlExpression;

/// <summary>What a <see cref="Constant"/> is written as.</summary>
enum ConstantKind
{
    Null,
    Boolean,
    Number,
    Text,
    Bits,
}

/// <summary>A constant; its type comes from the cast around it.</summary>
sealed record Constant(ConstantKind Kind, string Text) : SqlExpression;

/// <summary><c>operand::type</c>.</summary>
sealed record TypeCast(SqlExpression Operand, SqlTypeName Type) : SqlExpression;

/// <summary>A prefix operator.</summary>
sealed record UnaryOperation(SqlOperator Operator, SqlExpression Operand) : SqlExpression;

/// <summary>An infix operator.</summary>
sealed record BinaryOperation(SqlOperator Operator, SqlExpression Left, SqlExpression Right) : SqlExpression;

/// <summary><c>NOT operand</c>.</summary>
sealed record Negation(SqlExpression Operand) : SqlExpression;

/// <summary>Operands joined by AND.</summary>
sealed record Conjunction(IReadOnlyList<SqlExpression> Operands) : SqlExpression;

/// <summary>Operands joined by OR.</summary>
sealed record Disjunction(IReadOnlyList<SqlExpression> Operands) : SqlExpression;

/// <summary>What an <see cref="IsTest"/> asks.</summary>
enum IsTestKind
{
    Null,
    True,
    False,
    Unknown,
    Document,
    Normalized,
    Json,
}

/// <summary><c>operand IS [NOT] ...</c>.</summary>
sealed record IsTest(SqlExpression Operand, IsTestKind Kind, bool IsNegated) : SqlExpression;

/// <summary><c>left IS DISTINCT FROM right</c>.</summary>
sealed record DistinctTest(SqlExpression Left, SqlExpression Right) : SqlExpression;

/// <summary><c>left operator ANY (array)</c> or <c>ALL</c>.</summary>
sealed record QuantifiedComparison(SqlOperator Operator, SqlExpression Left, SqlExpression Array, bool IsAll) : SqlExpression;

/// <summary>
/// A function call; SQL's special syntaxes (EXTRACT, TRIM, COALESCE, AT TIME ZONE ...) come as calls of the function behind them.
/// </summary>
sealed record FunctionCall(string? Schema, string Name, IReadOnlyList<SqlExpression> Arguments) : SqlExpression
{
    /// <summary>
    /// Whether the function may be one of PostgreSQL's own: under <c>search_path = pg_catalog</c> all others are qualified.
    /// </summary>
    public bool IsBuiltIn => Schema is null or "pg_catalog";
}

/// <summary><c>CASE [subject] WHEN ... THEN ... [ELSE ...] END</c>.</summary>
sealed record CaseExpression(SqlExpression? Subject, IReadOnlyList<CaseBranch> Branches, SqlExpression? Otherwise) : SqlExpression;

/// <summary>A branch of a CASE.</summary>
sealed record CaseBranch(SqlExpression When, SqlExpression Then);

/// <summary><c>ARRAY[...]</c>.</summary>
sealed record ArrayConstructor(IReadOnlyList<SqlExpression> Elements) : SqlExpression;

/// <summary><c>ROW(...)</c>.</summary>
sealed record RowConstructor(IReadOnlyList<SqlExpression> Items) : SqlExpression;

/// <summary><c>operand[index]</c>, or <c>operand[lower:upper]</c> for a slice.</summary>
sealed record Subscript(SqlExpression Operand, SqlExpression? Index, SqlExpression? Upper, bool IsSlice) : SqlExpression;

/// <summary><c>(operand).field</c>.</summary>
sealed record FieldSelection(SqlExpression Operand, string Field) : SqlExpression;

/// <summary><c>operand COLLATE name</c>.</summary>
sealed record Collation(SqlExpression Operand, string Name) : SqlExpression;
