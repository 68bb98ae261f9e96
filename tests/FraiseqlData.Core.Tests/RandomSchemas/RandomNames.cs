namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>Names, odd ones among them.</summary>
static class RandomNames
{
    public const string Schemas = "CREATE SCHEMA s2; CREATE SCHEMA \"Odd Schema\"";

    static readonly string[] Tables = ["customer", "tb_order", "\"Order\"", "invoice", "product", "\"table with spaces\"", "event", "\"100%\"", "ünï", "\"select\"", "item", "log_entry", "user_account"];

    static readonly string[] Columns =
    [
        "name", "email", "code", "status", "created_at", "updated_at", "amount", "price", "\"Mixed Case\"", "\"a b\"", "\"50%\"", "\"select\"", "ünï", "title", "country", "city", "kind", "quantity",
        "active", "deleted_at", "note", "phone", "url", "start_date", "end_date", "rank", "score", "\"quote\"\"d\"", "identifier", "latitude", "state", "birth_date", "version", "currency", "locale",
    ];

    /// <summary>A name in one of the schemas.</summary>
    public static string Qualified(Draw draw, string name) => draw.One(["public.", "public.", "s2.", "\"Odd Schema\"."]) + name;

    /// <summary>Different tables' names, each in one of the schemas.</summary>
    public static List<string> OfTables(Draw draw, int count) => [.. draw.Some(Tables, count).Select(n => Qualified(draw, n))];

    /// <summary>A column name that the table does not have yet.</summary>
    public static string OfColumn(Draw draw, RandomTable table) => draw.One([.. Columns.Where(n => table.Columns.TrueForAll(c => c.Name != n))]);
}
