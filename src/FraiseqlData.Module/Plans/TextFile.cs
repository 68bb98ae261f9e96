using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>Reads and writes files that users name.</summary>
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

    /// <summary>Writes the file's text, in place of what it held.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqFileNotWritable</c>.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FraiseqlDataException(
                "FqFileNotWritable", ErrorKind.Resource, $"The file '{path}' cannot be written: {e.Message}", "Check the path and its rights.", path, e);
        }
    }
}
