using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Reads files of rules.</summary>
static class RulesReader
{
    /// <summary>The rules of a file.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqRulesInvalid</c>, <c>FqFileNotReadable</c>.</exception>
    public static IReadOnlyList<ColumnRule> Read(string path, IReadOnlyDictionary<string, CustomGenerator> generators) =>
        RulesFile.Read(TextFile.Read(path), Path.GetFileName(path), generators);

    /// <summary>The locale that a file gives to plans without one; null where it gives none.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqRulesInvalid</c>, <c>FqFileNotReadable</c>.</exception>
    public static LocaleMix? Locale(string path) => RulesFile.ReadLocale(TextFile.Read(path), Path.GetFileName(path));
}
