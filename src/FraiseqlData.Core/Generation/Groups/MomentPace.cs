using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>How soon a row is made after what it depends on.</summary>
enum MomentPace
{
    /// <summary>At any time after it.</summary>
    Any,

    /// <summary>Early on: what there is before there is business with it.</summary>
    Early,

    /// <summary>Within minutes: a part of what it depends on.</summary>
    Together,
}

/// <summary>Tells from a table's name when its rows are made, so that what is sold is there before it is ordered, and rows that depend on much do not crowd into the last hour.</summary>
static class MomentPaces
{
    static readonly HashSet<string> Masters = new(
        ("account|actor|album|amenity|artist|author|bank|book|branch|brand|building|carrier|category|channel|city|client|company|contract|country|course|currency|customer|department|device|district|doctor|driver|"
        + "employee|facility|film|genre|good|group|hotel|language|league|location|machine|maker|manufacturer|material|member|model|movie|organisation|organization|part|patient|permission|person|plan|player|practitioner|"
        + "product|project|property|provider|publisher|region|restaurant|role|room|school|section|sensor|service|shelf|shop|site|staff|state|store|subcategory|subject|supplier|teacher|team|tenant|territory|tier|track|"
        + "type|unit|user|variant|vehicle|vendor|venue|warehouse|workspace|"
        + "artikel|benutzer|kategorie|kunde|lieferant|mandant|mitarbeiter|produkt|standort|article|categorie|cliente|client|fournisseur|magasin|produit|utilisateur|categoria|proveedor|producto|tienda|usuario").Split('|'), StringComparer.Ordinal);

    static readonly HashSet<string> Parts = new("line|item|detail|position|entry|zeile|posten|ligne|linea".Split('|'), StringComparer.Ordinal);

    static readonly HashSet<string> ShortLived = new(
        "cart|basket|session|token|verification|confirmation|reset|otp|challenge|invitation|invite|nonce|lock|lease|reservation|hold|quote|job|cache|warenkorb|sitzung|panier|carrito|sesion".Split('|'), StringComparer.Ordinal);

    /// <summary>Whether what expires in a table does so within weeks.</summary>
    public static bool IsShortLived(Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(ShortLived.Contains);

    /// <summary>The pace of a table's rows.</summary>
    /// <param name="table">The table.</param>
    public static MomentPace Of(Table table)
    {
        var words = ColumnWords.OfTable(table.Name.Name).Words;
        if (Parts.Contains(words[^1]) && IsPart(table, words.Take(words.Count - 1).ToList()))
            return MomentPace.Together;
        return Masters.Contains(words[^1]) ? MomentPace.Early : MomentPace.Any;
    }

    // A wish list grows for years.
    static bool IsPart(Table table, List<string> whole) => whole.Count > 0 && !whole[^1].EndsWith("list", StringComparison.Ordinal)
        && table.ForeignKeys.Any(k => !k.IsSelfReference && ColumnWords.OfTable(k.ReferencedTable.Name).Words.Take(whole.Count).SequenceEqual(whole));
}
