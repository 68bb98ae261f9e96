using CsCheck;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class PeopleTests
{
    static readonly Dictionary<string, NameLists> Lists = Bogus.Database.GetAllLocales().ToDictionary(l => l, l => NameLists.Of(LocaleWords.Of(l)));

    static readonly Gen<NameLists> Names = Gen.Int[0, Lists.Count - 1].Select(i => Lists.Values.ElementAt(i));

    public static TheoryData<string> Locales => [.. Lists.Keys];

    [Theory]
    [MemberData(nameof(Locales))]
    public void Every_locale_has_names_whose_letters_differ(string locale)
    {
        var names = Lists[locale];
        names.Women.Length.ShouldBeGreaterThanOrEqualTo(17);
        names.LastOfWomen.Length.ShouldBeGreaterThanOrEqualTo(10);
        names.Women.Concat(names.Men).Select(n => n.Ascii).ShouldBeUnique();
        names.LastOfWomen.Select(n => n.Ascii).ShouldBeUnique();
        names.LastOfMen.Select(n => n.Ascii).ShouldBeUnique();
        names.Women.Concat(names.Men).Concat(names.LastOfWomen).Concat(names.LastOfMen).ShouldAllBe(n => n.Ascii.All(char.IsAsciiLetterLower) && n.Text.Trim().Length > 0);
        names.LastOfWomen.Zip(names.LastOfMen).SelectMany(p => new[] { p.First.Ascii, p.Second.Ascii }.Distinct()).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Locales))]
    public void Addresses_and_user_names_of_a_whole_small_space_differ(string locale)
    {
        // Short names make a space that can be walked, several times round.
        var people = new People(Lists[locale], 5, limits: new PersonLimits { FirstName = 4, LastName = 5 });
        var count = Math.Min(people.Count, Math.Max(4 * people.Natural, 3000));
        var persons = Enumerable.Range(0, (int)Math.Min(count, 60_000)).Select(i => people.At((ulong)i)).ToList();
        persons.Select(p => p.Email[..p.Email.IndexOf('@', StringComparison.Ordinal)]).ShouldBeUnique();
        persons.Select(p => p.UsernameWith("_")).ShouldBeUnique();
        persons.ShouldAllBe(p => p.Email.All(c => c > ' ' && c < 127));
    }

    [Fact]
    public void Different_indexes_give_different_addresses() =>
        Gen.Select(Names, Gen.ULong, Gen.ULong, Gen.ULong).Sample((names, key, one, other) =>
        {
            var people = new People(names, key);
            var (first, second) = (one % people.Count, other % people.Count);
            if (first != second)
                people.At(first).Email.ShouldNotBe(people.At(second).Email);
            people.At(first).Email.ShouldBe(new People(names, key).At(first).Email);
        });

    [Fact]
    public void Parts_of_a_person_agree() =>
        Gen.Select(Names, Gen.ULong, Gen.ULong).Sample((names, key, index) =>
        {
            var person = new People(names, key).At(index % new People(names, key).Count);
            names.GenderOf(person.FirstName).ShouldBeOneOf(person.Gender, null);
            names.First(person.Gender).Select(n => n.Text).ShouldContain(person.FirstName);
            names.First(person.Gender).Select(n => n.Text).ShouldContain(person.MiddleName);
            person.MiddleName.ShouldNotBe(person.FirstName);
            names.Last(person.Gender).Select(n => n.Text).ShouldContain(person.LastName);
            person.FullName.ShouldContain(person.FirstName);
            person.FullName.ShouldContain(person.LastName);
            person.FullName.StartsWith(names.FamilyFirst ? person.LastName : person.FirstName, StringComparison.Ordinal).ShouldBeTrue();
            person.Initials.ShouldBe((person.FirstName[..1] + person.LastName[..1]).ToUpperInvariant());
            var first = names.First(person.Gender).First(n => n.Text == person.FirstName);
            person.Email.ShouldStartWith(first.Ascii + ".");
            person.Email.ShouldStartWith(person.Username + "@example.");
        });

    [Fact]
    public void First_persons_have_names_without_numbers_and_both_genders_are_as_frequent()
    {
        var people = new People(Lists["en"], 3);
        var persons = Enumerable.Range(0, 2000).Select(i => people.At((ulong)i)).ToList();
        persons.ShouldAllBe(p => !p.Email.Any(char.IsDigit));
        persons.Count(p => p.Gender == Gender.Female).ShouldBeInRange(900, 1100);
        people.At(people.Natural).Email.ShouldMatch(@"^[a-z]+\.[a-z]+2@");
        people.At(people.Natural).DistinctFullName.ShouldEndWith(" 2");
        persons.Select(p => p.FullName).Distinct().Count().ShouldBe(2000);
    }

    [Fact]
    public void Given_parts_steer_and_addresses_still_differ()
    {
        foreach (var locale in new[] { "en", "de", "cz", "ru", "ja" })
        {
            foreach (var given in new[]
            {
                PersonPart.FirstName, PersonPart.LastName, PersonPart.Gender, PersonPart.FirstName | PersonPart.LastName,
                PersonPart.FirstName | PersonPart.Gender, PersonPart.LastName | PersonPart.Gender,
            })
            {
                var people = new People(Lists[locale], 9, given);
                var emails = new List<string>();
                for (var i = 0; i < 4000; i++)
                {
                    var parts = new PersonParts(
                        given.HasFlag(PersonPart.FirstName) ? (i % 3) switch { 0 => "Ada", 1 => "Åda 2", _ => null } : null,
                        given.HasFlag(PersonPart.LastName) ? (i % 5) switch { 0 => "O'Neil", 1 => "Oneil12", _ => null } : null,
                        given.HasFlag(PersonPart.Gender) ? (Gender)(i % 2) : null,
                        "corp.test");
                    var person = people.At((ulong)i, parts);
                    if (parts.FirstName is not null)
                        person.FirstName.ShouldBe(parts.FirstName);
                    if (parts.LastName is not null)
                        person.LastName.ShouldBe(parts.LastName);
                    if (parts.Gender is { } gender)
                        person.Gender.ShouldBe(gender);
                    emails.Add(person.Email);
                }
                emails.ShouldBeUnique($"{locale} {given}");
                emails.ShouldAllBe(e => e.EndsWith("@corp.test", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Given_first_name_tells_the_gender()
    {
        var people = new People(Lists["de"], 1, PersonPart.FirstName);
        people.At(0, new PersonParts("Heike")).Gender.ShouldBe(Gender.Female);
        people.At(0, new PersonParts("Heike")).Salutation.ShouldBe("Frau");
        people.At(1, new PersonParts("Timm")).Gender.ShouldBe(Gender.Male);
        people.At(1, new PersonParts("Jörg")).Email.ShouldStartWith("joerg.");
    }

    [Theory]
    [InlineData(12, 12, 20, 16, 30)]
    [InlineData(50, 50, 100, 15, 100)]
    [InlineData(50, 50, 9, 100, 100)]
    [InlineData(5, 100, 100, 100, 24)]
    public void Texts_keep_to_the_limits(int first, int last, int full, int username, int email)
    {
        foreach (var names in Lists.Values)
        {
            var people = new People(names, 2, limits: new PersonLimits { FirstName = first, LastName = last, FullName = full, Username = username, Email = email });
            if (people.Count == 0)
                continue;
            foreach (var index in new ulong[] { 0, 1, people.Natural - 1, people.Natural, people.Count / 2, people.Count - 1 }.Where(i => i < people.Count))
            {
                var person = people.At(index);
                person.FirstName.Length.ShouldBeLessThanOrEqualTo(first);
                person.LastName.Length.ShouldBeLessThanOrEqualTo(last);
                person.FullName.Length.ShouldBeLessThanOrEqualTo(full);
                person.Username.Length.ShouldBeLessThanOrEqualTo(username);
                person.Email.Length.ShouldBeLessThanOrEqualTo(email);
            }
            Should.Throw<ArgumentOutOfRangeException>(() => people.At(people.Count));
        }
    }

    [Theory]
    [InlineData("F,M", "F", "M")]
    [InlineData("female,male,diverse", "female", "male")]
    [InlineData("m,w,d", "w", "m")]
    [InlineData("Männlich,Weiblich", "Weiblich", "Männlich")]
    [InlineData("femme,homme", "femme", "homme")]
    public void Gender_is_spelled_as_the_column_has_it(string words, string female, string male)
    {
        var spelling = GenderSpelling.Among(words.Split(','));
        spelling!.Write(Gender.Female).ShouldBe(female);
        spelling.Write(Gender.Male).ShouldBe(male);
        GenderSpelling.Read(female).ShouldBe(Gender.Female);
        GenderSpelling.Among(["x", "y"]).ShouldBeNull();
    }

    [Theory]
    [InlineData("Ada King Lovelace", false, "Ada King", "Lovelace")]
    [InlineData("田中 陽菜", true, "陽菜", "田中")]
    public void Full_name_is_taken_apart(string name, bool familyFirst, string first, string last) =>
        PersonParts.OfFullName(name, familyFirst).ShouldBe(new PersonParts(first, last));
}
