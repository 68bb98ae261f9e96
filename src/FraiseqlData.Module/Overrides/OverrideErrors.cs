using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>The errors of overrides as they are written, in one place.</summary>
static class OverrideErrors
{
    public static FraiseqlDataException TooDeep() =>
        new("FqOverrideInvalid", ErrorKind.InvalidArgument, "A value of an override is nested too deeply, or contains itself.", "Give plain data.");

    public static FraiseqlDataException RowsEmpty() =>
        new("FqRowsEmpty", ErrorKind.InvalidArgument, "-Row was given no row.", "Give rows with properties, for example -Row (Import-Csv models.csv).");

    public static FraiseqlDataException RowsUneven(int row, string column) =>
        new("FqRowsUneven", ErrorKind.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"Row {row} of -Row has no '{column}', but others have."),
            "Give all rows the same properties; $null stands for NULL.", column);

    public static FraiseqlDataException RecordsUnreadable(string name, string key) =>
        new("FqOverrideInvalid", ErrorKind.InvalidArgument, $"The override of '{name}' cannot be read: '{key}' has no meaning beside 'records'.",
            "Use @{ records = @{ name = 'Chair'; price = 49 }, @{ name = 'Lamp'; price = 19 } }, with weights or pick if wanted.", name);

    public static FraiseqlDataException ScriptFailed(GeneratorContext row, Exception cause) =>
        Script("FqOverrideScriptFailed", row, $"failed: {cause.Message}", "Correct the script block; $_ holds the row so far.", cause);

    public static FraiseqlDataException ScriptLeft(GeneratorContext row, Exception cause) =>
        Script("FqOverrideScriptFailed", row, "was left by break, continue or exit.", "Let it output a value; 'return' ends it early.", cause);

    public static FraiseqlDataException ScriptValues(GeneratorContext row, int count) =>
        Script("FqOverrideScriptValues", row,
            count == 0 ? "gave no value." : string.Create(CultureInfo.InvariantCulture, $"gave {count} values."),
            "Let it output exactly one value: $null for NULL, and for an array column ', $values', so that PowerShell keeps the list together.");

    static FraiseqlDataException Script(string id, GeneratorContext row, string what, string action, Exception? cause = null) =>
        new(id, ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"The script block for {row.Table}.{row.Column} (instance {row.Instance}) {what}"),
            action, $"{row.Table}.{row.Column}", cause);
}
