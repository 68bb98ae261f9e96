namespace FraiseqlData.Constraints.Evaluation;

/// <summary>A <see cref="RowCheck"/> that a compiled expression stands behind.</summary>
sealed class CompiledCheck(Node condition, ClockWindow window) : RowCheck
{
    readonly bool _isTimeless = (condition.Dependencies & (Dependencies.Clock | Dependencies.Zone)) == 0;

    public override CheckOutcome Evaluate(Func<string, object?> valueOf)
    {
        if (_isTimeless)
            return OutcomeOf(condition.Evaluate(new EvaluationContext(valueOf, window.Earliest, TimeSpan.Zero)));
        CheckOutcome? common = null;
        foreach (var context in window.Contexts(condition.Dependencies, valueOf))
        {
            var outcome = OutcomeOf(condition.Evaluate(context));
            if (common is { } before && before != outcome)
                return CheckOutcome.Undecidable;
            common = outcome;
        }
        return common ?? CheckOutcome.Undecidable;
    }

    // An error in a check refuses the row as well.
    static CheckOutcome OutcomeOf(object? value) =>
        value is null ? CheckOutcome.Null
        : value is true ? CheckOutcome.True
        : value is false || value == NoValue.Error ? CheckOutcome.False
        : CheckOutcome.Undecidable;
}
