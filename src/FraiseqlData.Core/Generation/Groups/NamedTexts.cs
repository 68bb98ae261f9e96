using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the texts of a table that follow what something is called.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
/// <param name="drawn">The columns that are still to be drawn by what they are called.</param>
sealed class NamedTexts(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
{
    const string Picture = "image_url";
    const string PictureFile = "image_file";

    static readonly string[] Pictures = ["image", "photo", "picture", "media", "gallery", "thumbnail", "bild", "foto", "imagen"];

    // How pictures of one thing in several sizes are told apart.
    static readonly (string Words, string Suffix)[] Sizes = [("thumbnail|thumb|small|mini|icon", "-small"), ("large|big|full|original|zoom", "-large"), ("banner|cover|header|hero", "-banner"), ("logo", "-logo")];

    /// <summary>The steps, those first that others read.</summary>
    public IEnumerable<NamedTextStep> Find() => [.. Descriptions(), .. Links(), .. Files()];

    /// <summary>The column of a parent that says what the pictures in a table's rows show; null where they show none of its rows.</summary>
    public static Column? Shown(Table parent, Table child) =>
        Pictures.Contains(ColumnWords.OfTable(child.Name.Name).Words[^1]) && parent.Name != child.Name && child.Columns.Any(c => RuleSources.Meanings(child, c).FirstOrDefault().Role == Picture) ? ColumnHabits.NameColumn(parent) : null;

    /// <summary>What is said of a category that the engine knows.</summary>
    IEnumerable<NamedTextStep> Descriptions() =>
        from own in Drawn("category_description")
        where table.Locale.StartsWith("en", StringComparison.Ordinal)
        let name = OwnName()
        where name is not null
        let step = Step(own, name, (string called, string _, long _, ref CellRandom random) => Assortment.Description(called, ref random))
        where step is not null
        select step;

    /// <summary>Where the pictures of the row, or of what it shows, lie.</summary>
    IEnumerable<NamedTextStep> Links()
    {
        var parent = ParentValue.Find(table, t => Shown(t, table.Table)) is { } told ? RowName.Of(told) : null;
        foreach (var own in (parent ?? OwnName()) is null ? [] : Drawn(Picture))
        {
            var suffix = SuffixOf(own);
            if (Step(own, parent ?? OwnName()!, (string called, string link, long instance, ref CellRandom _) => Renamed(link, AsciiForm.Slug(called, '-') + suffix + (parent is null ? "" : $"-{instance}"))) is { } step)
                yield return step;
        }
    }

    /// <summary>Files of one picture in several sizes.</summary>
    IEnumerable<NamedTextStep> Files()
    {
        var files = Drawn(PictureFile).Where(f => SuffixOf(f).Length > 0).ToList();
        if (files.Count < 2)
            yield break;
        // What comes first is of its own, the others are of the same picture.
        foreach (var own in files)
        {
            var (suffix, lead) = (SuffixOf(own), own == files[0] ? own : files[0]);
            if (Step(own, RowName.In(lead.Column), (string first, string _, long _, ref CellRandom _) => Renamed(first, WithoutSize(Stem(first)) + suffix)) is { } step)
                yield return step;
        }
    }

    IEnumerable<SourceStep> Drawn(string generator) => drawn.Values.Where(d => d.Source.Name == generator).OrderBy(d => d.Column);

    RowName? OwnName() => ColumnHabits.NameColumn(table.Table) is { } name && table.IndexOf(name.Name) is var column && (given.Contains(column) || drawn.ContainsKey(column)) ? RowName.In(column) : null;

    NamedTextStep? Step(SourceStep own, RowName name, TextOfName write) =>
        table.Sources.ShapeOf(table.Table, table.ColumnAt(own.Column), table.Constraints.DomainOf(table.ColumnAt(own.Column).Name)) is { } shape ? new NamedTextStep(own, name, shape, write) : null;

    string SuffixOf(SourceStep own) => Sizes.FirstOrDefault(s => ColumnWords.OfColumn(table.ColumnAt(own.Column).Name).Words.Any(s.Words.Split('|').Contains)).Suffix ?? "";

    static string Stem(string file) => file[(file.LastIndexOf('/') + 1)..] is var name && name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;

    static string WithoutSize(string stem) => Array.Find(Sizes, s => stem.EndsWith(s.Suffix, StringComparison.Ordinal)) is { Suffix: { } size } ? stem[..^size.Length] : stem;

    /// <summary>A path or link with another name of its file; null where it has none.</summary>
    static string? Renamed(string link, string name)
    {
        var (slash, dot) = (link.LastIndexOf('/'), link.LastIndexOf('.'));
        return dot > slash && name.Length > 0 ? string.Concat(link.AsSpan(0, slash + 1), name, link.AsSpan(dot)) : null;
    }
}
