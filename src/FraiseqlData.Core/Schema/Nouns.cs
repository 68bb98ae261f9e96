namespace FraiseqlData.Schema;

/// <summary>English nouns as tables are named by them.</summary>
static class Nouns
{
    /// <summary>The singular of a word in small letters; a word that is none stays as it is.</summary>
    public static string Singular(string word) => word switch
    {
        "people" => "person",
        "children" => "child",
        "addresses" => "address",
        "companies" => "company",
        "indices" => "index",
        "analyses" => "analysis",
        "movies" or "cookies" or "caches" => word[..^1],
        "news" or "status" or "address" or "series" => word,
        "statuses" or "bonuses" or "campuses" or "viruses" or "censuses" or "buses" => word[..^2],
        _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) && word.Length > 3 => word[..^1],
        _ => word,
    };
}
