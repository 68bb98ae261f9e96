namespace FraiseqlData.Generation.Groups;

/// <summary>The tables of data that groups and texts are made of: embedded text, one row a line, fields apart by semicolons, names of the fields first.</summary>
static class GroupData
{
    /// <summary>The rows of a table, its heading left out.</summary>
    public static IEnumerable<string[]> Rows(string table, string folder = "groups")
    {
        using var stream = typeof(GroupData).Assembly.GetManifestResourceStream(folder + "/" + table)
            ?? throw new InvalidOperationException($"There is no table of data called {folder}/{table}.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(';');
    }

    /// <summary>The words of a field, apart by bars.</summary>
    public static string[] Words(string field) => field.Length == 0 ? [] : field.Split('|');
}
