using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>A person: each property is computed from the same names, so all agree.</summary>
readonly struct Person
{
    // Reserved by RFC 2606: nobody gets the mail.
    static readonly string[] Domains = ["@example.com", "@example.org", "@example.net"];

    readonly NameLists _names;
    readonly PersonName _first;
    readonly PersonName _last;
    readonly string? _domain;
    readonly ulong _lap;
    readonly ulong _key;

    /// <summary>Creates a person.</summary>
    /// <param name="names">The names that other ones come from.</param>
    /// <param name="first">The first name.</param>
    /// <param name="last">The last name.</param>
    /// <param name="gender">The gender.</param>
    /// <param name="domain">The domain of the e-mail address; null for one of nobody's.</param>
    /// <param name="lap">How many persons of the same name there are before.</param>
    /// <param name="key">Different keys give different middle names and domains.</param>
    public Person(NameLists names, PersonName first, PersonName last, Gender gender, string? domain, ulong lap, ulong key) =>
        (_names, _first, _last, Gender, _domain, _lap, _key) = (names, first, last, gender, domain, lap, key);

    /// <summary>The length of the domains that are used where none is given.</summary>
    public static int LongestDomain => Domains[0].Length - 1;

    /// <summary>The gender.</summary>
    public Gender Gender { get; }

    /// <summary>The first name.</summary>
    public string FirstName => _first.Text;

    /// <summary>The last name.</summary>
    public string LastName => _last.Text;

    /// <summary>Another first name of the same gender.</summary>
    public string MiddleName
    {
        get
        {
            var names = _names.First(Gender);
            var name = names[(int)(_key % (ulong)names.Length)];
            return name.Ascii == _first.Ascii ? names[(int)((_key + 1) % (ulong)names.Length)].Text : name.Text;
        }
    }

    /// <summary>First and last name in the order of the language.</summary>
    public string FullName => _names.FamilyFirst
        ? string.Concat(_last.Text, _names.Separator, _first.Text)
        : string.Concat(_first.Text, _names.Separator, _last.Text);

    /// <summary>The full name, with a number where there are several persons of it: different for each index.</summary>
    public string DistinctFullName => FullName + (_lap == 0 ? "" : " " + Number);

    /// <summary>How a letter addresses the person, in the language of the names.</summary>
    public string Salutation => Salutations.Of(_names.Language, Gender);

    /// <summary>The first letters of first and last name.</summary>
    public string Initials => string.Concat(char.ToUpperInvariant(_first.Text[0]).ToString(), char.ToUpperInvariant(_last.Text[0]).ToString());

    /// <summary>A user name: different for each index.</summary>
    public string Username => UsernameWith(".");

    /// <summary>An e-mail address in ASCII: different for each index, even before the @.</summary>
    public string Email => string.Concat(_first.Ascii, ".", Last, _domain is null ? Domains[(int)((_key >> 32) % (ulong)Domains.Length)] : "@" + _domain);

    string Last => _lap == 0 ? _last.Ascii : _last.Ascii + Number;

    string Number => (_lap + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A user name: different for each index.</summary>
    /// <param name="separator">What stands between first and last name; no letter and no digit.</param>
    public string UsernameWith(string separator) => string.Concat(_first.Ascii, separator, Last);
}
