using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>How often columns that may be NULL are empty in real tables, by what they hold.</summary>
static class UsualNulls
{
    // At this ratio of the plan the shares are those of the table.
    const double Plain = 0.1;

    // A row that people call by its name has one, as a rule, and so have sums.
    const double OfNames = 0.001;

    const double OfRareMoments = 0.85;

    // What is lent comes back.
    static readonly string[] Loans = ["rental", "loan", "lending", "borrowing", "checkout", "lease", "hire", "ausleihe", "location", "emprunt", "prestamo", "alquiler"];

    static readonly Dictionary<string, double> Shares = new(StringComparer.Ordinal)
    {
        ["address_line_2"] = 0.85,
        ["name_suffix"] = 0.95,
        ["middle_name"] = 0.5,
    };

    /// <summary>The share of NULLs of a column; 0 and 1 stay what they are, between them it follows the plan's ratio.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="generator">The name of the column's generator.</param>
    /// <param name="ratio">The plan's ratio, from 0 to 1.</param>
    public static double Of(Table table, Column column, string generator, double ratio)
    {
        var share = Shares.TryGetValue(generator, out var known) ? known
            : Dates.IsMoment(column.Type.Underlying) && MomentNames.Of(column.Name) is { } moment && MomentNames.IsRare(moment.Event) && !IsReturnOfLoan(table, moment) ? OfRareMoments
            : ColumnHabits.IsName(table, column) || MoneyNames.Of(table.Name.Name, column.Name) is MoneyRole.Gross or MoneyRole.Net or MoneyRole.LineTotal ? OfNames
            : Plain;
        return Math.Pow(ratio, Math.Log(share) / Math.Log(Plain));
    }

    static bool IsReturnOfLoan(Table table, MomentName moment) => moment.Event == "returned" && ColumnWords.OfTable(table.Name.Name).Words.Any(Loans.Contains);
}
