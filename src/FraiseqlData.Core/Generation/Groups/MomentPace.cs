using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>How soon a moment comes after what it follows: the row's earlier moments, and what the row depends on.</summary>
enum MomentPace
{
    /// <summary>At any time.</summary>
    Any,

    /// <summary>Early on: what there is before there is business with it.</summary>
    Early,

    /// <summary>Within minutes: a part comes with its whole.</summary>
    Together,

    /// <summary>Within hours: what begins and ends on one day.</summary>
    SameDay,

    /// <summary>Within days: a step of the way that things take one after another.</summary>
    Next,

    /// <summary>Within two weeks: what lasts some days.</summary>
    Days,

    /// <summary>Within a month: it is due, or the end of what is due.</summary>
    Soon,
}

/// <summary>Tells how soon moments come, so that what is sold is there before it is ordered, and rows that depend on much do not crowd into the last hour.</summary>
/// <param name="table">The moments' table.</param>
sealed class MomentPaces(Table table)
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

    static readonly HashSet<string> Brief = new(
        ("slot|appointment|meeting|availability|lesson|lecture|shift|visit|interview|call|exam|timeslot|attendance|ride|run|execution|build|webinar|concert|flight|stream|match|game|screening|job|"
        + "termin|besprechung|schicht|rendez|creneau|cita|turno|fahrt|flug|vol|vuelo|llamada").Split('|'), StringComparer.Ordinal);

    static readonly HashSet<string> SomeDays = new(
        ("stay|trip|booking|reservation|event|procedure|exposure|episode|sprint|incident|outage|treatment|admission|maintenance|repair|encounter|hospitalization|conference|workshop|festival|absence|vacation|holiday|"
        + "aufenthalt|reise|buchung|urlaub|sejour|voyage|conge|estancia|viaje|reserva|vacaciones").Split('|'), StringComparer.Ordinal);

    readonly bool _isShortLived = WordsOf(table).Any(ShortLived.Contains);
    readonly MomentPace _first = IsPart(table) ? MomentPace.Together : Masters.Contains(WordsOf(table)[^1]) ? MomentPace.Early : MomentPace.Any;

    /// <summary>The pace of a moment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isFirst">Whether nothing in the row comes before it.</param>
    /// <param name="isDue">Whether the row says when its period is to end.</param>
    public MomentPace Of(MomentName name, bool isFirst, bool isDue) => name.Kind switch
    {
        MomentKind.End when MomentMember.IsDue(name) || MomentNames.IsOfWork(name.Period) || isDue || _isShortLived && MomentMember.IsExpiry(name) => MomentPace.Soon,
        MomentKind.End when !isFirst && !MomentMember.IsExpiry(name) && !MomentNames.IsRare(name.Event) => LengthOf(name.Period.Length > 0 ? name.Period.Split(' ') : [WordsOf(table)[^1]]),
        MomentKind.Start when !isFirst && MomentNames.IsDone(name.Period) => MomentPace.Next,
        MomentKind.Life when isFirst && (name.Stage < MomentNames.Seldom || _first == MomentPace.Together) => _first,
        MomentKind.Life when !isFirst && name.Stage is > MomentNames.Created and < MomentNames.Seldom => MomentPace.Next,
        _ => MomentPace.Any,
    };

    /// <summary>How long things of a name last: a call some hours, a stay some days, others for years.</summary>
    static MomentPace LengthOf(string[] words) => words.Any(Brief.Contains) ? MomentPace.SameDay : words.Any(SomeDays.Contains) ? MomentPace.Days : MomentPace.Any;

    static bool IsPart(Table table)
    {
        var words = WordsOf(table);
        var whole = words.Take(words.Count - 1).ToList();
        // A wish list grows for years.
        return Parts.Contains(words[^1]) && whole.Count > 0 && !whole[^1].EndsWith("list", StringComparison.Ordinal)
            && table.ForeignKeys.Any(k => !k.IsSelfReference && ColumnWords.OfTable(k.ReferencedTable.Name).Words.Take(whole.Count).SequenceEqual(whole));
    }

    static IReadOnlyList<string> WordsOf(Table table) => ColumnWords.OfTable(table.Name.Name).Words;
}
