using System.Globalization;
using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>The six-digit codes that tables have in pattern UUIDs, where the user gives none.</summary>
static class TableCodes
{
    const int Space = 1_000_000;

    /// <summary>
    /// A code for every table of the schema: a stable hash of <c>schema.table</c>; where two collide, the later by name takes the next free code.
    /// Settled over the whole schema, not over a plan, so that a table's code does not depend on what is seeded beside it.
    /// </summary>
    public static IReadOnlyDictionary<QualifiedName, int> Of(DatabaseSchema schema)
    {
        var codes = new Dictionary<QualifiedName, int>();
        var taken = new HashSet<int>();
        foreach (var table in schema.Tables.Where(t => t.IsFillable && UuidKeys.Find(t) is not null))
        {
            var code = Hash(table.Name);
            while (!taken.Add(code))
                code = (code + 1) % Space;
            codes[table.Name] = code;
        }
        return codes;
    }

    /// <summary>The code as it is written: six digits.</summary>
    public static string Format(int code) => code.ToString("D6", CultureInfo.InvariantCulture);

    static int Hash(QualifiedName name)
    {
        // FNV-1a, 32 bit, over UTF-16 code units: the same in every process and version.
        var hash = 0x811C9DC5u;
        foreach (var c in name.ToString())
            hash = (hash ^ c) * 0x01000193;
        return (int)(hash % Space);
    }
}
