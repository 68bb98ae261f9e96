namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the columns of a person: names, gender, user name and e-mail address belong together.</summary>
/// <param name="people">The persons to draw from.</param>
/// <param name="names">The names of the plan's language.</param>
/// <param name="parents">What the row's parents say of who it is, by roles.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class PersonStep(People people, NameLists names, IReadOnlyList<(string Role, ParentValue Value)> parents, IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<Person>> members, ulong streamKey)
    : SubjectStep<Person>(steering, members, streamKey)
{
    readonly int[] _first = ColumnsOf(steering, "first_name");
    readonly int[] _last = ColumnsOf(steering, "last_name");
    readonly int[] _full = ColumnsOf(steering, "full_name");
    readonly int[] _genders = ColumnsOf(steering, "gender");
    readonly int[] _addresses = ColumnsOf(steering, "email", "username");
    readonly bool _isSteered = steering.Count + parents.Count > 0;

    public override IReadOnlyList<int> Reads { get; } = [.. steering.Where(s => s.Own is null).Select(s => s.Column).Concat(parents.SelectMany(p => p.Value.Columns)).Distinct()];

    protected override string Subject => "person";

    protected override Person Draw(RowBatch batch, int row, ref CellRandom random) =>
        _isSteered ? people.Draw(ref random, Parts(batch, row)) : people.Draw(ref random);

    PersonParts Parts(RowBatch batch, int row)
    {
        var parts = (Given(batch, row, _full) ?? Told("full_name", batch, row)) is { } full ? PersonParts.OfFullName(full, names.FamilyFirst)
            : Given(batch, row, _addresses) is { } address ? names.OfAddress(address)
            : default;
        return parts with
        {
            FirstName = Given(batch, row, _first) ?? Told("first_name", batch, row) ?? parts.FirstName,
            LastName = Given(batch, row, _last) ?? Told("last_name", batch, row) ?? parts.LastName,
            Gender = GenderSpelling.Read(Given(batch, row, _genders) ?? Told("gender", batch, row)),
        };
    }

    string? Told(string role, RowBatch batch, int row)
    {
        foreach (var (told, value) in parents)
        {
            if (told == role && value.Of(batch, row) is string text)
                return text;
        }
        return null;
    }
}
