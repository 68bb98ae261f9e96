using System.Text.Json;
using System.Text.Json.Serialization;

namespace FraiseqlData.Corpus.Reporting;

/// <summary>The report for programs.</summary>
public static class ReportJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes all schemas' reports into a file.</summary>
    public static async Task WriteAsync(string file, long rows, string serverVersion, IReadOnlyList<SchemaReport> schemas)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, new { serverVersion, rows, schemas }, Options);
    }
}
