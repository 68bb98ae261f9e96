using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>Reads files that users name.</summary>
static class TextFile
{
    /// <summary>The file's text.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqFileNotReadable</c>.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FraiseqlDataException(
                "FqFileNotReadable", ErrorKind.Resource, $"The file '{path}' cannot be read: {e.Message}", "Check the path and its rights.", path, e);
        }
    }
}
