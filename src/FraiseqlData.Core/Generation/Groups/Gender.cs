using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>What a first name tells.</summary>
enum Gender
{
    /// <summary>A woman.</summary>
    Female,

    /// <summary>A man.</summary>
    Male,
}

/// <summary>How a column writes genders.</summary>
/// <param name="Female">Its word for women.</param>
/// <param name="Male">Its word for men.</param>
sealed record GenderSpelling(string Female, string Male)
{
    static readonly HashSet<string> FemaleWords = ["f", "w", "female", "woman", "weiblich", "frau", "femme", "feminin", "mujer", "femenino", "femmina", "vrouw", "feminino", "ms", "mrs"];

    static readonly HashSet<string> MaleWords =
        ["m", "h", "male", "man", "maennlich", "mannlich", "mann", "herr", "homme", "masculin", "hombre", "masculino", "maschio", "mr"];

    /// <summary><c>female</c> and <c>male</c>.</summary>
    public static GenderSpelling English { get; } = new("female", "male");

    /// <summary>The words for women and men among those that a column takes; null where it has not both.</summary>
    public static GenderSpelling? Among(IEnumerable<string> words)
    {
        var all = words.ToList();
        var (female, male) = (all.Find(w => Read(w) == Gender.Female), all.Find(w => Read(w) == Gender.Male));
        return female is null || male is null ? null : new GenderSpelling(female, male);
    }

    /// <summary>The gender that a word means in English, German, French, Spanish, Italian, Dutch or Portuguese; null for any other word.</summary>
    public static Gender? Read(string? word)
    {
        var key = word is null ? "" : AsciiForm.Fold(word);
        return FemaleWords.Contains(key) ? Gender.Female : MaleWords.Contains(key) ? Gender.Male : null;
    }

    /// <summary>The column's word.</summary>
    public string Write(Gender gender) => gender == Gender.Female ? Female : Male;
}
