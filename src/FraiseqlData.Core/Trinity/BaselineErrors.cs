using System.Globalization;
using FraiseqlData.Errors;

namespace FraiseqlData.Trinity;

/// <summary>The errors of baselines, in one place.</summary>
static class BaselineErrors
{
    public static FraiseqlDataException NotFound(string path, IEnumerable<string> wanted) =>
        new("FqBaselineNotFound", ErrorKind.NotFound, $"There is no baseline in '{path}'.", $"It was looked for in this order: {string.Join(", ", wanted)}.", path);

    public static FraiseqlDataException NotReadable(string path, Exception cause) =>
        new("FqFileNotReadable", ErrorKind.Resource, $"The file '{path}' cannot be read: {cause.Message}", "Check the path and its rights.", path, cause);

    public static FraiseqlDataException Invalid(string source, IReadOnlyList<string> problems, Exception? cause = null) => new(
        "FqBaselineInvalid", ErrorKind.InvalidData,
        string.Create(CultureInfo.InvariantCulture, $"The baseline {source} has {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:{string.Concat(problems.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"\n{i + 1}. {p}")))}"),
        "Correct the file; about_FraiseqlData_Trinity shows its form.", source, cause);

    public static FraiseqlDataException Drifted(string source, IReadOnlyList<string> differences) => new(
        "FqBaselineDrifted", ErrorKind.InvalidOperation,
        $"The database holds another baseline than {source}:{string.Concat(differences.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"\n{i + 1}. {p}")))}",
        "Nothing was changed. Change the file or the rows until they agree, or begin with empty tables.", source);

    public static FraiseqlDataException Missing(string source, IReadOnlyList<string> tables) => new(
        "FqBaselineMissing", ErrorKind.InvalidOperation,
        $"The plan builds on the baseline {source}, but the database does not hold its rows of {string.Join(", ", tables)}.",
        "Invoke-FqBaseline puts it in.", source);
}
