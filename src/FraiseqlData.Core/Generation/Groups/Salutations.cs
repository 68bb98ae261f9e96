namespace FraiseqlData.Generation.Groups;

/// <summary>How letters address women and men.</summary>
static class Salutations
{
    static readonly Dictionary<string, (string Female, string Male)> Listed = new()
    {
        ["en"] = ("Ms.", "Mr."),
        ["de"] = ("Frau", "Herr"),
        ["fr"] = ("Mme", "M."),
        ["es"] = ("Sra.", "Sr."),
        ["it"] = ("Sig.ra", "Sig."),
        ["nl"] = ("Mevr.", "Dhr."),
        ["pt"] = ("Sra.", "Sr."),
        ["pl"] = ("Pani", "Pan"),
        ["cz"] = ("Paní", "Pan"),
        ["sk"] = ("Pani", "Pán"),
        ["sv"] = ("Fru", "Herr"),
        ["nb"] = ("Fru", "Herr"),
        ["fi"] = ("Rouva", "Herra"),
        ["tr"] = ("Bayan", "Bay"),
        ["hr"] = ("Gđa", "G."),
        ["ro"] = ("Dna", "Dl"),
        ["ru"] = ("Г-жа", "Г-н"),
        ["uk"] = ("Пані", "Пан"),
        ["el"] = ("Κα", "Κος"),
        ["zh"] = ("女士", "先生"),
        ["ja"] = ("様", "様"),
        ["ko"] = ("님", "님"),
        ["vi"] = ("Bà", "Ông"),
        ["id"] = ("Ibu", "Bapak"),
    };

    /// <summary>The salutation of a language; the English one where it is not known.</summary>
    public static string Of(string language, Gender gender)
    {
        var (female, male) = Listed.GetValueOrDefault(language, Listed["en"]);
        return gender == Gender.Female ? female : male;
    }
}
