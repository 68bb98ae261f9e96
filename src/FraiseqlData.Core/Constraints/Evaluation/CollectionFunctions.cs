using System.Text.Json;
using System.Text.Json.Nodes;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Functions and operators on arrays, ranges and JSON.</summary>
static class CollectionFunctions
{
    /// <summary>The call, or null where it is not known here.</summary>
    public static Node? Build(string name, IReadOnlyList<Node> args) => args.Count == 0 ? null : args[0].Type.Kind switch
    {
        SqlKind.Array => OfArray(name, args),
        SqlKind.Range when args.Count == 1 => OfRange(name, args[0]),
        SqlKind.Json when args.Count == 1 => OfJson(name, args[0]),
        _ => null,
    };

    /// <summary>An operator on two collections, or null where it is not known here.</summary>
    public static Node? Operator(string symbol, Node a, Node b) => (a.Type.Kind, b.Type.Kind, symbol) switch
    {
        (SqlKind.Array, SqlKind.Array, "@>") => Lists(a, b, (x, y) => All(y, item => IsIn(a.Type.Element!, item, x))),
        (SqlKind.Array, SqlKind.Array, "<@") => Operator("@>", b, a),
        (SqlKind.Array, SqlKind.Array, "&&") => Lists(a, b, (x, y) => Not(All(y, item => Not(IsIn(a.Type.Element!, item, x))))),
        (SqlKind.Range, SqlKind.Range, "&&") =>
            Node.Strict(SqlType.Bool, a, b, (x, y) => Known(((SqlRange)x).Overlaps((SqlRange)y, a.Type.Element!))),
        (SqlKind.Range, _, "@>") when Comparison.IsKnown(a.Type.Element!, b.Type) =>
            Node.Strict(SqlType.Bool, a, b, (x, y) => Known(((SqlRange)x).Contains(y, a.Type.Element!))),
        (_, SqlKind.Range, "<@") when a.Type.Kind != SqlKind.Range => Operator("@>", b, a),
        (SqlKind.Json, SqlKind.Text, "->") => Node.Strict(SqlType.Json, a, b, (x, key) => Member(x, (string)key)),
        (SqlKind.Json, _, "->") when b.Type.IsInteger => Node.Strict(SqlType.Json, a, b, (x, index) => Item(x, (long)index)),
        (SqlKind.Json, SqlKind.Text, "->>") => Node.Strict(SqlType.Text, a, b, (x, key) => AsText(Member(x, (string)key))),
        (SqlKind.Json, _, "->>") when b.Type.IsInteger => Node.Strict(SqlType.Text, a, b, (x, index) => AsText(Item(x, (long)index))),
        (SqlKind.Json, SqlKind.Array, "#>") => Node.Strict(SqlType.Json, a, b, Path),
        (SqlKind.Json, SqlKind.Array, "#>>") => Node.Strict(SqlType.Text, a, b, (x, path) => AsText(Path(x, path))),
        (SqlKind.Json, SqlKind.Json, "@>") => Node.Strict(SqlType.Bool, a, b, (x, y) => JsonContains(x, y, true)),
        (SqlKind.Json, SqlKind.Json, "<@") => Operator("@>", b, a),
        (SqlKind.Json, SqlKind.Text, "?") => Node.Strict(SqlType.Bool, a, b, (x, key) => HasKey(x, (string)key)),
        (SqlKind.Json, SqlKind.Array, "?&" or "?|") => Node.Strict(SqlType.Bool, a, b, (x, keys) =>
            symbol == "?&" ? ((SqlArray)keys).Items.All(k => k is null || HasKey(x, (string)k))
                : ((SqlArray)keys).Items.Any(k => k is not null && HasKey(x, (string)k))),
        _ => null,
    };

    static object? Known(bool? value) => value is { } known ? known : NoValue.Unknown;

    static bool? Not(bool? value) => !value;

    static Node? Lists(Node a, Node b, Func<SqlArray, SqlArray, bool?> test) =>
        Comparison.IsKnown(a.Type.Element!, b.Type.Element!)
            ? Node.Strict(SqlType.Bool, a, b, (x, y) => Known(test((SqlArray)x, (SqlArray)y))) : null;

    static bool? All(SqlArray array, Func<object?, bool?> test)
    {
        bool? all = true;
        foreach (var item in array.Items)
        {
            var one = test(item);
            if (one == false)
                return false;
            all = one is null ? null : all;
        }
        return all;
    }

    // NULL is contained in nothing and overlaps nothing.
    static bool? IsIn(SqlType element, object? item, SqlArray array) =>
        item is null ? false
            : Not(All(array, other => other is null ? true : Not(Comparison.AreEqual(element, element, item, other, TimeSpan.Zero))));

    static Node? OfArray(string name, IReadOnlyList<Node> args)
    {
        var a = args[0];
        return (name, args.Count) switch
        {
            ("cardinality", 1) => Node.Strict(SqlType.Int4, a, x => (long)((SqlArray)x).Items.Count),
            ("array_length" or "array_upper", 2) when args[1].IsConstant && args[1].Evaluate(default) is 1L =>
                Node.Strict(SqlType.Int4, a, x => ((SqlArray)x).Items.Count is > 0 and var n ? (long)n : null),
            ("array_lower", 2) when args[1].IsConstant && args[1].Evaluate(default) is 1L =>
                Node.Strict(SqlType.Int4, a, x => ((SqlArray)x).Items.Count > 0 ? 1L : null),
            ("array_ndims", 1) => Node.Strict(SqlType.Int4, a, x => ((SqlArray)x).Items.Count > 0 ? 1L : null),
            ("array_position", 2) =>
                Node.Of(SqlType.Int4, args, v => v[0] is SqlArray array ? Position(a.Type.Element!, array, v[1]) : null),
            ("array_remove", 2) => Node.Of(a.Type, args, v => v[0] is SqlArray array ? Remove(a.Type.Element!, array, v[1]) : null),
            _ => null,
        };
    }

    static object? Position(SqlType element, SqlArray array, object? value)
    {
        for (var i = 0; i < array.Items.Count; i++)
        {
            var same = Same(element, array.Items[i], value);
            if (same is null)
                return NoValue.Unknown;
            if (same == true)
                return i + 1L;
        }
        return null;
    }

    static object Remove(SqlType element, SqlArray array, object? value)
    {
        var same = array.Items.Select(i => Same(element, i, value)).ToList();
        return same.Contains(null) ? NoValue.Unknown : new SqlArray([.. array.Items.Where((_, i) => same[i] == false)]);
    }

    static bool? Same(SqlType element, object? a, object? b) =>
        a is null || b is null ? a is null && b is null : Comparison.AreEqual(element, element, a, b, TimeSpan.Zero);

    static Node? OfRange(string name, Node a) => name switch
    {
        "isempty" => Node.Strict(SqlType.Bool, a, x => ((SqlRange)x).IsEmpty),
        "lower" => Node.Strict(a.Type.Element!, a, x => ((SqlRange)x).Lower),
        "upper" => Node.Strict(a.Type.Element!, a, x => ((SqlRange)x).Upper),
        "lower_inc" => Node.Strict(SqlType.Bool, a, x => ((SqlRange)x).LowerInclusive),
        "upper_inc" => Node.Strict(SqlType.Bool, a, x => ((SqlRange)x).UpperInclusive),
        "lower_inf" => Node.Strict(SqlType.Bool, a, x => x is SqlRange { IsEmpty: false, Lower: null }),
        "upper_inf" => Node.Strict(SqlType.Bool, a, x => x is SqlRange { IsEmpty: false, Upper: null }),
        _ => null,
    };

    static Node? OfJson(string name, Node a) => name switch
    {
        "jsonb_typeof" or "json_typeof" => Node.Strict(SqlType.Text, a, TypeOf),
        "jsonb_array_length" or "json_array_length" =>
            Node.Strict(SqlType.Int4, a, x => x is JsonArray array ? (long)array.Count : NoValue.Error),
        _ => null,
    };

    static object TypeOf(object json) => json switch
    {
        JsonObject => "object",
        JsonArray => "array",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "boolean",
        },
        _ => "null",
    };

    static object? Member(object json, string key) =>
        json is JsonObject o && o.TryGetPropertyValue(key, out var value) ? value ?? (object)JsonNull.Instance : null;

    static object? Item(object json, long index)
    {
        if (json is not JsonArray array)
            return null;
        index = index < 0 ? array.Count + index : index;
        return index >= 0 && index < array.Count ? array[(int)index] ?? (object)JsonNull.Instance : null;
    }

    static object? Path(object json, object path)
    {
        object? current = json;
        foreach (var step in ((SqlArray)path).Items)
        {
            if (step is null || current is null)
                return null;
            current = current is JsonArray ? long.TryParse((string)step, out var index) ? Item(current, index) : null
                : Member(current, (string)step);
        }
        return current;
    }

    static bool HasKey(object json, string key) => json switch
    {
        JsonObject o => o.ContainsKey(key),
        JsonArray a => a.Any(i => i is JsonValue v && v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() == key),
        JsonValue v => v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() == key,
        _ => false,
    };

    // An array also contains a scalar that stands alone, at the top only.
    static bool JsonContains(object whole, object part, bool isTop) => (whole, part) switch
    {
        (JsonObject a, JsonObject b) =>
            b.All(p =>
                a.TryGetPropertyValue(p.Key, out var own)
                    && JsonContains(own ?? (object)JsonNull.Instance, p.Value ?? (object)JsonNull.Instance, false)),
        (JsonArray a, JsonArray b) =>
            b.All(i => a.Any(own => JsonContains(own ?? (object)JsonNull.Instance, i ?? (object)JsonNull.Instance, false))),
        (JsonArray a, JsonValue or JsonNull) when isTop => a.Any(own => JsonContains(own ?? (object)JsonNull.Instance, part, false)),
        (JsonObject or JsonArray, _) or (_, JsonObject or JsonArray) => false,
        (JsonNode a, JsonNode b) => JsonNode.DeepEquals(a, b),
        _ => whole == part,
    };

    static object? AsText(object? json) => json switch
    {
        null or JsonNull => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
        // jsonb writes numbers without exponents.
        JsonValue value when value.ToJsonString() is var number && !number.AsSpan().ContainsAny('e', 'E') => number,
        _ => NoValue.Unknown,
    };
}
