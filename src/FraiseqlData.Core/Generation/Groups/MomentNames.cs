using FraiseqlData.Generation.Rules;

namespace FraiseqlData.Generation.Groups;

/// <summary>What kind of moment a column holds.</summary>
enum MomentKind
{
    /// <summary>Before all else: a birth.</summary>
    Birth,

    /// <summary>A stage of the row's own life: created, shipped, updated.</summary>
    Life,

    /// <summary>The start of a period.</summary>
    Start,

    /// <summary>The end of a period.</summary>
    End,
}

/// <summary>What a column's name says of its moment.</summary>
/// <param name="Kind">The kind of moment.</param>
/// <param name="Stage">For stages of a life: what comes later has a higher number.</param>
/// <param name="Event">What happened, in one form for all spellings: <c>shipped</c> for <c>ship_date</c>.</param>
/// <param name="Period">For starts and ends: the period's name, empty for the row's own (<c>trial</c> of <c>trial_ends_at</c>).</param>
readonly record struct MomentName(MomentKind Kind, int Stage, string Event, string Period);

/// <summary>Reads the names of moments: English, German, French and Spanish.</summary>
static class MomentNames
{
    /// <summary>The stage at which something is just there.</summary>
    public const int Created = 0;

    /// <summary>The stage at which something is ordered, booked, reported...</summary>
    public const int Happened = 10;

    /// <summary>The stage at which things come to their end.</summary>
    public const int Over = 50;

    /// <summary>From this stage on things follow at any time.</summary>
    public const int Seldom = 80;

    /// <summary>The stage of the last change.</summary>
    public const int Updated = 90;

    // The event that gives the line its name comes first.
    static readonly (int Stage, string Names)[] Stages =
    [
        (Created, "created|create|creation|inserted|insert|added|registered|registration|signup|joined|join|enrolled|imported|erstellt|angelegt|erstellung|cree|creation|creado|creada|inscription|inscrit|registro"),
        (Happened, "ordered|order|placed|submitted|requested|reported|booked|booking|invoiced|invoice|issued|issue|purchased|purchase|recorded|posted|uploaded|occurred|happened|event|transaction|rental|bestellt|bestellung|commande|pedido|factura|rechnung|rechnungs|bestell|detected|captured|measured|entry|visited|visit|granted|linked|review|reviewed|rated|inspected|inspection|rate change|price change|salary change|pay change|currency rate|exchange rate|quote|quotation|valuation|quota"),
        (15, "opened|assigned|queued"),
        (20, "confirmed|confirmation"),
        (20, "approved|approval"),
        (20, "accepted"),
        (20, "verified|verification"),
        (20, "activated|activation"),
        (20, "rejected|declined"),
        (25, "paid|payment|bezahlt|paye|pagado"),
        (28, "processed|processing|picked|packed"),
        (30, "shipped|ship|dispatched|dispatch|versendet|expedie|enviado"),
        (30, "sent|gesendet|envoye"),
        (30, "published|publish|publication|released|release"),
        (40, "delivered|delivery|geliefert|livre|livraison|entregado|entrega|lieferung"),
        (40, "received"),
        (45, "read|viewed|clicked|scanned|checked|bounced"),
        (Over, "completed|completion"),
        (Over, "finished"),
        (Over, "resolved"),
        (Over, "failed"),
        (Over, "cancelled|canceled|storniert|annule|cancelado"),
        (55, "closed"),
        (55, "suspended|locked|deactivated|disabled|banned|blocked|revoked"),
        (60, "returned|return"),
        (65, "refunded"),
        (Seldom, "last login|last seen|last activity|last active|last used|last accessed|last access|last sign in|current sign in|last sync|synced|last synced|last visit|last order|last message|last contacted|last checked|last run|last receipt|last received|last delivery|last purchase|last sale|last payment|last counted"),
        (Updated, "updated|update|modified|modification|changed|change|edited|last modified|last updated|last update|last changed|last edited|geandert|aktualisiert|modifie|modification|actualizado|modificado|refreshed"),
        (100, "deleted|archived|removed|discarded|geloscht|supprime|eliminado"),
    ];

    static readonly Dictionary<string, MomentName> Lives = Stages
        .SelectMany(s => s.Names.Split('|').Select(n => (Name: n, Moment: new MomentName(MomentKind.Life, s.Stage, s.Names.Split('|')[0], ""))))
        .DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.Moment, StringComparer.Ordinal);

    static readonly HashSet<string> Noise = Set("at|on|date|time|timestamp|datetime|ts|dt|tstamp|utc|day|moment|am|um|datum|zeit|zeitpunkt|le|fecha|heure|hora|de|del|du|a");
    static readonly HashSet<string> Starts = Set("dtstart|start|starts|started|begin|begins|began|from|since|effective|opens|hire|hired|departure|departs|checkin|launch|beginn|von|ab|debut|inicio|desde");
    static readonly HashSet<string> Ends = Set("discontinued|discontinuation|retired|retirement|withdrawn|dtend|end|ends|ended|finish|finishes|until|to|through|expires|expiry|expiration|expired|termination|terminated|arrival|arrives|checkout|due|deadline|ende|bis|fin|jusqu|hasta|vencimiento|echeance|fallig|required|promised|expected|needed");
    static readonly HashSet<string> Births = Set("birth|born|dob|birthday|birthdate|geburt|geburtsdatum|geburtstag|naissance|nacimiento");

    // What happens to few: most rows never see it.
    static readonly HashSet<string> Rare = Set("discontinued|discontinuation|retired|retirement|withdrawn|terminated|termination|suspended|cancelled|returned");

    // By when somebody counts on something.
    static readonly HashSet<string> Promises = Set("required|promised|expected|estimated|requested|needed");

    static readonly HashSet<string> Works = Set("actual|scheduled|planned|estimated|expected|real");

    /// <summary>Whether a period is one of a piece of work, as it was planned or done.</summary>
    public static bool IsOfWork(string period) => Works.Contains(period);

    /// <summary>Whether a period is one of work that was done, not of what was planned.</summary>
    public static bool IsDone(string period) => period is "actual" or "real";

    /// <summary>Whether a start is one that nothing of the row comes before: an employee's hiring.</summary>
    public static bool IsEntry(MomentName name) => name is { Kind: MomentKind.Start, Event: "hire" or "hired" or "joined" or "launch", Period: "" };

    /// <summary>Whether a person begins to work then, who is no child.</summary>
    public static bool IsHiring(MomentName name) => name is { Kind: MomentKind.Start, Event: "hire" or "hired" };

    /// <summary>Whether an event is one that most rows never see.</summary>
    public static bool IsRare(string name) => Rare.Contains(name);

    /// <summary>The meaning of a column's name, or null where it says nothing of when.</summary>
    /// <param name="name">The column's name.</param>
    public static MomentName? Of(string name)
    {
        var words = ColumnWords.OfColumn(name).Words;
        var stem = words.Where(w => !Noise.Contains(w)).ToList();
        if (words.Any(Births.Contains))
            return new(MomentKind.Birth, int.MinValue, Born, "");
        // "to" and "from" stand alone in to_date and from_date.
        if (stem.Count == 0)
            return new(MomentKind.Life, Happened, "ordered", "");
        if (Life(stem) is { } whole)
            return whole;
        if (stem is [Last, _, ..])
            return new(MomentKind.Life, Seldom, string.Join(' ', stem), "");
        if (stem.Count > 1 && Promises.Contains(stem[0]) && Life(stem[1..]) is { Stage: > Happened and <= Over })
            return new(MomentKind.End, 0, "due", "");
        if (Bound(stem, Starts, MomentKind.Start) is { } start)
            return start;
        if (Bound(stem, Ends, MomentKind.End) is { } end)
            return end;
        return Life([stem[^1]]);
    }

    /// <summary>A column's name without the words that only say that it holds a moment.</summary>
    public static string StemOf(string name) => SubjectOf(ColumnWords.OfColumn(name).Words);

    /// <summary>What the words of a column's name say of what happened, all births alike.</summary>
    public static string SubjectOf(IEnumerable<string> words)
    {
        var stem = words.Where(w => !Noise.Contains(w)).ToList();
        return stem.Exists(Births.Contains) ? Born : string.Join(' ', stem);
    }

    const string Last = "last";

    /// <summary>The event of births.</summary>
    public const string Born = "born";

    static MomentName? Life(List<string> stem) => Lives.TryGetValue(string.Join(' ', stem), out var moment) ? moment : null;

    static MomentName? Bound(List<string> stem, HashSet<string> bounds, MomentKind kind)
    {
        var at = bounds.Contains(stem[^1]) ? stem.Count - 1 : bounds.Contains(stem[0]) ? 0 : -1;
        return at < 0 ? null : new(kind, 0, stem[at], string.Join(' ', stem.Where((_, i) => i != at)));
    }

    static HashSet<string> Set(string words) => new(words.Split('|'), StringComparer.Ordinal);
}
