using FraiseqlData.Trinity;

namespace FraiseqlData.Module;

/// <summary>Reads registries of table codes.</summary>
static class TableCodeReader
{
    /// <summary>The codes of all files together; where two name the same table, the later counts.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqTableCodesInvalid</c>, <c>FqFileNotReadable</c>.</exception>
    public static IReadOnlyDictionary<string, int> Read(IEnumerable<string> paths)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var (table, code) in TableCodeFile.Read(TextFile.Read(path), Path.GetFileName(path)))
                codes[table] = code;
        }
        return codes;
    }
}
