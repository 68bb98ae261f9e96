using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>Reads files of rules.</summary>
static class RulesReader
{
    /// <summary>The rules of a file.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqRulesInvalid</c>, <c>FqFileNotReadable</c>.</exception>
    public static IReadOnlyList<ColumnRule> Read(string path, IReadOnlyDictionary<string, CustomGenerator> generators)
    {
        try
        {
            return RulesFile.Read(File.ReadAllText(path), Path.GetFileName(path), generators);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FraiseqlDataException(
                "FqFileNotReadable", ErrorKind.Resource, $"The file '{path}' cannot be read: {e.Message}", "Check the path and its rights.", path, e);
        }
    }
}
