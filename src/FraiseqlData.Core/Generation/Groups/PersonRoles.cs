namespace FraiseqlData.Generation.Groups;

/// <summary>What the columns of a person say, by the names of the generators that fill them alone.</summary>
static class PersonRoles
{
    /// <summary>All roles.</summary>
    public static IReadOnlyDictionary<string, SubjectRole<Person>> All { get; } = new Dictionary<string, SubjectRole<Person>>
    {
        ["first_name"] = SubjectRole<Person>.Of(p => p.FirstName),
        ["last_name"] = SubjectRole<Person>.Of(p => p.LastName),
        ["middle_name"] = SubjectRole<Person>.Of(p => p.MiddleName),
        ["full_name"] = SubjectRole<Person>.Of(p => p.FullName),
        ["initials"] = SubjectRole<Person>.Of(p => p.Initials),
        ["salutation"] = SubjectRole<Person>.Of(p => p.Salutation),
        ["gender"] = SubjectRole<Person>.Of(p => p.Gender == Gender.Female ? "female" : "male", p => p.Gender == Gender.Female ? "F" : "M"),
        ["username"] = SubjectRole<Person>.Of(p => p.Username, p => p.UsernameWith("_")),
        ["email"] = SubjectRole<Person>.Of(p => p.Email),
    };

    /// <summary>Whether a value of this role tells who the person is.</summary>
    public static bool Steers(string role) => role is "first_name" or "last_name" or "full_name" or "gender" or "email" or "username";
}
