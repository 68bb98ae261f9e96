namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the columns of a person: names, gender, user name and e-mail address belong together.</summary>
/// <param name="people">The persons to draw from.</param>
/// <param name="names">The names of the plan's language.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class PersonStep(People people, NameLists names, IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<Person>> members, ulong streamKey)
    : SubjectStep<Person>(steering, members, streamKey)
{
    static readonly string[] First = ["first_name"];
    static readonly string[] Last = ["last_name"];
    static readonly string[] Full = ["full_name"];
    static readonly string[] Genders = ["gender"];
    static readonly string[] Addresses = ["email", "username"];

    readonly bool _isSteered = steering.Count > 0;

    protected override string Subject => "person";

    protected override Person Draw(RowBatch batch, int row, ref CellRandom random) =>
        _isSteered ? people.Draw(ref random, Parts(batch, row)) : people.Draw(ref random);

    PersonParts Parts(RowBatch batch, int row)
    {
        var parts = Given(batch, row, Full) is { } full ? PersonParts.OfFullName(full, names.FamilyFirst)
            : Given(batch, row, Addresses) is { } address ? names.OfAddress(address)
            : default;
        return parts with
        {
            FirstName = Given(batch, row, First) ?? parts.FirstName,
            LastName = Given(batch, row, Last) ?? parts.LastName,
            Gender = GenderSpelling.Read(Given(batch, row, Genders)),
        };
    }
}
