using System.Globalization;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds columns that say something of a thing that may not be there: the reason of no scrap, the approval of no card, the unit of no weight.</summary>
/// <param name="table">The table.</param>
/// <param name="steps">The steps that fill the row.</param>
/// <param name="drawn">For each column that is drawn a step that does it alone.</param>
sealed class Absences(TableContext table, IReadOnlyList<BatchStep> steps, IReadOnlyDictionary<int, SourceStep> drawn)
{
    const int ShortestStem = 4;

    readonly HashSet<int> _written = [.. steps.SelectMany(s => s.Writes)];

    static readonly string[] Empty = ["id", "fk", "code", "key", "unit", "uom", "measure", "of", "measurement"];

    /// <summary>The steps.</summary>
    public IReadOnlyList<BatchStep> Find() => [.. Steps()];

    IEnumerable<BatchStep> Steps()
    {
        foreach (var column in Enumerable.Range(0, table.Table.Columns.Count).Where(MayBeNull))
        {
            var words = ColumnWords.OfColumn(table.ColumnAt(column).Name).Words;
            if ((Counted(words) ?? Named(column, words) ?? Measured(column, words) ?? Done(column, words)) is { } thing && thing != column)
                yield return new AbsentStep(steps.Last(s => s.Writes.Contains(column)), column, thing, [.. table.References.Where(r => r.Columns.Contains(column)).Select(r => r.Index)]);
        }
    }

    /// <summary>Whether nobody minds that a column is NULL.</summary>
    bool MayBeNull(int column) =>
        !table.ColumnAt(column).NotNull && !table.Constraints.DomainOf(table.ColumnAt(column).Name).NotNull && table.ColumnAt(column).Default is null
        && !table.Table.UniqueKeys.Any(k => k.Columns.Contains(table.ColumnAt(column).Name))
        && (drawn.TryGetValue(column, out var own) ? own.Source.Origin != SourceOrigin.Override : _written.Contains(column) && table.References.Where(r => r.Columns.Contains(column)).ToList() is [{ Columns: [_], IsPickable: true }]);

    /// <summary>How many pieces a reason is about: <c>scrapped_qty</c> for <c>scrap_reason_id</c>.</summary>
    int? Counted(IReadOnlyList<string> words)
    {
        var at = words.ToList().IndexOf("reason");
        if (at < 1 || words[at - 1].Length < ShortestStem)
            return null;
        var stem = words[at - 1];
        return Find(c => Numbers.IsNumber(table.ColumnAt(c).Type.Underlying) && ColumnWords.OfColumn(table.ColumnAt(c).Name).Words is var other && other.Count > 1 && other.Any(w => w.StartsWith(stem, StringComparison.Ordinal) && w.EndsWith("ed", StringComparison.Ordinal)));
    }

    /// <summary>The reference to what a text tells more of: <c>credit_card_id</c> for <c>credit_card_approval_code</c>.</summary>
    int? Named(int column, IReadOnlyList<string> words) =>
        !drawn.ContainsKey(column) || table.Codecs[column].ValueType != typeof(string) ? null
        : table.References.Where(r => r is { Columns: [var only], IsPickable: true } && r.Nullable.Contains(only) && !words.SequenceEqual(Bare(only)) && Bare(only) is { Count: > 0 } thing && words.Take(thing.Count).SequenceEqual(thing))
            .Select(r => (int?)r.Columns[0]).FirstOrDefault();

    /// <summary>What a unit is one of: <c>weight</c> for <c>weight_unit_code</c>.</summary>
    int? Measured(int column, IReadOnlyList<string> words) =>
        words.Any(w => w is "unit" or "uom") && MeasureUnits.Of(table.Table, table.ColumnAt(column)) is not null && Bare(column) is { Count: > 0 } measure
            ? Find(c => c != column && !table.ColumnAt(c).NotNull && ColumnWords.OfColumn(table.ColumnAt(c).Name).Words.SequenceEqual(measure))
            : null;

    /// <summary>When the work was done of which a number tells how much it took: <c>actual_end_date</c> for <c>actual_cost</c>.</summary>
    int? Done(int column, IReadOnlyList<string> words) =>
        words.Count > 1 && MomentNames.IsDone(words[0]) && Numbers.IsNumber(table.ColumnAt(column).Type.Underlying)
            ? FindMoment(MomentKind.End) ?? FindMoment(MomentKind.Start)
            : null;

    int? FindMoment(MomentKind kind) =>
        Find(c => Dates.IsMoment(table.ColumnAt(c).Type.Underlying) && MomentNames.Of(table.ColumnAt(c).Name) is { } moment && moment.Kind == kind && MomentNames.IsDone(moment.Period));

    IReadOnlyList<string> Bare(int column) => [.. ColumnWords.OfColumn(table.ColumnAt(column).Name).Words.Where(w => !Empty.Contains(w))];

    int? Find(Func<int, bool> isMeant) => Enumerable.Range(0, table.Table.Columns.Count).Where(c => _written.Contains(c) && isMeant(c)).Select(c => (int?)c).FirstOrDefault();
}

/// <summary>Makes a cell NULL where what it speaks of is not there: NULL, or none.</summary>
/// <param name="filled">Fills the column.</param>
/// <param name="column">The column.</param>
/// <param name="thing">The column of what it speaks of.</param>
/// <param name="references">The numbers of the references that have no parent then.</param>
sealed class AbsentStep(BatchStep filled, int column, int thing, IReadOnlyList<int> references) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads { get; } = [thing];

    public override ColumnAccount AccountFor(int _)
    {
        var account = filled.AccountFor(column);
        return account with { Reason = account.Reason + "; NULL where what it speaks of is not there", With = [.. account.With.Union([thing]).Order()] };
    }

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        var (cells, things) = (batch.Columns[column]!, batch.Columns[thing]!);
        for (var row = start; row < end; row++)
        {
            if (!things.IsNull(row) && !(things.GetValue(row) is var value and not (string or DateTime or DateOnly) && value is IConvertible && Convert.ToDecimal(value, CultureInfo.InvariantCulture) == 0))
                continue;
            cells.SetNull(row);
            foreach (var reference in references)
                batch.SetPick(reference, row, RowBatch.NoPick);
        }
    }
}
