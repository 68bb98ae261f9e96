namespace FraiseqlData.Generation.Groups;

/// <summary>Something that is called by two texts: a country, a currency, a language by code and name, a department by name and group.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">The name in English.</param>
/// <param name="Code3">A second code; empty where there is none.</param>
sealed record Nation(string Code, string Name, string Code3 = "")
{
    /// <summary>What there are tables of.</summary>
    public static IReadOnlyList<NationFamily> Families { get; } =
    [
        new("country", [.. Country.All.Select(c => new Nation(c.Code, c.Name, c.Code3))], new Dictionary<string, SubjectRole<Nation>>
        {
            ["country_code"] = SubjectRole<Nation>.Of(n => n.Code),
            ["country"] = SubjectRole<Nation>.Of(n => n.Name),
            ["country_code_3"] = SubjectRole<Nation>.Of(n => n.Code3),
        }),
        Of("currency", Rules.Nations.Currencies, "currency", "currency_name"),
        Of("language", Rules.Nations.Languages, "language_code", "language", ["locale"]),
        Of("unit", Rules.Nations.Units, "unit", "unit_name"),
        Of("department", Rules.Kinds.OfDepartments, "department", "department_group"),
        Of("purchase reason", Rules.Kinds.OfPurchaseReasons, "purchase_reason", "reason_type"),
    ];

    /// <param name="name">The kind.</param>
    /// <param name="rows">Codes and names.</param>
    /// <param name="code">The role of the code.</param>
    /// <param name="inWords">The role of the name.</param>
    /// <param name="leading">Roles whose texts begin with the code, and that only lead the others.</param>
    static NationFamily Of(string name, IEnumerable<string[]> rows, string code, string inWords, params string[] leading) => new(
        name, [.. rows.Select(r => new Nation(r[0], r[1]))],
        new[] { (code, SubjectRole<Nation>.Of(n => n.Code)), (inWords, SubjectRole<Nation>.Of(n => n.Name)) }.Concat(leading.Select(l => (l, SubjectRole<Nation>.Of()))).ToDictionary());
}

/// <summary>All of a kind.</summary>
/// <param name="Name">The kind.</param>
/// <param name="All">The nations, currencies...</param>
/// <param name="Roles">What columns say of them, by the names of the generators that fill them alone.</param>
sealed record NationFamily(string Name, IReadOnlyList<Nation> All, IReadOnlyDictionary<string, SubjectRole<Nation>> Roles)
{
    readonly Dictionary<string, Nation> _byText = All.SelectMany(n => new[] { n.Code, n.Name, n.Code3 }.Where(t => t.Length > 0).Select(t => (Text: t.ToUpperInvariant(), Nation: n)))
        .DistinctBy(x => x.Text).ToDictionary(x => x.Text, x => x.Nation, StringComparer.Ordinal);

    /// <summary>The one of that code or name, or whose code stands before a hyphen (<c>pt-BR</c>); null where there is none.</summary>
    public Nation? Find(string text) =>
        _byText.GetValueOrDefault(text.Trim().ToUpperInvariant()) ?? _byText.GetValueOrDefault(text.Split('-', '_')[0].Trim().ToUpperInvariant());
}

/// <summary>Fills code and name of a currency or language, name and group of a department, so that they belong together.</summary>
/// <param name="family">The kind.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class NationStep(NationFamily family, IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<Nation>> members, ulong streamKey)
    : SubjectStep<Nation>(steering, members, streamKey)
{
    readonly int[] _given = ColumnsOf(steering, [.. family.Roles.Keys]);

    protected override string Subject => family.Name;

    protected override Nation Draw(RowBatch batch, int row, ref CellRandom random)
    {
        var drawn = family.All[random.Next(family.All.Count)];
        return Given(batch, row, _given) is { } given ? family.Find(given) ?? drawn : drawn;
    }
}
