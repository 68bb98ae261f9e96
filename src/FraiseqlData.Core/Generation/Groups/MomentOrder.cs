using FraiseqlData.Generation.Rules;

namespace FraiseqlData.Generation.Groups;

/// <summary>Which moments of a row come before which others, by what their names say.</summary>
static class MomentOrder
{
    // What is given by a date after it was thought of.
    static readonly string[] Offers = ["coupon", "voucher", "offer", "promotion", "promo", "discount", "campaign", "deal", "gutschein", "angebot", "rabatt", "remise", "descuento", "oferta"];

    /// <summary>Whether a table's rows are offers, which are made before they hold.</summary>
    public static bool IsOfOffers(Schema.Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(Offers.Contains);

    /// <summary>Where a moment stands among others that may follow each other.</summary>
    public static (int, bool, int) RankOf(MomentName name) =>
        (IsLast(name) ? int.MaxValue : (int)name.Kind, MomentNames.IsDone(name.Period) || name.Kind == MomentKind.End && MomentNames.IsRare(name.Event), name.Stage);

    /// <summary>Whether a moment of one name is never later than one of another.</summary>
    public static bool Precedes(MomentName earlier, MomentName later) => (earlier.Kind, later.Kind) switch
    {
        (MomentKind.Birth, not MomentKind.Birth) => true,
        (MomentKind.Life, MomentKind.Life) => earlier.Stage < later.Stage,
        // What has a period of its own name (a sale's) is given up for good after it began.
        (MomentKind.Start, MomentKind.End) => earlier.Period == later.Period || MomentNames.IsRare(later.Event),
        // What was planned is done about then.
        (MomentKind.Start, MomentKind.Start) => MomentNames.IsOfWork(earlier.Period) && !MomentNames.IsDone(earlier.Period) && MomentNames.IsDone(later.Period),
        // What is given up is not sold any longer.
        (MomentKind.End, MomentKind.End) => earlier.Period.Length > 0 && later.Period.Length == 0 && !MomentNames.IsRare(earlier.Event) && MomentNames.IsRare(later.Event),
        // What is created may have begun long ago, but it has not ended yet.
        (MomentKind.Life, MomentKind.End) => earlier.Stage <= (MomentMember.IsDue(later) ? MomentNames.Happened : MomentNames.Created),
        _ => false,
    };

    /// <summary>Whether a moment of one name is mostly not later than one of another, though nobody would wonder much.</summary>
    /// <param name="earlier">The one name.</param>
    /// <param name="later">The other.</param>
    /// <param name="isOffer">Whether the row is an offer.</param>
    public static bool MostlyPrecedes(MomentName earlier, MomentName later, bool isOffer) => Precedes(earlier, later) || (earlier.Kind, later.Kind) switch
    {
        // What is sent in time is sent before it is due.
        (MomentKind.Life, MomentKind.End) => MomentMember.IsDue(later) && earlier.Stage <= MomentNames.Over || Begins(earlier, later),
        (MomentKind.Life, MomentKind.Start) => earlier.Stage <= MomentNames.Created && (later.Period == "valid" || isOffer),
        (MomentKind.Start or MomentKind.End, MomentKind.Life) => IsLast(later),
        _ => false,
    };

    /// <summary>Whether a moment is when that began which ends at another: a start, or when it happened (<c>procedure_date</c> and <c>procedure_end_date</c>).</summary>
    public static bool Begins(MomentName earlier, MomentName end) =>
        earlier.Kind == MomentKind.Start ? earlier.Period == end.Period : earlier.Kind == MomentKind.Life && end.Period.Length > 0 && earlier.Event == end.Period;

    /// <summary>Whether it is when the row was changed last, after all that it tells of has come.</summary>
    public static bool IsLast(MomentName name) => name is { Kind: MomentKind.Life, Stage: MomentNames.Updated };
}
