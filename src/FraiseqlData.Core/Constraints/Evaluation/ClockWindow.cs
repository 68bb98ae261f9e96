namespace FraiseqlData.Constraints.Evaluation;

/// <summary>
/// What is assumed of the server's clock and the session's time zone, neither of which a reproducible plan may read: the clock stands
/// somewhere
/// between two instants, the zone is any. A condition counts as decided where both ends agree.
/// </summary>
/// <param name="Earliest">The least that the clock can show, in UTC: the plan's reference date.</param>
/// <param name="Latest">The most that the clock can show, in UTC.</param>
sealed record ClockWindow(DateTime Earliest, DateTime Latest)
{
    const int Years = 10;

    static readonly TimeSpan[] Offsets = [TimeSpan.FromHours(-12), TimeSpan.FromHours(14)];

    /// <summary>The window that opens at a plan's reference date.</summary>
    public static ClockWindow From(DateTime referenceDate)
    {
        var earliest = DateTime.SpecifyKind(referenceDate, DateTimeKind.Unspecified);
        return new ClockWindow(earliest, earliest.Year > DateTime.MaxValue.Year - Years ? DateTime.MaxValue : earliest.AddYears(Years));
    }

    /// <summary>The values that an expression has over the window; one where it depends on neither clock nor zone.</summary>
    public List<object?> Values(Node node, Func<string, object?> valueOf, Dependencies extra = Dependencies.None)
    {
        var dependencies = node.Dependencies | extra;
        var values = new List<object?>(4);
        foreach (var context in Contexts(dependencies, valueOf))
            values.Add(node.Evaluate(context));
        return values;
    }

    /// <summary>The situations that an expression of these dependencies is to be looked at in.</summary>
    public IEnumerable<EvaluationContext> Contexts(Dependencies dependencies, Func<string, object?> valueOf)
    {
        var hasClock = dependencies.HasFlag(Dependencies.Clock);
        var hasZone = dependencies.HasFlag(Dependencies.Zone);
        for (var clock = 0; clock < (hasClock ? 2 : 1); clock++)
        {
            for (var zone = 0; zone < (hasZone ? 2 : 1); zone++)
                yield return new EvaluationContext(valueOf, clock == 0 ? Earliest : Latest, hasZone ? Offsets[zone] : TimeSpan.Zero);
        }
    }
}
