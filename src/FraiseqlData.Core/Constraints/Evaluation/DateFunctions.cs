using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>The clock, and functions on dates, times and intervals.</summary>
static class DateFunctions
{
    /// <summary>The call, or null where it is not known here.</summary>
    public static Node? Build(string name, IReadOnlyList<Node> args)
    {
        switch (name)
        {
            case "now" or "current_timestamp" or "transaction_timestamp" or "statement_timestamp" or "clock_timestamp":
                return new Node(SqlType.TimestampTz, Dependencies.Clock, (in EvaluationContext c) => c.Now);
            case "localtimestamp":
                return new Node(SqlType.Timestamp, Dependencies.Clock | Dependencies.Zone, (in EvaluationContext c) =>
                    Moments.Shift(c.Now, c.Offset));
            case "current_date":
                return new Node(SqlType.Date, Dependencies.Clock | Dependencies.Zone, (in EvaluationContext c) =>
                    Moments.Shift(c.Now, c.Offset).Date);
            case "date" when args is [{ Type.IsMoment: true }]:
                return Casts.Build(args[0], SqlType.Date);
            case "age" when args is [var a]:
                return Casts.Build(a, SqlType.Timestamp) is { } moment && Build("current_date", []) is { } today
                    ? Age(Casts.Build(today, SqlType.Timestamp)!, moment)
                    : null;
            case "age" when args is [var a, var b]:
                return Casts.Build(a, SqlType.Timestamp) is { } first && Casts.Build(b, SqlType.Timestamp) is { } second
                    ? Age(first, second)
                    : null;
            case "date_trunc" when args is [{ IsConstant: true }, { Type.IsMoment: true }]:
                return Truncate(args[0], args[1]);
            case "date_part" or "extract" when args is [{ IsConstant: true }, _]:
                return Field(args[0], args[1], name == "extract" ? SqlType.Numeric : SqlType.Float8);
            case "timezone" when args is [{ IsConstant: true }, { Type.IsMoment: true }]:
                return Zone(args[0], args[1]);
            case "make_interval" or "justify_days" or "justify_hours" or "justify_interval":
                return null;
            case "make_date" when args.Count == 3 && args.All(a => a.Type.IsInteger):
                return Node.Strict(SqlType.Date, args, v => MakeDate((long)v[0], (long)v[1], (long)v[2]));
            case "isfinite" when args is [{ Type.IsMoment: true } a]:
                return Node.Strict(SqlType.Bool, a, _ => true);
            default:
                return null;
        }
    }

    static Node Age(Node a, Node b) => Node.Strict(SqlType.Interval, a, b, (x, y) => Moments.Age((DateTime)x, (DateTime)y));

    static object MakeDate(long year, long month, long day) =>
        year is < 1 or > 9999 ? NoValue.Unknown
        : month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month) ? NoValue.Error
        : new DateTime((int)year, (int)month, (int)day);

    static Node? Truncate(Node unit, Node moment)
    {
        if (Constant(unit) is not { } name || Moments.Truncate(name, DateTime.UnixEpoch) is null)
            return null;
        // A date becomes a timestamp with time zone here.
        var isZoned = moment.Type.Kind != SqlKind.Timestamp;
        var local = Casts.Build(moment, SqlType.Timestamp)!;
        var cut = Node.Strict(SqlType.Timestamp, local, x => Moments.Truncate(name, (DateTime)x));
        return isZoned ? Casts.Build(cut, SqlType.TimestampTz) : cut;
    }

    static Node? Field(Node field, Node source, SqlType result)
    {
        if (Constant(field) is not { } name)
            return null;
        object? Typed(decimal? value) => value is not { } known ? NoValue.Unknown : result.IsFloat ? (double)known : known;
        if (source.Type.IsMoment)
        {
            if (Moments.Field(name, DateTime.UnixEpoch) is null)
                return null;
            var local = name == "epoch" && source.Type.Kind != SqlKind.Date ? source : Casts.Build(source, SqlType.Timestamp)!;
            return Node.Strict(result, local, x => Typed(Moments.Field(name, (DateTime)x)));
        }
        if (source.Type.Kind == SqlKind.Interval && Moments.Field(name, default(IntervalValue)) is not null)
            return Node.Strict(result, source, x => Typed(Moments.Field(name, (IntervalValue)x)));
        return source.Type.Kind == SqlKind.Time && name is "hour" or "minute" or "second"
            ? Node.Strict(result, source, x => Typed(Moments.Field(name, DateTime.UnixEpoch + ((TimeOnly)x).ToTimeSpan())))
            : null;
    }

    /// <summary><c>AT TIME ZONE</c>: only UTC has no changes to know about.</summary>
    static Node? Zone(Node zone, Node moment) =>
        Constant(zone) is "utc" or "gmt" or "z" or "zulu" or "etc/utc" && moment.Type.Kind is SqlKind.Timestamp or SqlKind.TimestampTz
            ? moment.As(moment.Type.Kind == SqlKind.Timestamp ? SqlType.TimestampTz : SqlType.Timestamp)
            : null;

    static string? Constant(Node node) => (node.Evaluate(default) as string)?.ToLowerInvariant();
}
