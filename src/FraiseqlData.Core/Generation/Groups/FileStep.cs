using FraiseqlData.Generation.Text;

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

    static readonly string[] Folders = ["archive", "documents", "exports", "images", "reports", "uploads"];

    /// <summary>The name.</summary>
    public string Name => string.Concat(Stem, ".", Extension);

    /// <summary>The path.</summary>
    public string Path => string.Concat(["/data/", Folder, "/", Stem, ".", Extension]);

    /// <summary>Draws a file.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="name">A name that is given, or null.</param>
    /// <param name="kind">An extension or media type that is given, or null.</param>
    public static SampleFile Draw(ref CellRandom random, string? name, string? kind)
    {
        var drawn = Kinds[random.Next(Usual)];
        var stem = string.Concat(random.Pick(Adjectives), "-", random.Pick(Nouns));
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
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class FileStep(IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<SampleFile>> members, ulong streamKey)
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

    protected override string Subject => "file";

    protected override SampleFile Draw(RowBatch batch, int row, ref CellRandom random) => SampleFile.Draw(ref random, Given(batch, row, _names), Given(batch, row, _kinds));
}
