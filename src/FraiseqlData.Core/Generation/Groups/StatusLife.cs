using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>The life of a thing that has a status: which events lie behind each status, in order.</summary>
sealed partial class StatusLife
{
    // To break off or not matters more than any stage on the way.
    const int BadEndWeight = 2;

    readonly Dictionary<string, string[]> _events = new(StringComparer.Ordinal);

    StatusLife(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            var (names, events) = line.Split(':') is [var left, var right] ? (left, right) : throw new InvalidOperationException($"No status: {line}");
            foreach (var name in names.Split('|'))
                _events[AsciiForm.Fold(name)] = events.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        Events = [.. _events.Values.OrderByDescending(e => e.Length).SelectMany(e => e).Distinct()];
    }

    /// <summary>All events of the life.</summary>
    public IReadOnlyList<string> Events { get; }

    /// <summary>The life that knows most of a column's statuses and a table's events; null where none knows two statuses and one event.</summary>
    /// <param name="statuses">The values that the status may have.</param>
    /// <param name="events">The events that columns tell the moment of, for example <c>shipped</c> for <c>shipped_at</c>.</param>
    public static StatusLife? Of(IEnumerable<string> statuses, IEnumerable<string> events)
    {
        var (values, names) = (statuses.Distinct().ToList(), events.Distinct().ToList());
        var best = All.MaxBy(life => values.Count(life.Knows) + 2 * names.Count(n => life.EventOf(n) is not null))!;
        return values.Count(best.Knows) >= Math.Min(2, values.Count) && names.Any(n => best.EventOf(n) is not null) ? best : null;
    }

    /// <summary>The life that knows most of a column's statuses; null where none knows two.</summary>
    /// <param name="statuses">The values that the status may have.</param>
    public static StatusLife? Of(IReadOnlyCollection<string> statuses)
    {
        var best = All.MaxBy(life => statuses.Count(life.Knows))!;
        return statuses.Count(best.Knows) >= 2 ? best : null;
    }

    /// <summary>Whether two lives have an event in common besides a bad end.</summary>
    public static bool Meet(StatusLife one, StatusLife other) => one.Events.Intersect(other.Events).Except(BadEnds).Any();

    /// <summary>How much two statuses of a row deny each other: by events that one says have happened and the other does not. A bad end of one life is a bad end of the other.</summary>
    public static int Disagreements(StatusLife life, string status, StatusLife otherLife, string other)
    {
        var (events, others) = (life.EventsOf(status), otherLife.EventsOf(other));
        var shared = otherLife.Events.Where(e => !BadEnds.Contains(e) && life.Events.Contains(e));
        return shared.Count(e => events.Contains(e) != others.Contains(e)) + (events.Any(BadEnds.Contains) == others.Any(BadEnds.Contains) ? 0 : BadEndWeight);
    }

    /// <summary>Whether the life has a status, however it is written (<c>In Progress</c>, <c>IN_PROGRESS</c>).</summary>
    public bool Knows(string status) => _events.ContainsKey(status) || _events.ContainsKey(AsciiForm.Fold(status));

    /// <summary>The events behind a status, in order; none where the status is not known.</summary>
    public IReadOnlyList<string> EventsOf(string status) => _events.GetValueOrDefault(AsciiForm.Fold(status), []);

    /// <summary>The life's name of an event; null where it has no such event.</summary>
    public string? EventOf(string name)
    {
        var key = AsciiForm.Fold(name);
        return Events.Contains(key, StringComparer.Ordinal) ? key : Events.FirstOrDefault(e => SameEvent.TryGetValue(e, out var others) && others.Contains(key, StringComparer.Ordinal));
    }

    /// <summary>Whether an event lies behind a status; null where status or event is not known.</summary>
    public bool? Happened(string status, string name) =>
        EventOf(name) is { } known && Knows(status) ? EventsOf(status).Contains(known, StringComparer.Ordinal) : null;
}
