using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns of an offer: a coupon, a promotion, a price rule.</summary>
static class OfferNames
{
    static readonly HashSet<string> Offers = new("offer|promotion|promo|coupon|voucher|discount|deal|campaign|gutschein|angebot|oferta|promocion|cupon|offre|remise".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Values = new("discount value|value|discount amount|discount|amount off|amount|rabatt".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Pieces = new("min qty|min quantity|minimum quantity|minimum qty|mindestmenge|quantite minimum|cantidad minima".Split('|'), StringComparer.Ordinal);

    static readonly HashSet<string> MostPieces = new("max qty|max quantity|maximum quantity|maximum qty|hoechstmenge|quantite maximum|cantidad maxima".Split('|'), StringComparer.Ordinal);

    static readonly HashSet<string> Minimums = new(
        "minimum purchase amount|min purchase amount|minimum purchase|min purchase|minimum order amount|min order amount|minimum order value|min order value|minimum order|min order|minimum spend|min spend|minimum amount|min amount|mindestbestellwert|montant minimum|importe minimo".Split('|'), StringComparer.Ordinal);

    /// <summary>The columns of a table's offers; null where its rows are none, or nothing of them is to be filled.</summary>
    /// <param name="table">The table.</param>
    /// <param name="given">The columns that other steps give.</param>
    /// <param name="drawn">The columns that are still to be drawn by what they are called.</param>
    public static OfferColumns? Find(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
    {
        if (!Offers.Contains(ColumnWords.OfTable(table.Table.Name.Name).Words[^1]))
            return null;
        string? RoleOf(int column) => RuleSources.Meanings(table.Table, table.ColumnAt(column)).FirstOrDefault().Role;
        string NameOf(int column) => string.Join(' ', ColumnWords.OfColumn(table.ColumnAt(column).Name).Words);
        int? Read(params string[] roles) => Enumerable.Range(0, table.Table.Columns.Count).Where(c => (given.Contains(c) || drawn.ContainsKey(c)) && table.Codecs[c].ValueType == typeof(string) && roles.Contains(RoleOf(c))).Select(c => (int?)c).FirstOrDefault();
        SourceStep? Number(Func<SourceStep, bool> isMeant) => drawn.Values.Where(d => d.Source is IOrderedSource { Step: > 0 } and not (TypedSource<DateTime> or TypedSource<DateOnly> or TypedSource<string>) && isMeant(d)).OrderBy(d => d.Column).FirstOrDefault();
        var percent = Number(d => d.Source.Name == "discount_percent" || RoleOf(d.Column) == "discount_percent");
        var pieces = Number(d => Pieces.Contains(NameOf(d.Column)));
        var description = table.Locale.StartsWith("en", StringComparison.Ordinal) ? drawn.Values.FirstOrDefault(d => d.Source.Name == "offer_description") : null;
        var columns = new OfferColumns(
            Read("offer_type", "discount_type"), Read("category"), percent ?? Number(d => Values.Contains(NameOf(d.Column))), Number(d => Minimums.Contains(NameOf(d.Column))), pieces, pieces is null ? null : Number(d => MostPieces.Contains(NameOf(d.Column))),
            description, description is null ? null : table.Sources.ShapeOf(table.Table, table.ColumnAt(description.Column), table.Constraints.DomainOf(table.ColumnAt(description.Column).Name)))
        { IsPercent = percent is not null };
        return columns.Own.Count > 0 && columns is { Type: not null } or { Description: not null, Value: not null } ? columns : null;
    }
}
