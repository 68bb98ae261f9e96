using System.Globalization;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>A part of a date that a number tells: <c>year_of_birth</c>.</summary>
enum CalendarPart
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>The quarter, from 1.</summary>
    Quarter,

    /// <summary>The month, from 1.</summary>
    Month,

    /// <summary>The day of the month.</summary>
    Day,
}

/// <summary>Fills numbers that tell the parts of a date of the row; where the row has none, those of one that is drawn for it: births long ago, all else as they come.</summary>
/// <param name="date">The column of the date; another step gives it. Null for none.</param>
/// <param name="drawn">Draws the date where it may follow given numbers; null where it may not.</param>
/// <param name="parts">The numbers, each with what its column takes and its part.</param>
/// <param name="given">The columns of numbers that other steps give, each with its part: the date that is drawn for the row follows them.</param>
/// <param name="today">The reference date.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class CalendarStep(int? date, SourceStep? drawn, IReadOnlyList<(SourceStep Own, IOrderedSource Takes, CalendarPart Part)> parts, IReadOnlyList<(int Column, CalendarPart Part)> given, DateOnly today, ulong streamKey) : BatchStep
{
    // Who is born in a row is eighteen to eighty years old.
    const int Oldest = 29_220;
    const int Youngest = 6575;

    static readonly Dictionary<string, CalendarPart> Words = new (CalendarPart Part, string Names)[]
    {
        (CalendarPart.Year, "year|yr|jahr|annee|ano"),
        (CalendarPart.Quarter, "quarter|quartal|trimestre"),
        (CalendarPart.Month, "month|monat|mois|mes"),
        (CalendarPart.Day, "day|tag|jour|dia"),
    }.SelectMany(p => p.Names.Split('|').Select(n => (n, p.Part))).ToDictionary(StringComparer.Ordinal);

    static readonly string[] Noise = ["of", "the", "number", "no", "num", "nr", "der", "des", "de"];

    public override IReadOnlyList<int> Writes { get; } = [.. parts.Select(p => p.Own.Column), .. drawn is null || given.Count == 0 ? Array.Empty<int>() : [drawn.Column]];

    public override IReadOnlyList<int> Reads { get; } = [.. given.Select(g => g.Column), .. date is { } column ? [column] : Array.Empty<int>()];

    public override bool IsDrawn => true;

    /// <summary>Which part of the date of what a column's name says; null for none.</summary>
    public static (string Subject, CalendarPart Part)? PartOf(string name)
    {
        var words = ColumnWords.OfColumn(name).Words;
        return words.Count(Words.ContainsKey) == 1
            ? (MomentNames.SubjectOf(words.Where(w => !Words.ContainsKey(w) && !Noise.Contains(w))), Words[words.First(Words.ContainsKey)])
            : null;
    }

    public override ColumnAccount AccountFor(int column) => parts.Select(p => p.Own).Append(drawn!).First(p => p.Column == column).AccountFor(column).InGroup("parts of a date", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        for (var row = start; row < end; row++)
        {
            var day = DayOf(batch, row, attempt);
            foreach (var (own, takes, part) in parts)
            {
                if (own.TryNull(batch, row, attempt))
                    continue;
                var number = Number(day, part);
                if (takes.Whole.Contains(number))
                    takes.WriteNumber(batch.Columns[own.Column]!, row, number);
                else
                    own.Draw(batch, row, attempt);
            }
        }
    }

    DateOnly DayOf(RowBatch batch, int row, int attempt)
    {
        var known = date is { } column ? MomentMember.TicksOf(batch.Columns[column]!, row) : null;
        var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
        var day = DateOnly.FromDayNumber(known is { } ticks ? (int)(ticks / TimeSpan.TicksPerDay) : (int)random.Between(today.DayNumber - Oldest, today.DayNumber - Youngest));
        if (known is not null && drawn is null)
            return day;
        foreach (var (other, part) in given)
        {
            if (batch.Columns[other]!.GetValue(row) is { } number)
                day = With(day, part, Convert.ToInt64(number, CultureInfo.InvariantCulture));
        }
        if (known is not null && given.Count > 0)
            Put((IOrderedSource)drawn!.Source, batch.Columns[drawn.Column]!, row, day);
        return day;
    }

    /// <summary>Writes a day into the date's cell, at midnight, if the column takes it.</summary>
    static void Put(IOrderedSource source, ColumnVector target, int row, DateOnly day)
    {
        if (day.DayNumber * (TimeSpan.TicksPerDay / (long)source.Step) is var number && source.Whole.Contains(number))
            source.WriteNumber(target, row, number);
    }

    static DateOnly With(DateOnly day, CalendarPart part, long number) => part switch
    {
        CalendarPart.Year when number is > 0 and < 9999 => new DateOnly((int)number, day.Month, Math.Min(day.Day, DateTime.DaysInMonth((int)number, day.Month))),
        CalendarPart.Month when number is > 0 and <= 12 => new DateOnly(day.Year, (int)number, Math.Min(day.Day, DateTime.DaysInMonth(day.Year, (int)number))),
        CalendarPart.Day when number > 0 && number <= DateTime.DaysInMonth(day.Year, day.Month) => new DateOnly(day.Year, day.Month, (int)number),
        _ => day,
    };

    static long Number(DateOnly day, CalendarPart part) => part switch
    {
        CalendarPart.Year => day.Year,
        CalendarPart.Quarter => (day.Month + 2) / 3,
        CalendarPart.Month => day.Month,
        _ => day.Day,
    };
}
