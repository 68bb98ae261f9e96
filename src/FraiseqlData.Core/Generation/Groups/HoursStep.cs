using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the times of day at which something begins and ends: some hours apart, in the morning for an early shift and over midnight for a night shift.</summary>
/// <param name="begins">Fills the beginning alone.</param>
/// <param name="ends">Fills the end alone.</param>
/// <param name="name">The column of a text that says which shift it is, another step gives it; null for none.</param>
/// <param name="passesMidnight">Whether the end may be a time before the beginning.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class HoursStep(SourceStep begins, SourceStep ends, int? name, bool passesMidnight, ulong streamKey) : BatchStep
{
    const int HalfHour = 1800;
    const int Day = 86_400;

    // A constraint that refuses more than that wants something else.
    const int MostAttempts = 4;

    // In hours; the first one counts of which a text has a word.
    static readonly (string Words, int From, int Length)[] Shifts =
    [
        ("night|graveyard|overnight|nacht|nachtschicht|nuit|noche", 22, 8),
        ("half", 8, 4),
        ("early|morning|first|fruh|frueh|fruhschicht|fruehschicht|matin|manana", 6, 8),
        ("late|afternoon|second|spat|spaet|spatschicht|spaetschicht|midi|tarde", 14, 8),
        ("evening|swing|abend|soir", 15, 8),
        ("relief", 12, 8),
        ("standby|third", 22, 8),
        ("weekend", 9, 8),
        ("day|tag|tagschicht|jour|dia", 8, 8),
    ];

    static readonly HashSet<string> Noise = new("at|on|time|hour|hours|zeit|heure|hora".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Opens = new("open|opens|opening".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Closes = new("close|closes|closing".Split('|'), StringComparer.Ordinal);
    static readonly HashSet<string> Pauses = new("break|lunch|pause|rest".Split('|'), StringComparer.Ordinal);

    public override IReadOnlyList<int> Writes { get; } = [begins.Column, ends.Column];

    public override IReadOnlyList<int> Reads { get; } = name is { } column ? [column] : [];

    public override bool IsDrawn => true;

    /// <summary>Which end of which period a column's name speaks of; null for none, and for pauses.</summary>
    public static (bool IsEnd, string Period)? BoundOf(string name)
    {
        var words = ColumnWords.OfColumn(name).Words;
        if (words.Any(Pauses.Contains))
            return null;
        if (MomentNames.Of(name) is { Kind: MomentKind.Start or MomentKind.End } moment)
            return (moment.Kind == MomentKind.End, moment.Period);
        var isEnd = words.Any(Closes.Contains);
        return isEnd == words.Any(Opens.Contains) ? null : (isEnd, string.Join(' ', words.Where(w => !Noise.Contains(w) && !Opens.Contains(w) && !Closes.Contains(w))));
    }

    /// <summary>What a text says of a shift; null for nothing.</summary>
    public static string? Says(string text) => ShiftOf(text)?.Words;

    public override ColumnAccount AccountFor(int column) => (column == begins.Column ? begins : ends).AccountFor(column).InGroup("hours", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var (from, length) = (HalfHour * (12 + random.Next(12)), HalfHour * (8 + random.Next(11)));
            if (attempt == 0 && name is { } column && batch.Columns[column] is ColumnVector<string> names && !names.IsNull(row) && ShiftOf(names[row]) is { } shift)
                (from, length) = (2 * HalfHour * shift.From, 2 * HalfHour * shift.Length);
            // Then a night is what is left of it behind midnight.
            if (!passesMidnight && from + length >= Day)
                (from, length) = (0, from + length - Day);
            Write(begins, from, batch, row, attempt);
            Write(ends, (from + length) % Day, batch, row, attempt);
        }
    }

    static void Write(SourceStep own, int seconds, RowBatch batch, int row, int attempt)
    {
        var source = (LongSource<TimeOnly>)own.Source;
        if (own.TryNull(batch, row, attempt))
            return;
        if (attempt <= MostAttempts && source.Whole.Contains(seconds))
            source.WriteNumber(batch.Columns[own.Column]!, row, seconds);
        else
            own.Draw(batch, row, attempt);
    }

    static (string Words, int From, int Length)? ShiftOf(string text)
    {
        var words = SpokenWords.Of(text);
        var shift = words.Count > SpokenWords.Most ? default : Array.Find(Shifts, s => SpokenWords.HaveOne(words, s.Words));
        return shift.Words is null ? null : shift;
    }
}
