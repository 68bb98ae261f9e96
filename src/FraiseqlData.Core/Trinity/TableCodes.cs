using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>
/// The six-digit codes that tables have in pattern UUIDs: the user's, else those of a registry, else what the table's comment says,
/// else a stable hash of <c>schema.table</c>. Settled over the whole schema, not over a plan, so that a table's code does not depend on
/// what is seeded beside it.
/// </summary>
sealed class TableCodes
{
    const int Space = 1_000_000;
    const string Mark = "fraiseql:";
    const string Field = "table_code=";

    readonly Dictionary<QualifiedName, int> _codes = [];
    readonly Dictionary<int, QualifiedName> _tables = [];
    readonly List<(QualifiedName Table, QualifiedName? Other, string Text)> _warnings = [];

    TableCodes()
    {
    }

    /// <summary>What the user of some tables should know: hashes that met another table's code, comments that cannot be read.</summary>
    public IEnumerable<string> WarningsFor(IEnumerable<QualifiedName> tables)
    {
        var used = tables.ToHashSet();
        return _warnings.Where(w => used.Contains(w.Table) || (w.Other is { } other && used.Contains(other))).Select(w => w.Text);
    }

    /// <summary>The code of a table that has a uuid key or was given a code; null for others.</summary>
    public int? Of(QualifiedName table) => _codes.TryGetValue(table, out var code) ? code : null;

    /// <summary>The table that has a code, or null.</summary>
    public QualifiedName? TableOf(int code) => _tables.GetValueOrDefault(code);

    /// <summary>Settles the codes of all tables.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="registry">Codes by table name, with or without schema; names that the schema does not have are passed over.</param>
    /// <param name="given">Codes that the user gave for tables of a plan; they go before the registry.</param>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodeTaken</c>: two tables were given the same code.</exception>
    public static TableCodes Settle(DatabaseSchema schema, IReadOnlyDictionary<string, int> registry, IReadOnlyDictionary<QualifiedName, int>? given = null)
    {
        var codes = new TableCodes();
        foreach (var (table, code) in given ?? new Dictionary<QualifiedName, int>())
            codes.Take(table, code);
        // Rows that wait for a table have that table's ids.
        var staging = StagingSchemas.Of(schema, null);
        var tables = schema.Tables.Where(t => t.IsFillable && !staging.Contains(t.Name.Schema)).ToList();
        foreach (var table in tables.Where(t => !codes._codes.ContainsKey(t.Name)))
        {
            if (registry.TryGetValue(table.Name.ToString(), out var code) || registry.TryGetValue(table.Name.Name, out code) || codes.ReadComment(table, out code))
                codes.Take(table.Name, code);
        }
        foreach (var table in tables.Where(t => !codes._codes.ContainsKey(t.Name) && UuidKeys.Find(t) is not null))
            codes.Take(table.Name);
        return codes;
    }

    /// <summary>The code as it is written: six digits.</summary>
    public static string Format(int code) => code.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Reads a code.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodeInvalid</c>.</exception>
    public static int Parse(string code) => TryParse(code, out var number) ? number : throw UuidErrors.TableCodeInvalid(code);

    /// <summary>Whether a text is a code: exactly six decimal digits.</summary>
    public static bool TryParse(string text, out int code)
    {
        code = 0;
        return text.Length == 6 && text.All(char.IsAsciiDigit) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code);
    }

    void Take(QualifiedName table, int code)
    {
        if (_tables.TryGetValue(code, out var other))
            throw UuidErrors.TableCodeTaken(code, other, table);
        (_codes[table], _tables[code]) = (code, table);
    }

    /// <summary>A code of the table's own; where it is taken, the next free one.</summary>
    void Take(QualifiedName table)
    {
        var own = Hash(table);
        var code = own;
        while (_tables.ContainsKey(code))
            code = (code + 1) % Space;
        if (code != own)
            _warnings.Add((table, _tables[own], $"{table} gets the table code {Format(code)}, since {Format(own)}, the hash of its name, is that of {_tables[own]}. Give it one of its own to be independent of that."));
        Take(table, code);
    }

    /// <summary>Reads <c>COMMENT ON TABLE ... IS 'fraiseql: table_code=013210'</c>.</summary>
    bool ReadComment(Table table, out int code)
    {
        code = 0;
        var at = table.Comment?.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
            return false;
        var words = table.Comment![(at + Mark.Length)..].Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.FirstOrDefault(w => w.StartsWith(Field, StringComparison.OrdinalIgnoreCase)) is not { } word)
            return false;
        if (TryParse(word[Field.Length..].TrimEnd('.'), out code))
            return true;
        _warnings.Add((table.Name, null, $"The comment on {table.Name} is passed over: '{word}' is no table code of six digits."));
        return false;
    }

    static int Hash(QualifiedName name)
    {
        // FNV-1a, 32 bit, over UTF-16 code units: the same in every process and version.
        var hash = 0x811C9DC5u;
        foreach (var c in name.ToString())
            hash = (hash ^ c) * 0x01000193;
        return (int)(hash % Space);
    }
}
