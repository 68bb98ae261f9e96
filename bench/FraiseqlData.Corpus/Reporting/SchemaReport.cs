using FraiseqlData.Corpus.Filling;

namespace FraiseqlData.Corpus.Reporting;

/// <summary>A table's end.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Rows">By how many rows it grew.</param>
/// <param name="Reason">Why it is not filled, or null.</param>
public sealed record TableReport(string Table, TableOutcome Outcome, long Rows, string? Reason);

/// <summary>A schema's end.</summary>
/// <param name="Schema">The script's name.</param>
/// <param name="Tables">All its tables.</param>
/// <param name="ScriptErrors">What the script itself failed at, missing extensions among it.</param>
/// <param name="Notes">What went wrong that belongs to no single table.</param>
/// <param name="Seconds">The time that filling took.</param>
/// <param name="ConfirmSeconds">The time that confirming took.</param>
public sealed record SchemaReport(
    string Schema, IReadOnlyList<TableReport> Tables, IReadOnlyList<string> ScriptErrors, IReadOnlyList<string> Notes, double Seconds, double ConfirmSeconds)
{
    /// <summary>Whether a table failed, the plan as a whole failed, or the script gave no table at all.</summary>
    public bool HasFailed => Notes.Count > 0 || Tables.Count == 0 || Of(TableOutcome.Failed).Any();

    /// <summary>The tables that ended in one way.</summary>
    public IEnumerable<TableReport> Of(TableOutcome outcome) => Tables.Where(t => t.Outcome == outcome);
}
