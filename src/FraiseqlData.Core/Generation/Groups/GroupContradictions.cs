using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>Refuses constants of the user's that contradict each other: a city that does not lie in the country, an end before its start, amounts that do not add up.</summary>
static class GroupContradictions
{
    static readonly string[] CountryRoles = ["country", "country_code", "country_code_3"];

    /// <summary>Checks what the user gives the columns of a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="constants">The values by the columns' indexes.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideContradiction</c>.</exception>
    public static void Check(TableContext table, IReadOnlyDictionary<int, object> constants)
    {
        if (constants.Count < 2)
            return;
        CheckPlaces(table, constants);
        CheckMoments(table, constants);
        CheckAmounts(table, constants);
    }

    static void CheckPlaces(TableContext table, IReadOnlyDictionary<int, object> constants)
    {
        var places = constants.Where(c => c.Value is string).Select(c => (Column: c.Key, Text: (string)c.Value, Meaning: table.Run.Compiler.MeaningOf(table.Table, c.Key, null)))
            .Where(c => c.Meaning is { } m && PlaceRoles.Steers(m.Role)).ToList();
        foreach (var group in places.GroupBy(p => p.Meaning!.Value.Qualifier).Where(g => g.Count() > 1))
        {
            var parts = PlaceParts.None;
            var known = true;
            foreach (var (_, text, meaning) in group)
            {
                var alone = With(PlaceParts.None, meaning!.Value.Role, text);
                known &= PlaceCatalog.Default.Narrow(table.Locale, alone).Unmatched == PlacePart.None;
                parts = With(parts, meaning.Value.Role, text);
            }
            // Places that are not known here may well be where the user says.
            if (known && PlaceCatalog.Default.Narrow(table.Locale, parts).Unmatched != PlacePart.None)
                throw GenerationErrors.OverridesContradict(table.Table, [.. group.Select(p => (table.ColumnAt(p.Column), (object)p.Text))], "there is no such place");
        }
    }

    static PlaceParts With(PlaceParts parts, string role, string text) => role switch
    {
        _ when CountryRoles.Contains(role) => parts with { Country = text },
        "state" or "state_code" => parts with { Region = text },
        "city" => parts with { City = text },
        _ => parts with { Postcode = text },
    };

    static void CheckMoments(TableContext table, IReadOnlyDictionary<int, object> constants)
    {
        var moments = constants.Select(c => (Column: c.Key, Value: TicksOf(c.Value), Name: MomentNames.Of(table.ColumnAt(c.Key).Name))).Where(m => m is { Value: not null, Name: not null }).ToList();
        foreach (var earlier in moments)
        {
            foreach (var later in moments.Where(l => MomentOrder.Precedes(earlier.Name!.Value, l.Name!.Value) && l.Value < earlier.Value))
                throw GenerationErrors.OverridesContradict(table.Table, [(table.ColumnAt(earlier.Column), constants[earlier.Column]), (table.ColumnAt(later.Column), constants[later.Column])], "the second would be before the first");
        }
    }

    static long? TicksOf(object value) => value switch { DateTime time => time.Ticks, DateOnly date => date.DayNumber * TimeSpan.TicksPerDay, _ => null };

    static void CheckAmounts(TableContext table, IReadOnlyDictionary<int, object> constants)
    {
        var roles = Enumerable.Range(0, table.Table.Columns.Count).Select(c => (Column: c, Role: MoneyNames.Of(table.Table.Name.Name, table.ColumnAt(c).Name))).Where(c => c.Role is not null)
            .DistinctBy(c => c.Role).ToDictionary(c => c.Role!.Value, c => c.Column);
        // Where there is nothing between price and total but the quantity.
        if (roles.Keys.Any(r => r is MoneyRole.Discount or MoneyRole.DiscountRate or MoneyRole.Tax or MoneyRole.TaxRate or MoneyRole.Shipping))
            return;
        var total = roles.TryGetValue(MoneyRole.LineTotal, out var line) ? line : roles.TryGetValue(MoneyRole.Gross, out var gross) ? gross : -1;
        if (total >= 0 && Number(total) is { } sum && roles.TryGetValue(MoneyRole.Quantity, out var pieces) && Number(pieces) is { } quantity
            && roles.TryGetValue(MoneyRole.UnitPrice, out var price) && Number(price) is { } unit && Math.Abs(quantity * unit - sum) > 0.01m)
        {
            throw GenerationErrors.OverridesContradict(
                table.Table, [.. new[] { pieces, price, total }.Select(c => (table.ColumnAt(c), constants[c]))],
                string.Create(CultureInfo.InvariantCulture, $"{quantity} times {unit} is {quantity * unit}"));
        }

        decimal? Number(int column) => constants.TryGetValue(column, out var value) && value is not (string or bool) and IConvertible ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;
    }
}
