using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Says what UUIDs of FraiseQL's family mean, and which member of it wrote them.</summary>
public sealed class UuidDecoder
{
    const string Own = "fraiseql-uuid";

    readonly Dictionary<string, QualifiedName> _byCode = [];
    readonly Dictionary<string, QualifiedName?> _byHash = [];

    UuidDecoder()
    {
    }

    /// <summary>A decoder that knows the tables of a registry, of a database, or of both.</summary>
    /// <param name="registry">Codes by table name, or null for none.</param>
    /// <param name="schema">The database's structure, or null for none.</param>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodeTaken</c>: two tables of the database have the same code.</exception>
    public static UuidDecoder Create(IReadOnlyDictionary<string, int>? registry = null, DatabaseSchema? schema = null)
    {
        var decoder = new UuidDecoder();
        registry ??= new Dictionary<string, int>();
        foreach (var (name, code) in registry)
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            decoder._byCode[TableCodes.Format(code)] = dot < 0 ? new QualifiedName("", name) : new QualifiedName(name[..dot], name[(dot + 1)..]);
        }
        if (schema is null)
            return decoder;
        var codes = TableCodes.Settle(schema, registry);
        foreach (var table in schema.Tables.Where(t => t.IsFillable))
        {
            if (codes.Of(table.Name) is { } code)
                decoder._byCode[TableCodes.Format(code)] = table.Name;
            // The hash knows no schema: two tables of one name cannot be told apart.
            var hash = HashOf(table.Name.Name);
            decoder._byHash[hash] = decoder._byHash.ContainsKey(hash) ? null : table.Name;
        }
        return decoder;
    }

    /// <summary>The code of a table by its name, with or without schema.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodeUnknown</c>: no such table is known, or several.</exception>
    public string CodeOf(string table) =>
        _byCode.Where(c => string.Equals(c.Value.ToString().TrimStart('.'), table, StringComparison.OrdinalIgnoreCase) || string.Equals(c.Value.Name, table, StringComparison.OrdinalIgnoreCase))
            .Select(c => c.Key).Take(2).ToList() is [var only] ? only : throw UuidErrors.TableCodeUnknown(table);

    /// <summary>Checks that the table of a UUID is known, where its code is one that a table can be given: six decimal digits.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqTableCodeUnknown</c>: no table is known to have the code.</exception>
    public static void CheckTable(DecodedUuid uuid)
    {
        if (uuid.Table is null && TableCodes.TryParse(uuid.TableCode, out _))
            throw UuidErrors.TableUnknown(uuid);
    }

    /// <summary>Reads what people or programs write as a UUID.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqUuidInvalid</c>: it is none.</exception>
    public static Guid Parse(string text) => Guid.TryParse(text, out var uuid) ? uuid : throw UuidErrors.Malformed(text);

    /// <summary>What a UUID says.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqUuidNotPattern</c>: nothing.</exception>
    public DecodedUuid Decode(Guid uuid) => TryDecode(uuid) ?? throw UuidErrors.NoPattern(uuid, WhyNot(uuid)!);

    /// <summary>What a UUID says, or null where it is none of the family's.</summary>
    public DecodedUuid? TryDecode(Guid uuid)
    {
        var text = uuid.ToString("N", CultureInfo.InvariantCulture);
        if (PatternUuid.Parse(uuid) is { } own)
            return Of(uuid, own, text[..6], Own);
        if (text[12] == '4' && text[16] == '8' && HasDigitsFrom(text, 6))
            return Of(uuid, PatternUuid.Parse(Guid.ParseExact("000000" + text[6..], "N"))!.Value, text[..6], "fraiseql-data");
        if (text[12..16] == "0000" && HasDigitsFrom(text, 0) && uuid != Guid.Empty)
        {
            return new DecodedUuid
            {
                Uuid = uuid,
                Family = "printoptim",
                TableCode = text[..6],
                Table = _byCode.GetValueOrDefault(text[..6]),
                SeedDir = Number(text[6..8]),
                Function = Number(text[8..12]),
                Scenario = Number(text[16..20]),
                Instance = long.Parse(text[20..], CultureInfo.InvariantCulture),
            };
        }
        return text[12] == '8' && text[16] is >= '8' and <= 'b' ? Version8(uuid, text) : null;
    }

    /// <summary>Why a UUID is none of fraiseql-uuid's form; null where it is.</summary>
    public static string? WhyNot(Guid uuid)
    {
        var text = uuid.ToString("N", CultureInfo.InvariantCulture);
        return text[12] != '4' ? $"its version is {text[12]}, not 4"
            : text[16] != '8' ? $"its variant digit is {text[16]}, not 8"
            : !HasDigitsFrom(text, 6) ? "it has letters where decimal digits belong"
            : !HasDigitsFrom(text, 0) ? "its table code has letters, as fraiseql-data writes them"
            : null;
    }

    DecodedUuid Of(Guid uuid, PatternUuid fields, string code, string family)
    {
        // Codes from md5 that happen to have decimal digits only look like registered ones.
        var (known, isKnown) = (_byCode.GetValueOrDefault(code), _byCode.ContainsKey(code));
        var isHash = !isKnown && _byHash.ContainsKey(code);
        return new DecodedUuid
        {
            Uuid = uuid,
            Family = isHash ? "fraiseql-data" : family,
            TableCode = code,
            Table = isKnown ? known : _byHash.GetValueOrDefault(code),
            SeedDir = fields.SeedDirectory,
            Function = fields.Function,
            Scenario = fields.Scenario,
            TestCase = fields.TestCase,
            Instance = fields.Instance,
        };
    }

    static DecodedUuid Version8(Guid uuid, string text)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new DecodedUuid
        {
            Uuid = uuid,
            Family = "semis",
            TableCode = text[..8],
            Scenario = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
            Instance = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & 0x3FFF_FFFF_FFFF_FFFF),
        };
    }

    static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    static bool HasDigitsFrom(string text, int start) => text.AsSpan(start).IndexOfAnyExceptInRange('0', '9') < 0;

    static string HashOf(string table) =>
        // Not for secrecy: the Python tool names its tables so.
#pragma warning disable CA5351
        Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(table)))[..6].ToLowerInvariant();
#pragma warning restore CA5351
}
