namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the columns of a company: name, domain, e-mail address and website belong together.</summary>
/// <param name="companies">The companies to draw from.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class CompanyStep(Companies companies, IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<Company>> members, ulong streamKey)
    : SubjectStep<Company>(steering, members, streamKey)
{
    readonly int[] _names = ColumnsOf(steering, "company");

    /// <summary>The roles, by the names of the generators that fill their columns alone.</summary>
    public static IReadOnlyDictionary<string, SubjectRole<Company>> Roles { get; } = new Dictionary<string, SubjectRole<Company>>
    {
        ["company"] = SubjectRole<Company>.Of(c => c.Name, c => c.ShortName),
        ["domain"] = SubjectRole<Company>.Of(c => c.Domain),
        ["url"] = SubjectRole<Company>.Of(c => c.Url, c => c.Domain),
        ["email"] = SubjectRole<Company>.Of(c => c.Email),
    };

    protected override string Subject => "company";

    protected override Company Draw(RowBatch batch, int row, ref CellRandom random) => companies.Draw(ref random, Given(batch, row, _names));
}
