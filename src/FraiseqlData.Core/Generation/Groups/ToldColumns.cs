using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>The columns of a table that say something of the rows which refer to it.</summary>
static class ToldColumns
{
    static readonly string[] PlaceTables =
        ["country", "state", "province", "region", "city", "town", "municipality", "district", "county", "place", "address", "location", "land", "stadt", "ort", "adresse", "pays", "ville", "pais", "ciudad"];

    static readonly string[] Buyers = ["customer", "client", "account", "user", "member", "kunde", "cliente"];
    static readonly string[] Bills = ["billing", "invoice", "bill to", "bill"];

    /// <summary>Whether a table's rows are places of which others are parts.</summary>
    public static bool IsPlace(Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(PlaceTables.Contains);

    /// <summary>Whether an address of a table's rows is that of a parent: the city lies in its country, the bill goes to its customer.</summary>
    /// <param name="parent">The parent's table.</param>
    /// <param name="qualifier">The words before the roles of the address: <c>billing</c>.</param>
    public static bool LiesIn(Table parent, string qualifier) =>
        IsPlace(parent) ? qualifier.Length == 0 : Bills.Contains(qualifier) && ColumnWords.OfTable(parent.Name.Name).Words.Any(Buyers.Contains);

    /// <summary>The column that says when a table's rows were made; null for none.</summary>
    public static Column? Moment(Table table) => table.Columns
        .Where(c => !c.IsGenerated && c.Type.Underlying.Name.Name is "date" or "timestamp" or "timestamptz")
        .Select(c => (Column: c, Name: MomentNames.Of(c.Name)))
        .Where(m => m.Name is { Kind: MomentKind.Life, Stage: <= MomentNames.Happened })
        .OrderBy(m => m.Name!.Value.Stage).Select(m => m.Column).FirstOrDefault();

    /// <summary>The columns that say where a table's rows lie, by what they say.</summary>
    public static IEnumerable<(PlacePart Part, Column Column)> Place(Table table) => table.Columns.Where(c => !c.IsGenerated && c.Type.Underlying.Name.Name is "text" or "varchar" or "bpchar" or "citext")
        .Select(c => (Part: PartOf(RuleSources.Meanings(table, c).Where(m => m.Qualifier.Length == 0).Select(m => m.Role).FirstOrDefault()), Column: c))
        .Where(p => p.Part != PlacePart.None).DistinctBy(p => p.Part);

    /// <summary>The column that says what one of a table's things costs; null for none.</summary>
    public static Column? Price(Table table) => table.Columns.Where(c => !c.IsGenerated && c.Type.Underlying.Name.Name == "numeric")
        .Select(c => (Column: c, Role: MoneyNames.Of(table.Name.Name, c.Name))).Where(p => p.Role is MoneyRole.UnitPrice or MoneyRole.ListPrice)
        .OrderBy(p => p.Role).Select(p => p.Column).FirstOrDefault();

    /// <summary>All of these columns that a table which refers to it may follow, each once.</summary>
    /// <param name="parent">The table.</param>
    /// <param name="child">The table that refers to it.</param>
    public static IReadOnlyList<Column> Of(Table parent, Table child)
    {
        IEnumerable<Column?> found = [Moment(parent), .. Place(child).Any() || child.Columns.Count > 0 && IsPlace(parent) ? Place(parent).Select(p => p.Column) : [], Price(child) is null ? null : Price(parent)];
        return [.. found.OfType<Column>().Distinct()];
    }

    static PlacePart PartOf(string? role) => role switch
    {
        "country" or "country_code" or "country_code_3" => PlacePart.Country,
        "state" or "state_code" => PlacePart.Region,
        "city" => PlacePart.City,
        "postal_code" => PlacePart.Postcode,
        _ => PlacePart.None,
    };
}
