using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>The errors of pattern UUIDs and table codes, in one place.</summary>
static class UuidErrors
{
    public static FraiseqlDataException FieldOutOfRange(string field, long value, long max) =>
        new("FqUuidFieldOutOfRange", ErrorKind.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"{field} {value} does not fit into a pattern UUID."),
            string.Create(CultureInfo.InvariantCulture, $"Use a number from 0 to {max}."), field);

    public static FraiseqlDataException TableCodeInvalid(string code, string? where = null) =>
        new("FqTableCodeInvalid", ErrorKind.InvalidArgument, $"'{code}' is no table code{(where is null ? "" : $" ({where})")}.", "A table code has six decimal digits, such as \"013210\".", code);

    public static FraiseqlDataException TableUnknown(DecodedUuid uuid) =>
        new("FqTableCodeUnknown", ErrorKind.NotFound, $"The table code {uuid.TableCode} of {uuid.Uuid} is that of no known table.", "Add it to the file of table codes, or give the database that has the table by -Connection.", uuid.TableCode);

    public static FraiseqlDataException TableCodeUnknown(string table) =>
        new("FqTableCodeUnknown", ErrorKind.NotFound, $"No table code is known for '{table}', or more than one.", "Name a table of the database or of the file of table codes, or give -TableCode.", table);

    public static FraiseqlDataException TableCodeTaken(int code, QualifiedName first, QualifiedName second) =>
        new("FqTableCodeTaken", ErrorKind.InvalidData, $"{first} and {second} have the same table code {TableCodes.Format(code)}.", "Give one of them another code.", second);

    public static FraiseqlDataException Malformed(string text) =>
        new("FqUuidInvalid", ErrorKind.InvalidData, $"'{text}' is no UUID.", "A UUID has 32 hexadecimal digits: 01234521-0042-4100-8015-000000000001.", text);

    public static FraiseqlDataException NoPattern(Guid uuid, string why) =>
        new("FqUuidNotPattern", ErrorKind.InvalidData, $"{uuid} is no pattern UUID: {why}.", "Test-FqUuid says which UUIDs are.", uuid);

    public static FraiseqlDataException FileInvalid(string source, IReadOnlyList<string> problems, Exception? cause = null) => new(
        "FqTableCodesInvalid", ErrorKind.InvalidData,
        problems.Count == 1 ? $"The table codes of {source} cannot be read: {problems[0]}" : string.Create(CultureInfo.InvariantCulture, $"The table codes of {source} have {problems.Count} problems: {string.Join(" ", problems)}"),
        "Write a line for each table: catalog.tb_manufacturer: \"013210\"", source, cause);
}
