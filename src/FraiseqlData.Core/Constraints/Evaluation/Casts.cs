using System.Globalization;
using System.Text.Json.Nodes;
using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Casts between types.</summary>
static class Casts
{
    /// <summary>The cast, or null where it is not known here.</summary>
    public static Node? Build(Node a, SqlType to)
    {
        var from = a.Type;
        if (to.IsText && from.IsText)
            return Node.Strict(to with { Order = from.Order }, a, x =>
                Texts.Cut(to, from.Kind == SqlKind.PaddedText ? ((string)x).TrimEnd(' ') : (string)x));
        if (to.IsNumber && from.IsNumber)
            return Node.Strict(to, a, x => Number(from, to, x));
        if (to.IsText && TextOf(from) is { } text)
            return Node.Strict(to, a, x => text(x) is string s ? Texts.Cut(to, s) : NoValue.Unknown);
        if (from.IsText && to.Kind != SqlKind.Other)
            return Node.Strict(to, a, x => LiteralReader.Read(to, (string)x));
        if (to.Kind == SqlKind.Money && from.IsNumber)
            return Node.Strict(to, a, x =>
                Number(from, SqlType.Numeric, x) is decimal m ? NumericMath.Of(NumericMath.Round(m, 2)) : NoValue.Unknown);
        if (from.Kind == SqlKind.Money && to.Kind == SqlKind.Numeric)
            return Node.Strict(to, a, x => NumericMath.Fit((decimal)x, to.Length, to.Scale));
        if (to.IsMoment && from.IsMoment)
            return Moment(a, to);
        return (from.Kind, to.Kind) switch
        {
            (SqlKind.Bool, SqlKind.Int4) => Node.Strict(to, a, x => (bool)x ? 1L : 0L),
            (SqlKind.Int4, SqlKind.Bool) => Node.Strict(to, a, x => (long)x != 0),
            (SqlKind.Timestamp, SqlKind.Time) => Node.Strict(to, a, x => Moments.Round(TimeOnly.FromDateTime((DateTime)x), to.Length)),
            (SqlKind.Time, SqlKind.Time) => Node.Strict(to, a, x => Moments.Round((TimeOnly)x, to.Length)),
            (SqlKind.Time, SqlKind.Interval) =>
                Node.Strict(to, a, x => new IntervalValue(0, 0, ((TimeOnly)x).Ticks / TimeSpan.TicksPerMicrosecond)),
            (SqlKind.Array, SqlKind.Array) => Elements(a, to),
            (SqlKind.Json, _) when to.IsNumber || to.Kind == SqlKind.Bool => Node.Strict(to, a, x => OfJson(to, x)),
            (SqlKind.Bits, SqlKind.Bits) => Node.Strict(to, a, x => x),
            (SqlKind.Enum, SqlKind.Enum) or (SqlKind.Range, SqlKind.Range) or (SqlKind.Uuid, SqlKind.Uuid)
                or (SqlKind.Bool, SqlKind.Bool) or (SqlKind.Money, SqlKind.Money) or (SqlKind.Json, SqlKind.Json)
                or (SqlKind.Bytes, SqlKind.Bytes) or (SqlKind.Interval, SqlKind.Interval)
                or (SqlKind.Composite, SqlKind.Composite) => a.As(to),
            _ => null,
        };
    }

    /// <summary>A number in another type: numeric rounds half away from zero, floats half to even.</summary>
    public static object Number(SqlType from, SqlType to, object x)
    {
        if (to.IsInteger)
        {
            return x switch
            {
                long n => Arithmetic.Whole(to, n),
                decimal m => Math.Abs(m) > long.MaxValue
                    ? NoValue.Error
                    : Arithmetic.Whole(to, (Int128)Math.Round(m, MidpointRounding.AwayFromZero)),
                double d =>
                    Math.Abs(d) < long.MaxValue ? Arithmetic.Whole(to, (Int128)Math.Round(d, MidpointRounding.ToEven)) : NoValue.Error,
                _ => NoValue.Unknown,
            };
        }
        if (to.Kind == SqlKind.Numeric)
        {
            if (x is not double d)
                return NumericMath.Fit(Comparison.ToDecimal(x), to.Length, to.Scale);
            // numeric takes as many digits of a float as are certain: 15, or 6 of a float4.
            var digits = d.ToString(from.Kind == SqlKind.Float4 ? "E5" : "E14", CultureInfo.InvariantCulture);
            return double.IsFinite(d) && Math.Abs(d) is 0 or (> 1e-12 and < 1e15)
                && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                ? NumericMath.Fit(exact / 1.0000000000000000000000000000m, to.Length, to.Scale)
                : NoValue.Unknown;
        }
        var value = Comparison.ToDouble(x);
        return to.Kind == SqlKind.Float4 ? (double)(float)value : value;
    }

    static Func<object, object>? TextOf(SqlType from) => from.Kind switch
    {
        SqlKind.Int2 or SqlKind.Int4 or SqlKind.Int8 => x => ((long)x).ToString(CultureInfo.InvariantCulture),
        SqlKind.Numeric => x => ((decimal)x).ToString(CultureInfo.InvariantCulture),
        SqlKind.Bool => x => (bool)x ? "true" : "false",
        SqlKind.Enum or SqlKind.Bits => x => x,
        SqlKind.Uuid => x => ((Guid)x).ToString(),
        SqlKind.Date => x => ((DateTime)x).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SqlKind.Interval => x => ((IntervalValue)x).ToString(),
        _ => null,
    };

    static Node Moment(Node a, SqlType to)
    {
        var from = a.Type.Kind;
        var extra = (from == SqlKind.TimestampTz) != (to.Kind == SqlKind.TimestampTz) ? Dependencies.Zone : Dependencies.None;
        return new Node(to, a.Dependencies | extra, (in EvaluationContext c) =>
        {
            if (a.Evaluate(c) is not DateTime x)
                return a.Evaluate(c);
            if (extra != Dependencies.None)
                x = Moments.Shift(x, from == SqlKind.TimestampTz ? c.Offset : -c.Offset);
            return to.Kind == SqlKind.Date ? x.Date : Moments.Round(x, to.Length);
        });
    }

    static Node? Elements(Node a, SqlType to)
    {
        // An element is cast as a value of its own would be.
        if (a.Type.Element!.Kind == to.Element!.Kind && to.Element.Length < 0)
            return a.As(to);
        return Build(new Node(a.Type.Element, Dependencies.Row, (in EvaluationContext c) => c.ValueOf("")), to.Element) is not { } element
            ? null
            : Node.Strict(to, a, x => Map((SqlArray)x, item => element.Evaluate(new EvaluationContext(_ => item, default, default))));
    }

    static object Map(SqlArray array, Func<object?, object?> cast)
    {
        var items = array.Items.Select(cast).ToList();
        return items.Find(i => i is NoValue) ?? new SqlArray(items);
    }

    static object OfJson(SqlType to, object json)
    {
        if (json is not JsonValue value)
            return NoValue.Error;
        return value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number when to.IsNumber =>
                LiteralReader.Read(SqlType.Numeric, value.ToJsonString()) is decimal m ? Number(SqlType.Numeric, to, m) : NoValue.Unknown,
            System.Text.Json.JsonValueKind.True when to.Kind == SqlKind.Bool => true,
            System.Text.Json.JsonValueKind.False when to.Kind == SqlKind.Bool => false,
            _ => NoValue.Error,
        };
    }
}
