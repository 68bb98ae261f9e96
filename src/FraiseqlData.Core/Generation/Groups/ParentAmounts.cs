using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>How an amount follows one of what its row refers to: between two parts of it.</summary>
/// <param name="Own">The amount's column.</param>
/// <param name="Column">The parent's column.</param>
/// <param name="Least">The least part, of 1.</param>
/// <param name="Most">The greatest part, of 1.</param>
readonly record struct AmountLink(Column Own, Column Column, decimal Least, decimal Most);

/// <summary>Finds amounts of a table that follow those of what its rows refer to: a line has its product's price, a payment its invoice's total, what is bought about its cost, a history the amounts of former days.</summary>
static class ParentAmounts
{
    static readonly string[] Buying = ["purchase", "purchasing", "procurement", "supplier", "vendor", "receipt", "einkauf", "lieferant", "fournisseur", "proveedor"];
    static readonly string[] Payments = ["payment", "paiement", "zahlung", "pago"];
    static readonly HashSet<string> Paid = new("amount|paid|payment|total|betrag|montant|importe".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Costs = new("cost|unit|actual|standard|average|last|receipt|current|purchase|base|price|vendor|supplier|buying".Split('|'), StringComparer.Ordinal);

    /// <summary>The amounts of a table that follow a parent's, each once.</summary>
    public static IEnumerable<AmountLink> Of(Table parent, Table child) => Named(parent, child).Where(l => MoneyNames.CountAlike(l.Own, l.Column));

    static IEnumerable<AmountLink> Named(Table parent, Table child)
    {
        var words = ColumnWords.OfTable(child.Name.Name).Words;
        var (isPast, buys) = (MomentGroup.IsOfPast(child), words.Any(Buying.Contains));
        var hasPrice = child.Columns.Any(c => RoleOf(child, c) is MoneyRole.UnitPrice or MoneyRole.ListPrice);
        var due = words[^1] is var last && Payments.Contains(last) && !ColumnWords.OfTable(parent.Name.Name).Words.Any(Payments.Contains)
            ? parent.Columns.FirstOrDefault(c => MoneyNames.IsAmount(c) && RoleOf(parent, c) == MoneyRole.Gross) : null;
        var (price, cost) = (ToldColumns.Price(parent), parent.Columns.FirstOrDefault(c => MoneyNames.IsAmount(c) && RoleOf(parent, c) == MoneyRole.Cost));
        foreach (var own in child.Columns.Where(MoneyNames.IsAmount))
        {
            var role = RoleOf(child, own);
            if (isPast && parent.FindColumn(own.Name) is { } same && MoneyNames.IsAmount(same))
                yield return new(own, same, 0.8m, 1.02m);
            else if (due is not null && ColumnWords.OfColumn(own.Name).Words.All(Paid.Contains))
                yield return new(own, due, 1, 1);
            else if (cost is not null && (buys ? role == MoneyRole.UnitPrice || IsCost(own, "cost", "price") : !hasPrice && IsCost(own, "cost")))
                yield return new(own, cost, 0.92m, 1.08m);
            else if (price is not null && !hasPrice && role == MoneyRole.Cost)
                yield return new(own, price, 0.6m, 1);
            else if (price is not null && role == MoneyRole.UnitPrice)
                yield return new(own, price, 1, 1);
        }
    }

    /// <summary>The steps that fill such amounts.</summary>
    /// <param name="table">The table.</param>
    /// <param name="drawn">The columns that are still to be drawn.</param>
    public static IEnumerable<ParentAmountStep> Steps(TableContext table, IReadOnlyDictionary<int, SourceStep> drawn)
    {
        var joined = new HashSet<int>();
        foreach (var (reference, link, values) in table.References.Where(r => r.IsPickable).SelectMany(r => Links(table, r)))
        {
            var column = table.IndexOf(link.Own.Name);
            if (drawn.TryGetValue(column, out var own) && own.Source is IOrderedSource { Step: > 0 } && own.Source.Origin is SourceOrigin.Name or SourceOrigin.Type && joined.Add(column))
                yield return new ParentAmountStep(own, new ParentValue(reference, values), link.Least, link.Most);
        }
    }

    static IEnumerable<(TableReference Reference, AmountLink Link, Func<long, object?> Values)> Links(TableContext table, TableReference reference)
    {
        var schema = table.Run.Plan.Schema;
        var parent = schema.Get(reference.Key.ReferencedTable);
        foreach (var link in Of(parent, table.Table))
        {
            if (table.Run.ValuesOf(reference.Resolved, link.Column.Name) is { } values)
                yield return (reference, link, values.Of);
        }
        // A key that is part of the parent's leads on to what the row is about: the product of an offer's product.
        foreach (var next in parent.ForeignKeys.Where(k => !k.IsSelfReference && k.Columns.All(reference.Key.ReferencedColumns.Contains)))
        {
            foreach (var link in Of(schema.Get(next.ReferencedTable), table.Table))
            {
                if (table.Run.ValuesOver(reference.Resolved, next, link.Column.Name) is { } values)
                    yield return (reference, link, values.Of);
            }
        }
    }

    static MoneyRole? RoleOf(Table table, Column column) => MoneyNames.Of(table.Name.Name, column.Name);

    static bool IsCost(Column column, params string[] things) => ColumnWords.OfColumn(column.Name).Words is var words && things.Contains(words[^1]) && words.All(Costs.Contains);
}
