using System.Globalization;
using FraiseqlData.Corpus.Filling;

namespace FraiseqlData.Corpus.Reporting;

/// <summary>The report for people.</summary>
public static class ReportText
{
    const int ShownErrors = 10;

    /// <summary>Writes a schema's line and what is to be said of its tables.</summary>
    public static void Write(TextWriter writer, SchemaReport report)
    {
        writer.WriteLine($"{report.Schema}: {Counts([report])}, {Seconds(report.Seconds)} (confirmed in {Seconds(report.ConfirmSeconds)})");
        foreach (var error in report.ScriptErrors.Take(ShownErrors))
            writer.WriteLine($"  script      {error}");
        if (report.ScriptErrors.Count > ShownErrors)
            writer.WriteLine($"  script      and {report.ScriptErrors.Count - ShownErrors} more errors");
        WriteGrouped(writer, "skipped", report.Of(TableOutcome.Skipped));
        foreach (var table in report.Of(TableOutcome.AtCapacity))
            writer.WriteLine($"  at capacity {table.Table}: {table.Rows} rows; {table.Reason}");
        foreach (var note in report.Notes)
            writer.WriteLine($"  failed      {note}");
        WriteGrouped(writer, "failed", report.Of(TableOutcome.Failed));
    }

    /// <summary>Writes the sums of all schemas.</summary>
    public static void WriteTotal(TextWriter writer, IReadOnlyList<SchemaReport> reports) =>
        writer.WriteLine($"{reports.Count} schemas: {Counts(reports)}, {Seconds(reports.Sum(r => r.Seconds))}");

    static void WriteGrouped(TextWriter writer, string outcome, IEnumerable<TableReport> tables)
    {
        foreach (var group in tables.GroupBy(t => t.Reason))
            writer.WriteLine($"  {outcome,-11} {string.Join(", ", group.Select(t => t.Table))}: {group.Key}");
    }

    static string Counts(IReadOnlyList<SchemaReport> reports)
    {
        int Count(TableOutcome outcome) => reports.Sum(r => r.Of(outcome).Count());
        return $"{reports.Sum(r => r.Tables.Count)} tables, {Count(TableOutcome.Filled)} filled, {Count(TableOutcome.AtCapacity)} at capacity, "
            + $"{Count(TableOutcome.Skipped)} skipped, {Count(TableOutcome.Failed)} failed";
    }

    static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
