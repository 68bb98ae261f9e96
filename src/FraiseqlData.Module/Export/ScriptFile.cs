using System.Text;
using FraiseqlData.Errors;

namespace FraiseqlData.Module;

/// <summary>Writes a file that is there completely or not at all.</summary>
static class ScriptFile
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the file.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqFileNotWritable</c>.</exception>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write)
    {
        var unfinished = path + ".unfinished";
        try
        {
            await using (var writer = new StreamWriter(unfinished, append: false, Utf8) { NewLine = "\n" })
                await write(writer);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FraiseqlDataException(
                "FqFileNotWritable", ErrorKind.Resource, $"The file '{path}' cannot be written: {e.Message}",
                "Check the path, its rights and the disk.", path, e);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }
}
