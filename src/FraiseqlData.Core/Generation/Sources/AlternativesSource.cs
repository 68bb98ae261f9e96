using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>Values of one of several domains, equally often. They may overlap, so distinct values come from the largest alone.</summary>
sealed class AlternativesSource : TypedSource
{
    readonly IReadOnlyList<TypedSource> _sources;
    readonly TypedSource _largest;

    AlternativesSource(IReadOnlyList<TypedSource> sources) => (_sources, _largest) = (sources, sources.MaxBy(s => s.DistinctCapacity)!);

    public override Type ValueType => _largest.ValueType;

    public override ulong DistinctCapacity => _largest.DistinctCapacity;

    /// <summary>Makes a source for each alternative of the request's domain; null where none is possible.</summary>
    public static TypedSource? Of(SourceRequest request, Func<SourceRequest, TypedSource?> make)
    {
        var hull = request.Domain with { Alternatives = [] };
        var sources = request.Domain.Alternatives
            .Select(a => make(request with { Domain = DomainAlgebra.Intersect(hull, a) with { Alternatives = [] } })).OfType<TypedSource>().ToList();
        return sources.Count switch
        {
            0 => null,
            1 => sources[0],
            _ => new AlternativesSource(sources) { Name = sources[0].Name, Reason = sources[0].Reason },
        };
    }

    public override object MakeObject(ref CellRandom random) => _sources[random.Next(_sources.Count)].MakeObject(ref random);

    public override object MakeDistinctObject(ulong index, ref CellRandom random) => _largest.MakeDistinctObject(index, ref random);

    public override void Write(ColumnVector target, int row, CellRandom random, in CellContext cell)
    {
        var source = _sources[random.Next(_sources.Count)];
        source.Write(target, row, random, cell);
    }

    public override void WriteDistinct(ColumnVector target, int row, ulong index, CellRandom random, in CellContext cell) =>
        _largest.WriteDistinct(target, row, index, random, cell);
}
