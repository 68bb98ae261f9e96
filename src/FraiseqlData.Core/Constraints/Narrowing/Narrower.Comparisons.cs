using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Comparisons of a column with a constant.</summary>
sealed partial class Narrower
{
    Facts Comparison(BinaryOperation comparison)
    {
        if (SameColumn(comparison) is { } same)
            return same;
        if (NullCount(comparison) is { } counted)
            return counted;
        if ((Extreme(comparison) ?? Distance(comparison) ?? Position(comparison) ?? Affix(comparison)) is { } seen)
            return seen;
        if (Constant(comparison.Right) is null)
        {
            if (Constant(comparison.Left) is null)
                return Facts.Unknown;
            comparison = new BinaryOperation(SqlOperator.Of(Inversion.Mirror(comparison.Operator.Symbol)), comparison.Right,
                comparison.Left);
        }
        var right = Compiled(comparison.Right)!;
        if (Target.Find(comparison.Left, compiler) is { } target)
            return Compare(target, comparison.Operator.Symbol, Aligned(target, comparison.Left, right));
        return Inversion.Step(comparison, e => !ExpressionWalker.Columns(e).Any()) is { } solved && ++_steps < MaxSteps
            ? Comparison(solved) with { IsExact = false }
            : Facts.Unknown;
    }

    /// <summary>
    /// The constant's values in the target's own time line: days and timestamps are local, timestamps with time zone are not.
    /// </summary>
    List<object?> Aligned(Target target, SqlExpression left, Node constant)
    {
        var leftType = Compiled(left)?.Type ?? target.Type;
        var crosses = constant.Type.IsMoment && target.Type.IsMoment
            && (constant.Type.Kind == SqlKind.TimestampTz || leftType.Kind == SqlKind.TimestampTz)
                != (target.Type.Kind == SqlKind.TimestampTz);
        var aligned = crosses ? Casts.Build(constant, target.Type.Kind == SqlKind.TimestampTz ? SqlType.TimestampTz : SqlType.Timestamp)
            : null;
        return window.Values(aligned ?? constant, _ => null);
    }

    /// <summary>The facts of <c>target symbol constant</c>; of several values the constant may have, the strictest counts.</summary>
    static Facts Compare(Target target, string symbol, List<object?> constants)
    {
        // A text that is cast to a number has no bounds of its own.
        if (constants.Exists(c => c is NoValue) || (target is { Measure: Measure.Value, Type.IsText: true } && constants.Exists(c => c is not (null or string))))
            return Facts.Unknown;
        if (constants.Exists(c => c is null))
            return Facts.Always;
        var isExact = constants.TrueForAll(c => c!.Equals(constants[0]));
        var facts = target.Measure switch
        {
            Measure.Value when symbol is "=" or "<>" => isExact ? Equality(target, symbol == "=", constants[0]!) : Facts.Unknown,
            Measure.Value when target.Type.Kind == SqlKind.Enum => Labels(target, symbol, constants[0]!),
            Measure.Value when target.Type.Kind == SqlKind.Text && symbol == ">" && constants[0] is "" => Equality(target, false, ""),
            Measure.Value => constants
                .Select(c => Bounds.Of(target.Type, symbol, c!) is { } d ? target.Facts(d) : Facts.Unknown)
                .Aggregate((a, b) => a.And(b)),
            Measure.Length or Measure.Bytes or Measure.Bits => Lengths(target, symbol, constants[0]!),
            Measure.JsonKind => JsonKind(target, symbol, constants[0]!),
            _ => FoldedText(target, symbol, constants[0]!),
        };
        return facts with { IsExact = facts.IsExact && isExact };
    }

    static Facts Equality(Target target, bool isEqual, object constant)
    {
        if (Bounds.ToColumn(target.Type, constant) is not { } value)
        {
            var isFraction = target.Type.IsInteger && Evaluation.Comparison.ToDouble(constant) is var d && Math.Truncate(d) != d;
            return !isFraction ? Facts.Unknown : isEqual ? target.Facts(new ColumnDomain { IsEmpty = true }) : Facts.Always;
        }
        if (!target.Type.IsText)
            return target.Facts(isEqual ? new ColumnDomain { Allowed = [value] } : new ColumnDomain { Refused = [value] });
        var text = (string)value;
        var isBlankPadded = target.Trims || target.Type.Kind == SqlKind.PaddedText;
        if (!isEqual)
            return target.Facts(text.Length == 0
                ? new ColumnDomain { MinLength = 1, Trimmed = isBlankPadded }
                : new ColumnDomain { Refused = [text], Trimmed = target.Trims });
        return target.Facts(target.Trims && text.Trim(' ') != text
            ? new ColumnDomain { IsEmpty = true }
            : new ColumnDomain { Allowed = [text] });
    }

    static Facts Labels(Target target, string symbol, object constant)
    {
        var allowed = target.Type.Labels.Where(l =>
            Comparisons.Apply(symbol, target.Type, target.Type, l, constant, TimeSpan.Zero) is true);
        return constant is string ? target.Facts(new ColumnDomain { Allowed = [.. allowed] }) : Facts.Unknown;
    }

    static Facts Lengths(Target target, string symbol, object constant)
    {
        var unit = target.Measure == Measure.Bits ? 8 : 1;
        if (Evaluation.Comparison.ToDouble(constant) is not (> -1e9 and < 1e9 and var n))
            return Facts.Unknown;
        var least = (int)(symbol == ">" ? Math.Floor(n / unit) + 1 : Math.Ceiling(n / unit));
        var most = (int)(symbol == "<" ? Math.Ceiling(n / unit) - 1 : Math.Floor(n / unit));
        // Characters are bytes only in ASCII.
        var isExact = target.Measure == Measure.Length;
        ColumnDomain? domain = symbol switch
        {
            ">" or ">=" => new ColumnDomain { MinLength = Math.Max(least, 0) },
            "<" or "<=" => most < 0 ? new ColumnDomain { IsEmpty = true } : new ColumnDomain { MaxLength = most },
            "=" => most < 0 || most != least ? new ColumnDomain { IsEmpty = true }
                : new ColumnDomain { MinLength = least, MaxLength = most },
            _ => n == 0 ? new ColumnDomain { MinLength = 1 } : null,
        };
        if (domain is null)
            return Facts.Unknown;
        if (target.Type.Kind == SqlKind.Json)
            domain = domain with { JsonKinds = ["array"] };
        return target.Facts(domain with { Trimmed = target.Trims || target.Type.Kind == SqlKind.PaddedText && domain.MinLength > 0 },
            isExact);
    }

    static Facts JsonKind(Target target, string symbol, object constant) => (symbol, constant) switch
    {
        ("=", string kind) => target.Facts(new ColumnDomain { JsonKinds = [kind] }),
        ("<>", string kind) => target.Facts(new ColumnDomain { JsonKinds = [.. AllJsonKinds.Where(k => k != kind)] }),
        _ => Facts.Unknown,
    };

    static readonly string[] AllJsonKinds = ["object", "array", "string", "number", "boolean", "null"];

    /// <summary><c>lower(x) = 'a'</c>.</summary>
    static Facts FoldedText(Target target, string symbol, object constant)
    {
        if (constant is not string text || Texts.Fold(text, target.Measure == Measure.Upper) is not string folded)
            return Facts.Unknown;
        if (symbol == "=")
            return target.Facts(folded == text ? new ColumnDomain { Allowed = [text] } : new ColumnDomain { IsEmpty = true });
        return symbol != "<>" ? Facts.Unknown
            : text.Length == 0 ? target.Facts(new ColumnDomain { MinLength = 1, Trimmed = target.Trims })
            : target.Facts(new ColumnDomain { Refused = [text] }, isExact: false);
    }

    /// <summary><c>x = lower(x)</c>, <c>trim(x) = x</c> and the like.</summary>
    Facts? SameColumn(BinaryOperation comparison)
    {
        if (comparison.Operator.Symbol != "=")
            return null;
        var (plain, mapped) = comparison.Left is FunctionCall ? (comparison.Right, comparison.Left) : (comparison.Left, comparison.Right);
        if (Target.Find(plain, compiler) is not { Measure: Measure.Value, Trims: false } target || !target.Type.IsText
            || plain is FunctionCall)
            return null;
        var domain = new ColumnDomain();
        while (mapped is FunctionCall { IsBuiltIn: true, Arguments: [var argument] } call)
        {
            domain = call.Name switch
            {
                "lower" => domain with { Case = LetterCase.Lower },
                "upper" => domain with { Case = LetterCase.Upper },
                "btrim" or "ltrim" or "rtrim" => domain with { Trimmed = true },
                _ => domain with { IsEmpty = true },
            };
            if (domain.IsEmpty)
                return null;
            mapped = argument;
        }
        if (domain == new ColumnDomain() || Target.Find(mapped, compiler) is not { Measure: Measure.Value, Trims: false } inner
            || inner.Column != target.Column || inner.Part != target.Part)
            return null;
        // Letters outside ASCII may fold otherwise on the server.
        return target.Facts(domain, isExact: domain.Case == LetterCase.Any);
    }

    /// <summary><c>num_nonnulls(a, b) = 2</c> and <c>num_nulls(a, b) = 0</c>, and their opposites: what is asked of every column.</summary>
    Facts? NullCount(BinaryOperation comparison)
    {
        if (comparison.Left is not FunctionCall { IsBuiltIn: true, Name: "num_nonnulls" or "num_nulls" } call
            || comparison.Operator.Symbol != "=")
            return null;
        if (Constant(comparison.Right) is not [long n] || n != 0 && n != call.Arguments.Count)
            return null;
        var areNull = (n == 0) == (call.Name == "num_nonnulls");
        return call.Arguments.Select(a => NullTest(new IsTest(a, IsTestKind.Null, !areNull))).Aggregate((a, b) => a.And(b));
    }
}
