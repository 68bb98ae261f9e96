namespace FraiseqlData.Generation.Groups;

/// <summary>When the events behind a status happened.</summary>
/// <param name="life">The life.</param>
/// <param name="events">The events, in order.</param>
/// <param name="moments">Their moments, in order.</param>
readonly struct StatusCourse(StatusLife life, IReadOnlyList<string> events, DateTime[] moments)
{
    /// <summary>When an event happened; null where it did not, or where the life has no such event.</summary>
    public DateTime? this[string name]
    {
        get
        {
            var known = life.EventOf(name);
            for (var i = 0; i < moments.Length; i++)
            {
                if (events[i] == known)
                    return moments[i];
            }
            return null;
        }
    }
}
