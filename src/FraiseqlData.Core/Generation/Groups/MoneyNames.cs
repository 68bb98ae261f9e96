using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>What a column of amounts holds.</summary>
enum MoneyRole
{
    Quantity,
    UnitPrice,
    LineTotal,
    DiscountRate,
    Discount,
    Net,
    TaxRate,
    Tax,
    Shipping,
    Gross,
    Currency,

    /// <summary>What a thing costs its seller: below its price.</summary>
    Cost,

    /// <summary>A price that the thing is said to be worth: above its price.</summary>
    ListPrice,

    /// <summary>A price that is lower for a while.</summary>
    SalePrice,
}

/// <summary>Reads the names of columns of amounts: English, German, French and Spanish.</summary>
static class MoneyNames
{
    static readonly Dictionary<string, MoneyRole> Roles = new (MoneyRole Role, string Names)[]
    {
        (MoneyRole.Quantity, "quantity|qty|pieces|units|ordered quantity|quantity ordered|order qty|item count|menge|anzahl|stueckzahl|quantite|cantidad"),
        (MoneyRole.UnitPrice, "unit price|price|price each|price per unit|item price|price at time|price at purchase|einzelpreis|preis|prix unitaire|prix|precio unitario|precio"),
        (MoneyRole.LineTotal, "subtotal|sub total|line total|items total|extended price|line amount|zwischensumme|sous total"),
        (MoneyRole.DiscountRate, "discount percent|discount pct|discount rate|discount percentage|unit price discount|rabatt prozent|taux remise"),
        (MoneyRole.Discount, "discount|discount amount|discount total|total discount|rabatt|remise|descuento"),
        (MoneyRole.Net, "net|net amount|net total|total net|net price|amount net|amount excl tax|total excl tax|netto|nettobetrag|montant ht|total ht|importe neto"),
        (MoneyRole.TaxRate, "tax rate|vat rate|tax percent|tax percentage|vat percent|tax pct|mwst satz|steuersatz|taux tva|tipo iva"),
        (MoneyRole.Tax, "tax|tax amount|tax amt|vat|vat amount|sales tax|tax total|total tax|mwst|mwst betrag|steuer|steuerbetrag|tva|montant tva|iva"),
        (MoneyRole.Shipping, "shipping|shipping amount|shipping cost|shipping fee|shipping total|shipping price|freight|delivery fee|delivery cost|versandkosten|frais de port"),
        (MoneyRole.Gross, "total|gross|gross amount|gross total|total gross|grand total|total amount|total price|total due|amount due|order total|invoice total|invoice amount|amount total|amount incl tax|total incl tax|brutto|bruttobetrag|gesamt|gesamtbetrag|gesamtsumme|montant ttc|total ttc|importe total"),
        (MoneyRole.Currency, "currency|currency code|currency iso|waehrung|devise|moneda"),
        (MoneyRole.Cost, "cost|unit cost|standard cost|cost price|purchase price|wholesale price|einkaufspreis|cout|costo"),
        (MoneyRole.ListPrice, "list price|compare at price|original price|msrp|rrp|recommended price|regular price|listenpreis|uvp"),
        (MoneyRole.SalePrice, "sale price|special price|discounted price|promo price|promotional price|aktionspreis"),
    }.SelectMany(r => r.Names.Split('|').Select(n => (n, r.Role))).ToDictionary(StringComparer.Ordinal);

    static readonly HashSet<string> Noise = new(["eur", "usd", "gbp", "chf", "cents", "cent", "minor", "value"], StringComparer.Ordinal);

    /// <summary>Whether a column can hold amounts that follow others.</summary>
    public static bool IsAmount(Column column) => !column.IsGenerated && column.Type.Underlying.Name.Name is "numeric" or "float4" or "float8" or "int4" or "int8";

    /// <summary>Whether two columns count in the same unit: both in whole numbers, which may be cents, or neither.</summary>
    public static bool CountAlike(Column one, Column other) => IsWhole(one) == IsWhole(other);

    /// <summary>What the column holds, or null where its name speaks of no amount.</summary>
    /// <param name="table">The name of its table, which the column's name may begin with.</param>
    /// <param name="column">The column's name.</param>
    public static MoneyRole? Of(string table, string column)
    {
        var words = ColumnWords.OfColumn(column);
        return Find(words) ?? (words.Without(ColumnWords.OfTable(table)) is { } own ? Find(own) : null);
    }

    static MoneyRole? Find(ColumnWords words) =>
        Roles.TryGetValue(string.Join(' ', words.Words.Where(w => !Noise.Contains(w))), out var role) ? role : null;

    static bool IsWhole(Column column) => column.Type.Underlying.Name.Name is "int4" or "int8";
}
