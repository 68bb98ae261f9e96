namespace FraiseqlData.Constraints.Narrowing;

/// <summary>What a condition says about the columns one by one.</summary>
/// <param name="Domains">By column name.</param>
/// <param name="IsExact">Whether rows whose values lie in the domains fulfil the condition: nothing is left to check.</param>
/// <param name="IsImpossible">Whether no row at all fulfils the condition.</param>
sealed record Facts(IReadOnlyDictionary<string, ColumnDomain> Domains, bool IsExact, bool IsImpossible = false)
{
    /// <summary>Every row fulfils the condition.</summary>
    public static Facts Always { get; } = new(new Dictionary<string, ColumnDomain>(), true);

    /// <summary>No row fulfils the condition.</summary>
    public static Facts Never { get; } = new(new Dictionary<string, ColumnDomain>(), true, true);

    /// <summary>Nothing is known.</summary>
    public static Facts Unknown { get; } = new(new Dictionary<string, ColumnDomain>(), false);

    public static Facts Of(string column, ColumnDomain domain, bool isExact = true) =>
        new(new Dictionary<string, ColumnDomain>(StringComparer.Ordinal) { [column] = domain }, isExact);

    /// <summary>Both conditions hold.</summary>
    public Facts And(Facts other)
    {
        var domains = new Dictionary<string, ColumnDomain>(Domains, StringComparer.Ordinal);
        foreach (var (column, domain) in other.Domains)
            domains[column] = domains.TryGetValue(column, out var own) ? DomainAlgebra.Intersect(own, domain) : domain;
        // NULL passes most checks: only where it is refused too does an empty domain refuse every row.
        var impossible = IsImpossible || other.IsImpossible || domains.Values.Any(d => d.IsEmpty && d.NotNull);
        return new Facts(domains, IsExact && other.IsExact, impossible);
    }

    /// <summary>All of the conditions hold: joined by halves, so that long lists are not copied over and over.</summary>
    public static Facts All(IReadOnlyList<Facts> conditions) => conditions.Count switch
    {
        0 => Always,
        1 => conditions[0],
        var count => All([.. conditions.Take(count / 2)]).And(All([.. conditions.Skip(count / 2)])),
    };

    /// <summary>One of the conditions holds.</summary>
    public static Facts Or(IReadOnlyList<Facts> branches)
    {
        var possible = branches.Where(b => !b.IsImpossible).ToList();
        if (possible.Count == 0)
            return branches.All(b => b.IsExact) ? Never : Never with { IsExact = false };
        if (possible.Count == 1)
            return possible[0];
        if (possible.Exists(b => b.IsExact && b.Domains.Count == 0))
            return Always;
        var common = possible[0].Domains.Keys.Where(c => possible.TrueForAll(b => b.Domains.ContainsKey(c))).ToList();
        var domains = common.Select(c => (Column: c, Domain: DomainAlgebra.Union(possible.ConvertAll(b => b.Domains[c]))))
            .Where(d => !DomainAlgebra.SaysNothing(d.Domain))
            .ToDictionary(d => d.Column, d => d.Domain, StringComparer.Ordinal);
        var isExact = common.Count == 1
            && possible.TrueForAll(b => b.IsExact && b.Domains.Count == 1)
            && DomainAlgebra.IsExactUnion(possible.ConvertAll(b => b.Domains[common[0]]));
        return new Facts(domains, isExact);
    }
}
