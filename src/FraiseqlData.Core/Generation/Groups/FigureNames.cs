using FraiseqlData.Generation.Rules;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds figures of a business that keep a proportion, by their names: <c>sales_ytd</c>, <c>sales_last_year</c> and <c>cost_ytd</c>, <c>safety_stock</c> and <c>reorder_point</c>.</summary>
static class FigureNames
{
    static readonly string[] Years = ["", "ytd", "this year", "current year", "year", "last year", "previous year", "prior year"];

    const int FirstOfLast = 5;

    static readonly (string[] Things, int Least, int Most)[] Figures =
    [
        (["sales", "revenue", "turnover", "income", "umsatz", "chiffre affaires", "ventas"], 100, 100),
        (["sales quota", "quota", "sales target", "target", "revenue target", "forecast"], 85, 125),
        (["cost", "costs", "expenses", "expense", "kosten", "couts", "gastos"], 45, 82),
        (["profit", "net income", "margin amount", "gewinn", "benefice", "beneficio"], 5, 22),
    ];

    // What others are part of, and the part.
    static readonly (string Name, string Of, int Least, int Most)[] Parts =
    [
        .. Spelled("reorder point|reorder level|min stock|minimum stock", "safety stock level|safety stock", 60, 85),
        .. Spelled("reorder point|reorder level|min stock|minimum stock|min stock level", "max stock|maximum stock|max stock level", 10, 35),
        .. Spelled("reorder quantity|reorder qty", "max stock|maximum stock|max stock level", 40, 80),
    ];

    /// <summary>For columns the one that they keep a proportion to, and the least and greatest part of it in hundredths.</summary>
    /// <param name="names">The columns' names by their indexes.</param>
    public static IEnumerable<(int Column, int Lead, (int Least, int Most) Share)> Of(IReadOnlyList<(int Column, string Name)> names)
    {
        var words = names.Select(n => (n.Column, Words: string.Join(' ', ColumnWords.OfColumn(n.Name).Words))).ToList();
        foreach (var (column, name) in words)
        {
            if (Parts.Where(p => p.Name == name).SelectMany(p => words.Where(w => w.Words == p.Of).Select(w => (column, w.Column, (p.Least, p.Most)))).FirstOrDefault() is { Item3.Most: > 0 } part)
                yield return part;
        }
        var figures = words.Select(w => (w.Column, Figure: Read(w.Words))).Where(f => f.Figure is not null).Select(f => (f.Column, f.Figure!.Value.Thing, f.Figure!.Value.Year)).OrderBy(f => f.Thing).ThenBy(f => f.Year).ToList();
        // A figure without a year is one of many things; two of them tell of one business where one names its year.
        if (figures.Count < 2 || figures.TrueForAll(f => f.Year == 0) || figures[0].Thing != 0)
            yield break;
        foreach (var (column, thing, year) in figures.Skip(1))
        {
            // Each goes by what was sold in its own year, sales by those of the first one.
            var lead = thing == 0 ? figures[0] : figures.Where(f => f.Thing == 0).OrderBy(f => IsLast(f.Year) != IsLast(year)).First();
            var (least, most) = thing == 0 ? (78, 118) : (Figures[thing].Least, Figures[thing].Most);
            yield return (column, lead.Column, (least, most));
        }
    }

    static bool IsLast(int year) => year >= FirstOfLast;

    static (int Thing, int Year)? Read(string name)
    {
        for (var year = Years.Length - 1; year >= 0; year--)
        {
            var thing = Years[year].Length == 0 ? name : name.EndsWith(" " + Years[year], StringComparison.Ordinal) ? name[..^(Years[year].Length + 1)] : name.StartsWith(Years[year] + " ", StringComparison.Ordinal) ? name[(Years[year].Length + 1)..] : null;
            if (thing is not null && Array.FindIndex(Figures, f => f.Things.Contains(thing)) is >= 0 and var found)
                return (found, year);
        }
        return null;
    }

    static IEnumerable<(string Name, string Of, int Least, int Most)> Spelled(string names, string of, int least, int most) =>
        names.Split('|').SelectMany(n => of.Split('|').Select(o => (n, o, least, most)));
}
