namespace FraiseqlData.Generation;

/// <summary>Fills columns with the steps of the row's locale.</summary>
/// <param name="locales">Says which locale a row has.</param>
/// <param name="steps">For each locale the steps that fill the columns, in order.</param>
sealed class MixedLocalesStep(RowLocales locales, IReadOnlyList<IReadOnlyList<BatchStep>> steps) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [.. steps.SelectMany(s => s).SelectMany(s => s.Writes).Distinct().Order()];

    public override IReadOnlyList<int> Reads => [.. steps.SelectMany(s => s).SelectMany(s => s.Reads).Distinct().Except(Writes)];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column)
    {
        var account = steps[0].First(s => s.Writes.Contains(column)).AccountFor(column);
        return account with { Reason = $"{account.Reason}; each row in one of {string.Join(", ", locales.Codes)}" };
    }

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        for (var (first, row) = (start, start); row < end; first = row)
        {
            var locale = locales.Of(batch, first);
            do
                row++;
            while (row < end && locales.Of(batch, row) == locale);
            foreach (var step in steps[locale])
                step.Fill(batch, first, row, attempt);
        }
    }

    /// <summary>
    /// Joins the steps of several locales: where these fill the same columns by different steps, all of them are one. Moments and single numbers are the same in
    /// all locales.
    /// </summary>
    /// <param name="locales">Says which locale a row has.</param>
    /// <param name="steps">For each locale steps that fill the same columns, in order.</param>
    /// <param name="isText">Whether a column holds texts.</param>
    public static IReadOnlyList<BatchStep> Join(RowLocales locales, IReadOnlyList<IReadOnlyList<BatchStep>> steps, Func<int, bool> isText)
    {
        var parts = new List<HashSet<int>>();
        foreach (var writes in steps.SelectMany(s => s).Select(s => s.Writes))
        {
            var joined = parts.FindAll(p => p.Overlaps(writes));
            parts.RemoveAll(joined.Contains);
            parts.Add([.. joined.SelectMany(p => p), .. writes]);
        }
        var left = parts.ConvertAll(p => Part(locales, steps, p, isText));
        var joint = new List<BatchStep>();
        while (left.Count > 0)
        {
            var open = left.SelectMany(s => s.Writes).ToHashSet();
            // What locales read of each other in a circle is filled together.
            if (left.Find(s => !s.Reads.Any(r => open.Contains(r) && !s.Writes.Contains(r))) is not { } next)
                return [.. joint, new MixedLocalesStep(locales, [.. steps.Select(own => (IReadOnlyList<BatchStep>)[.. own.Where(s => s.Writes.Any(open.Contains))])])];
            _ = left.Remove(next);
            joint.Add(next);
        }
        return joint;
    }

    static BatchStep Part(RowLocales locales, IReadOnlyList<IReadOnlyList<BatchStep>> steps, HashSet<int> columns, Func<int, bool> isText)
    {
        List<IReadOnlyList<BatchStep>> own = [.. steps.Select(s => (IReadOnlyList<BatchStep>)[.. s.Where(x => x.Writes.Any(columns.Contains))])];
        return own[0] is [SourceStep or Groups.MomentStep] && !columns.Any(isText) ? own[0][0] : new MixedLocalesStep(locales, own);
    }
}
