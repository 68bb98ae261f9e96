namespace FraiseqlData.Generation.Groups;

/// <summary>A part of a person that is given in every row.</summary>
[Flags]
enum PersonPart
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>The first name.</summary>
    FirstName = 1,

    /// <summary>The last name.</summary>
    LastName = 2,

    /// <summary>The gender.</summary>
    Gender = 4,
}

/// <summary>What is given of a person in a row; null is given, too, and leaves the part to the others.</summary>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Gender">The gender.</param>
/// <param name="EmailDomain">The domain of the e-mail address.</param>
readonly record struct PersonParts(string? FirstName = null, string? LastName = null, Gender? Gender = null, string? EmailDomain = null)
{
    /// <summary>The parts of a full name: the last word is the last name, or the first one where the last name comes first.</summary>
    public static PersonParts OfFullName(string name, bool familyFirst)
    {
        // A number tells persons of one name apart.
        name = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd() is { Length: > 0 } bare ? bare : name;
        var cut = familyFirst ? name.IndexOf(' ', StringComparison.Ordinal) : name.LastIndexOf(' ');
        if (cut < 0)
            return new(FirstName: name);
        return familyFirst ? new(name[(cut + 1)..], name[..cut]) : new(name[..cut], name[(cut + 1)..]);
    }
}

/// <summary>The lengths that the columns of a person take, in characters.</summary>
sealed record PersonLimits
{
    /// <summary>No limits.</summary>
    public static PersonLimits None { get; } = new();

    /// <summary>The longest first name.</summary>
    public int FirstName { get; init; } = int.MaxValue;

    /// <summary>The longest last name.</summary>
    public int LastName { get; init; } = int.MaxValue;

    /// <summary>The longest full name.</summary>
    public int FullName { get; init; } = int.MaxValue;

    /// <summary>The longest user name.</summary>
    public int Username { get; init; } = int.MaxValue;

    /// <summary>The longest e-mail address.</summary>
    public int Email { get; init; } = int.MaxValue;

    /// <summary>The longest domain that e-mail addresses will have.</summary>
    public int EmailDomain { get; init; } = Person.LongestDomain;
}
