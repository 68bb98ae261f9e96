using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Gives unique columns that tell of one subject the distinct values of one space of subjects: the unique e-mail address and the unique user
/// name of a row are those of one person, since both keys count their rows alike.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="sourceOf">The column's own source.</param>
/// <param name="names">The names of persons, where also a single column is to tell of one of these; null for those of the table's locale.</param>
sealed class SharedSubjects(TableContext table, Func<int, ValueSource?> sourceOf, NameLists? names = null)
{
    const ulong Plenty = 1_000_000_000;
    const int Samples = 64;
    const int LongestAddress = 80;

    static readonly string[] PersonRoles = ["email", "username", "full_name"];
    static readonly string[] CompanyRoles = ["company", "domain", "url", "email"];

    readonly Lazy<Dictionary<int, ValueSource>> _shared = new(() => new Finder(table, sourceOf, names).Find());

    /// <summary>The source of a column's distinct values.</summary>
    public ValueSource? Of(int column) => OfSubject(column) ?? sourceOf(column);

    /// <summary>The source of a column's distinct values where they tell of a subject; null where they do not.</summary>
    public ValueSource? OfSubject(int column) => _shared.Value.GetValueOrDefault(column);

    sealed class Finder(TableContext table, Func<int, ValueSource?> sourceOf, NameLists? names)
    {
        int Least => names is null ? 2 : 1;

        ulong Needed => (ulong)(table.Resolved.Count + table.Data.FirstInstance);

        public Dictionary<int, ValueSource> Find()
        {
            var shared = new Dictionary<int, ValueSource>();
            var unique = table.Table.UniqueKeys.Where(k => k.Parts is [{ Column: not null }]).Select(k => table.IndexOf(k.Parts[0].Column!)).Distinct()
                .Select(c => (Column: c, Own: sourceOf(c) as TypedSource<string>)).Where(u => u.Own is { Origin: SourceOrigin.Name })
                .Select(u => new Member(u.Column, u.Own!, table.Run.Compiler.MeaningOf(table.Table, u.Column, u.Own) ?? default));
            foreach (var group in unique.GroupBy(u => u.Meaning.Qualifier ?? "").Where(g => g.Count() >= Least))
            {
                foreach (var (column, source) in OfGroup([.. group]))
                    shared[column] = source;
            }
            return shared;
        }

        IEnumerable<(int, ValueSource)> OfGroup(List<Member> group)
        {
            var people = group.FindAll(m => PersonRoles.Contains(m.Meaning.Role));
            if (group.Exists(m => m.Meaning.Role == "company"))
                return names is null ? OfCompany(group.FindAll(m => CompanyRoles.Contains(m.Meaning.Role))) : [];
            if (names is not null)
                return OfPerson(people);
            return people.Count > 1 ? OfPerson(people) : Nation.Families.SelectMany(f => OfNation(f, group.FindAll(m => f.Roles.ContainsKey(m.Meaning.Role))));
        }

        IEnumerable<(int, ValueSource)> OfPerson(List<Member> members)
        {
            int Limit(string role) => members.Where(m => m.Meaning.Role == role).Select(m => ShapeOf(m).MaxLength).DefaultIfEmpty(int.MaxValue).Min();
            var limits = new PersonLimits { Email = Limit("email"), Username = Limit("username"), FullName = Limit("full_name") };
            var people = new People(names ?? NameLists.Of(table.Sources.Words), table.StreamKey("#people"), limits: limits);
            return Shared(members, people.Count, people.Count >= Plenty, index => people.At(index), role => role switch
            {
                "email" => p => p.Email,
                "username" => p => p.Username,
                _ => p => p.DistinctFullName,
            });
        }

        IEnumerable<(int, ValueSource)> OfCompany(List<Member> members)
        {
            var longest = members.Where(m => m.Meaning.Role == "company").Min(m => ShapeOf(m).MaxLength);
            var companies = new Companies(table.Sources.Words, PlaceCatalog.Default.CountryOf(table.Locale), table.StreamKey("#companies"), longestName: longest);
            var fits = companies.Count >= Plenty && members.TrueForAll(m => m.Meaning.Role == "company" || ShapeOf(m).MaxLength >= LongestAddress);
            return Shared(members, companies.Count, fits, index => companies.At(index), role => role switch
            {
                "company" => c => c.Name,
                "domain" => c => c.Domain,
                "url" => c => c.Url,
                _ => c => c.Email,
            });
        }

        IEnumerable<(int, ValueSource)> OfNation(NationFamily family, List<Member> members)
        {
            var order = new Permutation((ulong)family.All.Count, table.StreamKey("#" + family.Name));
            return Shared(members, order.Count, order.Count >= Needed, index => family.All[(int)order.At(index)], role => family.Roles[role].Texts[0]);
        }

        IEnumerable<(int, ValueSource)> Shared<T>(List<Member> members, ulong count, bool isEnough, Func<ulong, T> at, Func<string, Func<T, string>> write)
        {
            if (members.Count < Least || !isEnough)
                return [];
            var found = members.ConvertAll(m => (m.Column, Source: new SubjectSource<T>(m.Own, count, at, write(m.Meaning.Role)) { Name = m.Own.Name, Reason = m.Own.Reason, Origin = SourceOrigin.Name }, Shape: ShapeOf(m)));
            return found.TrueForAll(f => Suits(f.Source, f.Shape)) ? found.Select(f => (f.Column, (ValueSource)f.Source)) : [];
        }

        static bool Suits(TypedSource<string> source, TextShape shape)
        {
            var random = default(CellRandom);
            for (var i = 0UL; i < Samples; i++)
            {
                var text = source.MakeDistinct(Math.Min(i * (source.DistinctCapacity / Samples), source.DistinctCapacity - 1), ref random);
                if (shape.Fit(text) != text)
                    return false;
            }
            return true;
        }

        TextShape ShapeOf(Member member) =>
            table.Sources.ShapeOf(table.Table, table.ColumnAt(member.Column), table.Constraints.DomainOf(table.ColumnAt(member.Column).Name))!;
    }

    sealed record Member(int Column, TypedSource<string> Own, ColumnMeaning Meaning);

    /// <summary>Distinct values are told by the subjects of a space; drawn ones are the column's own.</summary>
    sealed class SubjectSource<T>(TypedSource<string> own, ulong count, Func<ulong, T> at, Func<T, string> write) : TypedSource<string>
    {
        public override ulong DistinctCapacity => count;

        public override string Make(ref CellRandom random) => own.Make(ref random);

        public override string MakeDistinct(ulong index, ref CellRandom random) => write(at(index));
    }
}
