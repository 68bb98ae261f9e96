using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>Values of one of several domains, equally often. Distinct values come from the largest alone where the domains may overlap.</summary>
class AlternativesSource : TypedSource
{
    readonly IReadOnlyList<TypedSource> _sources;
    readonly IReadOnlyList<TypedSource> _distinct;

    protected AlternativesSource(IReadOnlyList<TypedSource> sources, bool areDisjoint)
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
            _ when OrderedAlternatives.AreMoments(sources) => new OrderedAlternatives(sources, DomainAlgebra.AreApart(domains)) { Name = sources[0].Name, Reason = sources[0].Reason },
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

/// <summary>Moments of one of several periods, as partitions have them: columns that agree with others find theirs in all of them.</summary>
sealed class OrderedAlternatives : AlternativesSource, IOrderedSource
{
    readonly IOrderedSource _any;

    /// <summary>Creates the source of sources that <see cref="AreMoments"/>.</summary>
    public OrderedAlternatives(IReadOnlyList<TypedSource> sources, bool areDisjoint)
        : base(sources, areDisjoint)
    {
        _any = (IOrderedSource)sources[0];
        Whole = LongSpace.Union(sources.Cast<IOrderedSource>().Select(s => s.Whole));
        Natural = LongSpace.Union(sources.Cast<IOrderedSource>().Select(s => s.Natural));
    }

    public decimal Step => _any.Step;

    public LongSpace Whole { get; }

    public LongSpace Natural { get; }

    /// <summary>Whether sources all give moments in the same steps.</summary>
    public static bool AreMoments(IReadOnlyList<TypedSource> sources) =>
        sources.All(s => s is IOrderedSource { Step: > 0 } ordered && Dates.IsMoment(s) && s.ValueType == sources[0].ValueType && ordered.Step == ((IOrderedSource)sources[0]).Step);

    public object ObjectAt(long number) => _any.ObjectAt(number);

    public void WriteNumber(ColumnVector target, int row, long number) => _any.WriteNumber(target, row, number);
}
