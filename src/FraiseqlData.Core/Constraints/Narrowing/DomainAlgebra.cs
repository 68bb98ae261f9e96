namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Intersection and union of domains.</summary>
static class DomainAlgebra
{
    const int MaxAlternatives = 32;

    /// <summary>What lies in both.</summary>
    public static ColumnDomain Intersect(ColumnDomain a, ColumnDomain b)
    {
        var (min, minExclusive) = Stricter(a.Min, a.MinExclusive, b.Min, b.MinExclusive, 1);
        var (max, maxExclusive) = Stricter(a.Max, a.MaxExclusive, b.Max, b.MaxExclusive, -1);
        return Tidy(new ColumnDomain
        {
            Allowed = a.Allowed is null ? b.Allowed : b.Allowed is null ? a.Allowed : Common(a.Allowed, b.Allowed),
            Refused = Joined(a.Refused, b.Refused),
            Min = min,
            MinExclusive = minExclusive,
            Max = max,
            MaxExclusive = maxExclusive,
            MinLength = Math.Max(a.MinLength ?? -1, b.MinLength ?? -1) is >= 0 and var least ? least : null,
            MaxLength = Math.Min(a.MaxLength ?? int.MaxValue, b.MaxLength ?? int.MaxValue) is < int.MaxValue and var most ? most : null,
            Patterns = Joined(a.Patterns, b.Patterns),
            NotNull = a.NotNull || b.NotNull,
            MustBeNull = a.MustBeNull || b.MustBeNull,
            Case = a.Case == LetterCase.Any ? b.Case : a.Case,
            Trimmed = a.Trimmed || b.Trimmed,
            JsonKinds = a.JsonKinds is null ? b.JsonKinds : b.JsonKinds is null ? a.JsonKinds
                : [.. a.JsonKinds.Where(b.JsonKinds.Contains)],
            Parts = a.Parts.Concat(b.Parts).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Select(p => p.Value).Aggregate(Intersect)),
            Alternatives = Product(a.Alternatives, b.Alternatives),
            From = Joined(a.From, b.From),
            IsEmpty = a.IsEmpty || b.IsEmpty || a.Case != LetterCase.Any && b.Case != LetterCase.Any && a.Case != b.Case
                && (a.Allowed ?? b.Allowed) is { Count: 0 },
        });
    }

    /// <summary>Whether no value lies in two of them: ranges with nothing in common.</summary>
    public static bool AreApart(IReadOnlyList<ColumnDomain> domains)
    {
        var rising = domains.OrderBy(d => d.Min is not null).ThenBy(d => d.Min).ToList();
        return rising.Zip(rising.Skip(1)).All(pair => pair.First.Max is { } end && pair.Second.Min is { } start
            && (end.CompareTo(start) is var order && order < 0 || order == 0 && (pair.First.MaxExclusive || pair.Second.MinExclusive)));
    }

    /// <summary>
    /// What lies in one of them: exact where the lists or NULLs simply add up, else their hull with the domains as alternatives.
    /// </summary>
    public static ColumnDomain Union(IReadOnlyList<ColumnDomain> domains)
    {
        var valued = domains.Where(d => !d.MustBeNull && !d.IsEmpty).ToList();
        var allowsNull = domains.Any(d => !d.NotNull);
        if (valued.Count == 0)
            return domains[0] with
            {
                NotNull = !allowsNull,
                MustBeNull = domains.Any(d => d.MustBeNull),
                IsEmpty = domains.All(d => d.IsEmpty)
            };
        if (valued.Count == 1)
            return valued[0] with { NotNull = !allowsNull };
        var min = valued.TrueForAll(d => d.Min is not null) ? valued.MinBy(d => (d.Min, d.MinExclusive), BoundOrder) : null;
        var max = valued.TrueForAll(d => d.Max is not null) ? valued.MaxBy(d => (d.Max, !d.MaxExclusive), BoundOrder) : null;
        var areLists = valued.TrueForAll(d => d.Allowed is not null);
        return new ColumnDomain
        {
            Allowed = areLists ? [.. valued.SelectMany(d => d.Allowed!).Distinct()] : null,
            Refused = areLists ? [] : [.. valued[0].Refused.Where(r => valued.TrueForAll(d => d.Refused.Contains(r)))],
            Min = min?.Min,
            MinExclusive = min?.MinExclusive ?? false,
            Max = max?.Max,
            MaxExclusive = max?.MaxExclusive ?? false,
            MinLength = valued.Min(d => d.MinLength ?? 0) is > 0 and var least ? least : null,
            MaxLength = valued.TrueForAll(d => d.MaxLength is not null) ? valued.Max(d => d.MaxLength) : null,
            Patterns = [.. valued[0].Patterns.Where(p => valued.TrueForAll(d => d.Patterns.Contains(p)))],
            NotNull = !allowsNull,
            Case = valued.TrueForAll(d => d.Case == valued[0].Case) ? valued[0].Case : LetterCase.Any,
            Trimmed = valued.TrueForAll(d => d.Trimmed),
            JsonKinds = valued.TrueForAll(d => d.JsonKinds is not null) ? [.. valued.SelectMany(d => d.JsonKinds!).Distinct()] : null,
            Alternatives = areLists || valued.TrueForAll(IsOnlyKinds) ? [] : Flat(valued),
            From = [.. valued.SelectMany(d => d.From).Distinct()],
        };
    }

    /// <summary>Whether a union says all that its members say.</summary>
    public static bool IsExactUnion(IReadOnlyList<ColumnDomain> domains)
    {
        var valued = domains.Where(d => !d.MustBeNull && !d.IsEmpty).ToList();
        if (domains.Any(d => d.NotNull && !d.MustBeNull) && domains.Any(d => !d.NotNull && !d.MustBeNull))
            return false;
        return valued.Count <= 1 || valued.TrueForAll(d => d is { Allowed: not null, Parts.Count: 0 }) || valued.TrueForAll(IsOnlyKinds);
    }

    static bool IsOnlyKinds(ColumnDomain d) => d.JsonKinds is not null && SaysNothing(d with { JsonKinds = null, NotNull = false });

    /// <summary>Whether every value, and NULL, lies in a domain.</summary>
    public static bool SaysNothing(ColumnDomain d) =>
        d is
    {
        Allowed: null, Refused.Count: 0, Min: null, Max: null, MinLength: null, MaxLength: null, Patterns.Count: 0, NotNull: false,
        MustBeNull: false
    }
            and { Case: LetterCase.Any, Trimmed: false, JsonKinds: null, Parts.Count: 0, Alternatives.Count: 0, IsEmpty: false };

    static readonly Comparer<(IComparable?, bool)> BoundOrder =
        Comparer<(IComparable?, bool)>.Create((x, y) =>
            x.Item1!.CompareTo(y.Item1) is not 0 and var order ? order : x.Item2.CompareTo(y.Item2));

    static (IComparable? Bound, bool IsExclusive) Stricter(IComparable? a, bool aExclusive, IComparable? b, bool bExclusive, int direction)
    {
        if (a is null || b is null)
            return a is null ? (b, bExclusive) : (a, aExclusive);
        var order = a.CompareTo(b) * direction;
        return order > 0 ? (a, aExclusive) : order < 0 ? (b, bExclusive) : (a, aExclusive || bExclusive);
    }

    static IReadOnlyList<object> Common(IReadOnlyList<object> a, IReadOnlyList<object> b)
    {
        var others = b.ToHashSet();
        return [.. a.Where(others.Contains)];
    }

    /// <summary>Alternatives that have none themselves, or they would multiply with the depth of a condition; none where there are too many.</summary>
    static IReadOnlyList<ColumnDomain> Flat(List<ColumnDomain> domains)
    {
        var flat = domains.SelectMany(d => d.Alternatives.Count == 0 ? [d] : d.Alternatives.Select(a => Intersect(d with { Alternatives = [] }, a))).Take(MaxAlternatives + 1).ToList();
        return flat.Count > MaxAlternatives ? [] : flat;
    }

    static IReadOnlyList<T> Joined<T>(IReadOnlyList<T> a, IReadOnlyList<T> b) => b.Count == 0 ? a : a.Count == 0 ? b : [.. a.Union(b)];

    static IReadOnlyList<ColumnDomain> Product(IReadOnlyList<ColumnDomain> a, IReadOnlyList<ColumnDomain> b)
    {
        if (a.Count == 0 || b.Count == 0)
            return a.Count == 0 ? b : a;
        // Past the limit one side is left to the row check.
        return a.Count * b.Count > MaxAlternatives ? a : [.. a.SelectMany(x => b.Select(y => Intersect(x, y))).Where(d => !d.IsEmpty)];
    }

    /// <summary>Drops allowed values that the rest refuses, and notices when nothing is left.</summary>
    static ColumnDomain Tidy(ColumnDomain d)
    {
        if (d.Allowed is not null)
        {
            var rest = d with { MustBeNull = false, IsEmpty = false, Allowed = null, Refused = [] };
            var refused = d.Refused.ToHashSet();
            d = d with { Allowed = [.. d.Allowed.Where(v => !refused.Contains(v) && DomainTest.Accepts(rest, v))] };
        }
        var crossed = d.Min is not null && d.Max is not null
            && (d.Min.CompareTo(d.Max) is var order && (order > 0 || order == 0 && (d.MinExclusive || d.MaxExclusive)));
        var isEmpty = d.IsEmpty || d.Allowed is { Count: 0 } || crossed || d.MinLength > d.MaxLength || d.JsonKinds is { Count: 0 }
            || d.MustBeNull && d.NotNull;
        return isEmpty == d.IsEmpty ? d : d with { IsEmpty = true };
    }
}
