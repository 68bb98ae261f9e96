using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>The columns of a table that say something of the rows which refer to it.</summary>
static class ToldColumns
{
    static readonly string[] PlaceTables =
        ["country", "state", "province", "region", "city", "town", "municipality", "district", "county", "place", "address", "location", "land", "stadt", "ort", "adresse", "pays", "ville", "pais", "ciudad"];

    static readonly string[] Buyers = ["customer", "client", "account", "user", "member", "kunde", "cliente"];
    static readonly string[] Owners = [.. Buyers, "person", "contact", "employee", "patient", "student", "member", "tenant", "guest", "client", "people", "person", "mitarbeiter", "personne", "persona"];
    static readonly string[] Belongings = ["address", "profile", "card", "adresse", "anschrift", "direccion", "profil", "perfil"];
    static readonly HashSet<string> Repeatable = new(["first_name", "last_name", "full_name", "email", "phone"], StringComparer.Ordinal);
    static readonly string[] Bills = ["billing", "invoice", "bill to", "bill"];

    /// <summary>Whether a table's rows are places of which others are parts.</summary>
    public static bool IsPlace(Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(PlaceTables.Contains);

    /// <summary>Whether a table's rows are countries.</summary>
    public static bool IsCountry(Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(w => w is "country" or "nation" or "land" or "pays" or "pais");

    /// <summary>The column that says which unit of measure one of a table's rows is, by code or else by name; null for none.</summary>
    public static Column? Unit(Table table) => Coded(table, "unit", "unit_name");

    /// <summary>The column that says which currency one of a table's rows is, by code or else by name; null where the rows are no currencies.</summary>
    public static Column? Currency(Table table) => IsNamed(table, "currency") ? Coded(table, "currency", "currency_name") : null;

    /// <summary>The column that says which language one of a table's rows is, by code or else by name; null where the rows are no languages.</summary>
    public static Column? Language(Table table) => IsNamed(table, "language") ? Coded(table, "language_code", "language") : null;

    /// <summary>What says something of a reference's parents: the key where it is a text, else a column of theirs; null where neither is known.</summary>
    public static RowValues? Text(TableContext table, TableReference reference, Column? column) =>
        reference.Columns is [var only] && table.Codecs[only].ValueType == typeof(string) ? new RowValues(table.Run.Memory, reference.Parents!, table.Codecs[only])
        : column is null ? null
        : table.Run.ValuesOf(reference.Resolved, column.Name);

    static bool IsNamed(Table table, string thing) => ColumnWords.OfTable(table.Name.Name).Words[^1] == thing;

    static Column? Coded(Table table, string code, string name) =>
        table.Columns.Where(c => !c.IsGenerated && IsText(c)).Select(c => (Column: c, RuleSources.Meanings(table, c).FirstOrDefault().Role))
            .Where(c => c.Role == code || c.Role == name).OrderBy(c => c.Role == name).FirstOrDefault().Column;

    /// <summary>Whether an address of a table's rows is that of a parent: the city lies in its country, the bill goes to its customer.</summary>
    /// <param name="parent">The parent's table.</param>
    /// <param name="qualifier">The words before the roles of the address: <c>billing</c>.</param>
    public static bool LiesIn(Table parent, string qualifier) =>
        IsPlace(parent) ? qualifier.Length == 0 : Bills.Contains(qualifier) && ColumnWords.OfTable(parent.Name.Name).Words.Any(Buyers.Contains);

    /// <summary>The column that says when a table's rows were made; null for none.</summary>
    public static Column? Moment(Table table) => table.Columns
        .Where(c => !c.IsGenerated && c.Type.Underlying.Name.Name is "date" or "timestamp" or "timestamptz")
        .Select(c => (Column: c, Name: MomentNames.Of(c.Name)))
        .Where(m => m.Name is { Kind: MomentKind.Life, Stage: <= MomentNames.Happened } || m.Name is { } entry && MomentNames.IsEntry(entry))
        .OrderBy(m => m.Name!.Value.Stage).Select(m => m.Column).FirstOrDefault();

    /// <summary>The column that says since when one of a table's rows can have anything: when a person was hired, a thing was sold; else when it was made. Null for none.</summary>
    public static Column? Beginning(Table table) => table.Columns
        .Where(c => !c.IsGenerated && Dates.IsMoment(c.Type.Underlying) && MomentNames.Of(c.Name) is { Kind: MomentKind.Start } name && !MomentNames.IsOfWork(name.Period))
        .OrderByDescending(c => MomentNames.IsEntry(MomentNames.Of(c.Name)!.Value)).FirstOrDefault() ?? Moment(table);

    /// <summary>The columns that say where a table's rows lie, by what they say.</summary>
    public static IEnumerable<(PlacePart Part, Column Column)> Place(Table table) => table.Columns.Where(c => !c.IsGenerated && IsText(c))
        .Select(c => (Part: PartOf(RuleSources.Meanings(table, c).Where(m => m.Qualifier.Length == 0).Select(m => m.Role).FirstOrDefault()), Column: c))
        .Where(p => p.Part != PlacePart.None).DistinctBy(p => p.Part);

    /// <summary>The column that says what one of a table's things costs; null for none.</summary>
    public static Column? Price(Table table) => table.Columns.Where(MoneyNames.IsAmount)
        .Select(c => (Column: c, Role: MoneyNames.Of(table.Name.Name, c.Name))).Where(p => p.Role is MoneyRole.UnitPrice or MoneyRole.ListPrice)
        .OrderBy(p => p.Role).Select(p => p.Column).FirstOrDefault();

    /// <summary>Whether a row tells of the person that a key leads to: the key identifies it, or the table is named for it (<c>user_email</c>), and it has no names of its own.</summary>
    /// <param name="parent">The table that the key refers to.</param>
    /// <param name="child">The table.</param>
    /// <param name="key">The key.</param>
    public static bool TellsOf(Table parent, Table child, ForeignKey key) =>
        !key.IsSelfReference && (child.PrimaryKey is { } own && key.Columns.All(own.Columns.Contains) || ColumnWords.OfTable(child.Name.Name).Words.SkipLast(1).Contains(ColumnWords.OfTable(parent.Name.Name).Words[^1]))
        && !Person(child).Any(p => IsName(p.Role)) && Person(parent).Any(p => IsName(p.Role));

    /// <summary>The columns that say who one of a table's rows is, by their roles.</summary>
    public static IEnumerable<(string Role, Column Column)> Person(Table table) => table.Columns.Where(c => !c.IsGenerated && IsText(c))
        .Select(c => (RuleSources.Meanings(table, c).FirstOrDefault(m => m.Qualifier.Length == 0).Role, Column: c))
        .Where(p => p.Role is not null && (IsName(p.Role) || p.Role == "gender")).DistinctBy(p => p.Role);

    static bool IsName(string role) => role is "first_name" or "last_name" or "full_name";

    /// <summary>The columns of a table that others repeat, by the generators that fill them alone: what they say of a person.</summary>
    public static IEnumerable<(string Role, Column Column)> Texts(Table table) => Meant(table).Where(m => m.Meaning.Qualifier.Length == 0 && Repeatable.Contains(m.Meaning.Role))
        .Select(m => (m.Meaning.Role, m.Column)).DistinctBy(m => m.Role);

    /// <summary>Whether a column of a table says again what a parent says: the <c>customer_name</c> of an order, the name on somebody's address.</summary>
    /// <param name="parent">The parent's table.</param>
    /// <param name="child">The table.</param>
    /// <param name="meaning">What the column means.</param>
    public static bool Repeats(Table parent, Table child, ColumnMeaning meaning)
    {
        var owner = ColumnWords.OfTable(parent.Name.Name);
        return meaning.Qualifier.Length > 0 ? meaning.Qualifier == string.Join(' ', owner.Words)
            // The telephone of an address is where the address is.
            : meaning.Role != "phone" && owner.Words.Any(Owners.Contains) && ColumnWords.OfTable(child.Name.Name).Words[^1] is var belonging && Belongings.Contains(belonging);
    }

    static IEnumerable<(ColumnMeaning Meaning, Column Column)> Meant(Table table) => table.Columns.Where(c => !c.IsGenerated && IsText(c))
        .Select(c => (Meanings: RuleSources.Meanings(table, c).Take(1).ToList(), Column: c)).Where(m => m.Meanings.Count > 0).Select(m => (m.Meanings[0], m.Column));

    /// <summary>All of these columns that a table which refers to it may follow, each once.</summary>
    /// <param name="parent">The table.</param>
    /// <param name="child">The table that refers to it.</param>
    public static IReadOnlyList<Column> Of(Table parent, Table child)
    {
        IEnumerable<Column?> found =
        [
            Moment(parent), child.UniqueKeys.Any(k => TimelinePlanner.Moment(child, k) is not null) ? Beginning(parent) : null, .. Place(child).Any() || child.Columns.Count > 0 && IsPlace(parent) ? Place(parent).Select(p => p.Column) : [], .. ParentAmounts.Of(parent, child).Select(a => a.Column),
            child.ForeignKeys.Any(k => k.ReferencedTable == parent.Name && k.Columns.Any(c => MeasureUnits.Of(child, child.GetColumn(c)) is not null)) ? Unit(parent) : null, Currency(parent), Language(parent), AssortmentStep.Name(parent, child), GoodsColumns.Name(parent, child), NamedTexts.Shown(parent, child), JobStep.Name(parent, child),
            .. child.ForeignKeys.Any(k => k.ReferencedTable == parent.Name && TellsOf(parent, child, k)) ? Person(parent).Select(p => p.Column) : [],
            .. Texts(parent).Where(t => Meant(child).Any(m => m.Meaning.Role == t.Role && Repeats(parent, child, m.Meaning))).Select(t => t.Column),
        ];
        return [.. found.OfType<Column>().Distinct()];
    }

    static bool IsText(Column column) => column.Type.Underlying.Name.Name is "text" or "varchar" or "bpchar" or "citext";

    static PlacePart PartOf(string? role) => role switch
    {
        "country" or "country_code" or "country_code_3" => PlacePart.Country,
        "state" or "state_code" => PlacePart.Region,
        "city" => PlacePart.City,
        "postal_code" => PlacePart.Postcode,
        "street_address" => PlacePart.Street,
        _ => PlacePart.None,
    };
}
