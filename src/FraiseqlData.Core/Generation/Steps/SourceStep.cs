using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a column from its source, with NULLs at a given ratio.</summary>
/// <param name="column">The column.</param>
/// <param name="source">The source.</param>
/// <param name="streamKey">The column's stream.</param>
/// <param name="nullRatio">The share of NULLs, from 0 to 1.</param>
/// <param name="mostInTurn">The names of a list that is no longer are given in turn, so that none stands twice before all have been used; 0 to draw all values.</param>
sealed class SourceStep(int column, ValueSource source, ulong streamKey, double nullRatio, ulong mostInTurn = 0) : BatchStep
{
    const ulong SecondThought = 0xA0761D6478BD642F;

    readonly ulong _turns = source is TextSource { Origin: SourceOrigin.Name } texts && texts.TextCount <= mostInTurn ? texts.TextCount : 0;

    public override IReadOnlyList<int> Writes { get; } = [column];

    public override bool IsDrawn => true;

    public int Column => column;

    public ValueSource Source => source;

    /// <summary>The same step with another source.</summary>
    public SourceStep With(ValueSource other) => new(column, other, streamKey, nullRatio, mostInTurn);

    /// <summary>A stream for a cell that cannot keep what its own stream gave.</summary>
    public CellRandom SecondThoughtOf(RowBatch batch, int row, int attempt) => CellRandom.For(streamKey ^ SecondThought, batch.InstanceOf(row), attempt);

    public override ColumnAccount AccountFor(int _) => ColumnAccount.Of(source) with { NullRatio = nullRatio };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Columns[column]!;
        var nulls = NullChance.Of(nullRatio, attempt);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            if (nulls > 0 && random.Chance(nulls))
                target.SetNull(row);
            else
                Write(target, batch, row, attempt, random);
        }
    }

    /// <summary>Fills a cell that is not to be NULL.</summary>
    public void Draw(RowBatch batch, int row, int attempt)
    {
        var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
        // As in a row that could have been NULL.
        if (NullChance.Of(nullRatio, attempt) > 0)
            _ = random.NextUInt64();
        Write(batch.Columns[column]!, batch, row, attempt, random);
    }

    void Write(ColumnVector target, RowBatch batch, int row, int attempt, CellRandom random)
    {
        var cell = new CellContext(batch, row);
        // What a constraint refused is drawn anew.
        if (_turns > 0 && attempt == 0)
            source.WriteDistinct(target, row, (ulong)cell.Instance % _turns, random, cell);
        else
            source.Write(target, row, random, cell);
    }

    /// <summary>Makes a cell NULL where the column's ratio of NULLs says so.</summary>
    public bool TryNull(RowBatch batch, int row, int attempt)
    {
        var nulls = NullChance.Of(nullRatio, attempt);
        if (nulls <= 0 || !CellRandom.For(streamKey, batch.InstanceOf(row), attempt).Chance(nulls))
            return false;
        batch.Columns[column]!.SetNull(row);
        return true;
    }
}

/// <summary>Fills columns with NULL.</summary>
/// <param name="columns">The columns.</param>
/// <param name="reason">Why, in words.</param>
sealed class NullStep(IReadOnlyList<int> columns, string reason) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int _) => new("null", reason) { NullRatio = 1 };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var column in Writes)
        {
            for (var row = start; row < end; row++)
                batch.Columns[column]!.SetNull(row);
        }
    }
}

/// <summary>The share of NULLs in an attempt.</summary>
static class NullChance
{
    const int PatientAttempts = 8;

    /// <summary>
    /// The column's own ratio at first. When a row was refused often, NULL or not is likely what the constraint is about
    /// (<c>num_nonnulls(a, b) = 1</c>), so both become equally likely.
    /// </summary>
    public static double Of(double ratio, int attempt) => ratio > 0 && attempt > PatientAttempts ? 0.5 : ratio;
}
