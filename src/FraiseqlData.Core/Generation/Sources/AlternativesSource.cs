using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>Values of one of several domains, equally often. Distinct values come from the largest alone where the domains may overlap.</summary>
sealed class AlternativesSource : TypedSource
{
    readonly IReadOnlyList<TypedSource> _sources;
    readonly IReadOnlyList<TypedSource> _distinct;

    AlternativesSource(IReadOnlyList<TypedSource> sources, bool areDisjoint)
    {
        _sources = sources;
        _distinct = areDisjoint ? sources : [sources.MaxBy(s => s.DistinctCapacity)!];
        DistinctCapacity = _distinct.Aggregate(0UL, (sum, s) => s.DistinctCapacity > ulong.MaxValue - sum ? ulong.MaxValue : sum + s.DistinctCapacity);
    }

    public override Type ValueType => _sources[0].ValueType;

    public override ulong DistinctCapacity { get; }

    /// <summary>Makes a source for each alternative of the request's domain; null where none is possible.</summary>
    public static TypedSource? Of(SourceRequest request, Func<SourceRequest, TypedSource?> make)
    {
        var hull = request.Domain with { Alternatives = [] };
        var domains = request.Domain.Alternatives.Select(a => DomainAlgebra.Intersect(hull, a) with { Alternatives = [] }).Where(d => !d.IsEmpty).ToList();
        var sources = domains.Select(d => make(request with { Domain = d })).OfType<TypedSource>().ToList();
        return sources.Count switch
        {
            0 => null,
            1 => sources[0],
            _ => new AlternativesSource(sources, DomainAlgebra.AreApart(domains)) { Name = sources[0].Name, Reason = sources[0].Reason },
        };
    }

    public override object MakeObject(ref CellRandom random) => _sources[random.Next(_sources.Count)].MakeObject(ref random);

    public override object MakeDistinctObject(ulong index, ref CellRandom random)
    {
        var source = Distinct(ref index);
        return source.MakeDistinctObject(index, ref random);
    }

    public override void Write(ColumnVector target, int row, CellRandom random, in CellContext cell)
    {
        var source = _sources[random.Next(_sources.Count)];
        source.Write(target, row, random, cell);
    }

    public override void WriteDistinct(ColumnVector target, int row, ulong index, CellRandom random, in CellContext cell) =>
        Distinct(ref index).WriteDistinct(target, row, index, random, cell);

    /// <summary>The source of a distinct value; the index becomes its own.</summary>
    TypedSource Distinct(ref ulong index)
    {
        var at = 0;
        for (; at < _distinct.Count - 1 && index >= _distinct[at].DistinctCapacity; at++)
            index -= _distinct[at].DistinctCapacity;
        return _distinct[at];
    }
}
