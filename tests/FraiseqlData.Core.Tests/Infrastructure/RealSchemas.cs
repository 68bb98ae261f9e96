using System.Text.RegularExpressions;
using Xunit;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>The real schemas that lie beside the project where it is developed; they are no part of it.</summary>
static partial class RealSchemas
{
    /// <summary>The schema's script; skips the test where it is missing.</summary>
    public static string Read(string name) => ReadFile("schemas", name);

    /// <summary>A small project with a staging schema, under the name given; skips the test where it is missing.</summary>
    public static string Staging(string schema) => ReadFile("staging", "fixture").Replace(":\"stg\"", schema, StringComparison.Ordinal);

    static string ReadFile(string folderName, string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", folderName, name + ".sql");
            if (File.Exists(file))
                return File.ReadAllText(file);
        }
        Assert.Skip($"The schema '{name}' is not at hand (../shared/{folderName}).");
        return "";
    }

    /// <summary>The script with lists of numbers in place of pgvector's type, which few servers have.</summary>
    public static string WithoutVectors(string sql)
    {
        var plain = VectorStatement().Replace(sql, "");
        return VectorType().Replace(plain, "real[]");
    }

    [GeneratedRegex(@"^(CREATE EXTENSION IF NOT EXISTS vector|COMMENT ON EXTENSION vector|CREATE INDEX \S+ ON \S+ USING (hnsw|ivfflat)).*\n", RegexOptions.Multiline)]
    private static partial Regex VectorStatement();

    [GeneratedRegex(@"\bpublic\.vector\(\d+\)")]
    private static partial Regex VectorType();

    /// <summary>The extensions that a script creates.</summary>
    public static IEnumerable<string> Extensions(string sql) => CreateExtension().Matches(sql).Select(m => m.Groups[1].Value);

    [GeneratedRegex("""^CREATE EXTENSION IF NOT EXISTS "?([\w-]+)""", RegexOptions.Multiline)]
    private static partial Regex CreateExtension();
}
