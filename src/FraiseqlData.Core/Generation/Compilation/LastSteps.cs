namespace FraiseqlData.Generation;

/// <summary>The steps that read what others have written into the row: templates, scripts, identifiers.</summary>
sealed class LastSteps(TableContext table)
{
    readonly List<BatchStep> _steps = [];

    /// <summary>Whether rows cannot be made twice, so that the server cannot judge them before they are sent.</summary>
    public bool CallsUserCode => _steps.Exists(s => s.CallsUserCode);

    public void Add(BatchStep step) => _steps.Add(step);

    /// <summary>All steps of a row: the others, and behind them these, what reads a column after what writes it.</summary>
    /// <param name="others">The steps that read nothing of these.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: templates name each other in a circle, or a column without a value.</exception>
    public IReadOnlyList<BatchStep> Behind(IReadOnlyList<BatchStep> others)
    {
        var written = others.SelectMany(s => s.Writes).ToHashSet();
        var (waiting, ordered) = (new List<BatchStep>(_steps), new List<BatchStep>(others));
        while (waiting.Count > 0)
        {
            if (waiting.Find(s => s.Reads.All(written.Contains)) is not { } next)
                throw OverrideRules.Unready(table, waiting, written);
            if (next is ISeesRow code)
                code.Sees([.. written.Order()]);
            _ = waiting.Remove(next);
            ordered.Add(next);
            written.UnionWith(next.Writes);
        }
        return ordered;
    }
}
