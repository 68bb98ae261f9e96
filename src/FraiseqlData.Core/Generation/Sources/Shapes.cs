namespace FraiseqlData.Generation.Sources;

/// <summary>
/// Geometric values as text, each in a cell of its own in a wide grid: different numbers give shapes that do not touch,
/// which also satisfies an exclusion constraint on overlap.
/// </summary>
static class Shapes
{
    const ulong Side = 1000;
    const ulong Most = 1UL << 40;

    public static TypedSource? Source(SourceRequest request)
    {
        Func<long, long, string>? shape = request.Type.Name.Name switch
        {
            "point" => (x, y) => Invariant($"({x},{y})"),
            "line" => (x, y) => Invariant($"{{1,{x},{y}}}"),
            "lseg" => (x, y) => Invariant($"[({x},{y}),({x + 6},{y + 4})]"),
            "box" => (x, y) => Invariant($"({x + 6},{y + 4}),({x},{y})"),
            "path" => (x, y) => Invariant($"[({x},{y}),({x + 3},{y + 4}),({x + 6},{y + 2})]"),
            "polygon" => (x, y) => Invariant($"(({x},{y}),({x + 6},{y}),({x + 6},{y + 4}),({x},{y + 4}))"),
            "circle" => (x, y) => Invariant($"<({x},{y}),4>"),
            _ => null,
        };
        return shape is null ? null : Of(request, shape);
    }

    static DelegateSource<string> Of(SourceRequest request, Func<long, long, string> shape) =>
        new(n => shape((long)(n % Side) * 10, (long)(n / Side) * 10), Most, Side * Side, request.Key) { Name = request.Name, Reason = request.Reason };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
