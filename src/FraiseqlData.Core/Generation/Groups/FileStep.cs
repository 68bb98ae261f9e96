using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>A file: name, path, extension and media type belong together.</summary>
/// <param name="Stem">The name before the extension.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Extension">The extension, without the dot.</param>
/// <param name="MediaType">The media type (IANA).</param>
readonly record struct SampleFile(string Stem, string Folder, string Extension, string MediaType)
{
    static readonly (string Extension, string MediaType)[] Kinds =
    [
        ("pdf", "application/pdf"), ("txt", "text/plain"), ("csv", "text/csv"), ("json", "application/json"), ("xml", "application/xml"), ("zip", "application/zip"), ("html", "text/html"),
        ("jpg", "image/jpeg"), ("png", "image/png"), ("gif", "image/gif"), ("webp", "image/webp"), ("svg", "image/svg+xml"), ("mp3", "audio/mpeg"), ("ogg", "audio/ogg"), ("mpeg", "video/mpeg"), ("webm", "video/webm"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];

    static readonly string[] Adjectives = [.. PlainWords.Adjectives.Select(w => w.ToLowerInvariant())];
    static readonly string[] Nouns = [.. PlainWords.Nouns.Select(w => w.ToLowerInvariant())];

    // Those that people send each other.
    const int Usual = 12;

    static readonly (string Extension, string MediaType)[] Documents =
        [.. new[] { "pdf", "pdf", "docx", "docx", "xlsx", "pptx", "txt", "html" }.Select(e => Array.Find(Kinds, k => k.Extension == e))];

    static readonly string[] Folders = ["archive", "documents", "exports", "images", "reports", "uploads"];

    /// <summary>The name.</summary>
    public string Name => string.Concat(Stem, ".", Extension);

    /// <summary>The path.</summary>
    public string Path => string.Concat(["/data/", Folder, "/", Stem, ".", Extension]);

    /// <summary>Draws a file.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="name">A name that is given, or null.</param>
    /// <param name="kind">An extension or media type that is given, or null.</param>
    /// <param name="title">What the file is called; null for a name of its own.</param>
    /// <param name="isDocument">Whether it is one that people read.</param>
    public static SampleFile Draw(ref CellRandom random, string? name, string? kind, string? title, bool isDocument)
    {
        var drawn = isDocument ? random.Pick(Documents) : Kinds[random.Next(Usual)];
        var own = string.Concat(random.Pick(Adjectives), "-", random.Pick(Nouns));
        var stem = title is not null && AsciiForm.Slug(title, '-') is { Length: > 0 } slug ? slug : own;
        var folder = random.Pick(Folders);
        var file = name?.Split('/', '\\')[^1];
        var dot = file?.LastIndexOf('.') ?? -1;
        if (dot > 0)
            (stem, kind) = (file![..dot], kind ?? file[(dot + 1)..]);
        kind = kind?.TrimStart('.').ToLowerInvariant();
        var (extension, type) = kind is null ? drawn : Array.Find(Kinds, k => k.Extension == kind || k.MediaType == kind) is { Extension: not null } found ? found
            : kind.Contains('/', StringComparison.Ordinal) ? (kind[(kind.IndexOf('/', StringComparison.Ordinal) + 1)..], kind) : (kind, "application/octet-stream");
        return new SampleFile(stem, folder, extension, type);
    }
}

/// <summary>Fills the columns that tell of one file.</summary>
/// <param name="title">Says what the file is called; null where the row does not.</param>
/// <param name="isDocument">Whether people read the files.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class FileStep(RowName? title, bool isDocument, IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<SampleFile>> members, ulong streamKey)
    : SubjectStep<SampleFile>(steering, members, streamKey)
{
    readonly int[] _names = ColumnsOf(steering, "file_name", "file_path");
    readonly int[] _kinds = ColumnsOf(steering, "file_extension", "mime_type");

    /// <summary>The roles, by the names of the generators that fill their columns alone.</summary>
    public static IReadOnlyDictionary<string, SubjectRole<SampleFile>> Roles { get; } = new Dictionary<string, SubjectRole<SampleFile>>
    {
        ["file_name"] = SubjectRole<SampleFile>.Of(f => f.Name),
        ["file_path"] = SubjectRole<SampleFile>.Of(f => f.Path),
        ["file_extension"] = SubjectRole<SampleFile>.Of(f => f.Extension),
        ["mime_type"] = SubjectRole<SampleFile>.Of(f => f.MediaType, f => "application/" + f.Extension),
    };

    public override IReadOnlyList<int> Reads => [.. base.Reads.Concat(title?.Columns ?? []).Distinct()];

    protected override string Subject => "file";

    /// <summary>Whether a table's rows are documents that people read.</summary>
    public static bool IsOfDocuments(Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(w => w is "document" or "report" or "contract" or "manual" or "paper" or "dokument" or "documento" or "letter");

    /// <summary>Whether a flag of a name says that a row is a folder and no file.</summary>
    public static bool SaysFolder(string name) => ColumnWords.OfColumn(name).Words.Any(w => w is "folder" or "directory" or "ordner" or "dossier" or "carpeta");

    protected override SampleFile Draw(RowBatch batch, int row, ref CellRandom random) => SampleFile.Draw(ref random, Given(batch, row, _names), Given(batch, row, _kinds), title?.Of(batch, row), isDocument);
}
