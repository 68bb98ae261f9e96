using System.Globalization;

namespace FraiseqlData.Values;

/// <summary>
/// Reads the forms of interval text that <c>interval_in</c> reads: <c>1 year 2 mons -3 days 04:05:06.7</c>, verbose units and <c>ago</c>,
/// <c>1-2</c> for years and months, ISO 8601 with designators (<c>P1Y2M3DT4H5M6S</c>).
/// </summary>
ref struct IntervalReader
{
    const decimal Second = 1_000_000;
    const decimal Day = 86_400 * Second;

    static readonly (string Name, Unit Unit)[] Units =
    [
        ("day", Unit.Day), ("mon", Unit.Month), ("month", Unit.Month), ("year", Unit.Year), ("hour", Unit.Hour), ("minute", Unit.Minute),
        ("min", Unit.Minute), ("second", Unit.Second), ("sec", Unit.Second), ("week", Unit.Week), ("y", Unit.Year), ("yr", Unit.Year),
        ("w", Unit.Week), ("d", Unit.Day), ("h", Unit.Hour), ("hr", Unit.Hour), ("m", Unit.Minute), ("s", Unit.Second),
        ("ms", Unit.Millisecond), ("msec", Unit.Millisecond), ("millisecond", Unit.Millisecond),
        ("us", Unit.Microsecond), ("usec", Unit.Microsecond), ("microsecond", Unit.Microsecond),
        ("decade", Unit.Decade), ("century", Unit.Century), ("centurie", Unit.Century), ("c", Unit.Century),
        ("millennium", Unit.Millennium), ("millennia", Unit.Millennium), ("mil", Unit.Millennium),
    ];

    ReadOnlySpan<char> _rest;
    decimal _months;
    decimal _days;
    decimal _microseconds;

    enum Unit { Microsecond, Millisecond, Second, Minute, Hour, Day, Week, Month, Year, Decade, Century, Millennium }

    public static bool TryRead(ReadOnlySpan<char> text, out IntervalValue value)
    {
        var reader = new IntervalReader { _rest = text.Trim() };
        value = default;
        try
        {
            if (!(reader._rest.StartsWith("P", StringComparison.OrdinalIgnoreCase) ? reader.ReadIso() : reader.ReadUnits()))
                return false;
            value = new((int)reader._months, (int)reader._days, (long)Math.Round(reader._microseconds, MidpointRounding.AwayFromZero));
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    bool ReadUnits()
    {
        _rest = _rest.TrimStart('@').TrimStart();
        if (_rest.IsEmpty)
            return false;
        while (!_rest.IsEmpty)
        {
            if (_rest.Equals("ago", StringComparison.OrdinalIgnoreCase))
            {
                (_months, _days, _microseconds) = (-_months, -_days, -_microseconds);
                return true;
            }
            if (!ReadPart())
                return false;
            _rest = _rest.TrimStart(" \t,");
        }
        return true;
    }

    bool ReadPart()
    {
        var sign = ReadSign();
        if (!TryNumber(out var number))
            return false;
        if (_rest.StartsWith(":"))
            return ReadTime(sign, number);
        if (_rest.Length > 1 && _rest[0] == '-' && char.IsAsciiDigit(_rest[1]))
        {
            _rest = _rest[1..];
            return TryNumber(out var months) && months < 12 && Add(sign * number, Unit.Year) && Add(sign * months, Unit.Month);
        }
        _rest = _rest.TrimStart();
        var name = TakeLetters();
        // A number with no unit at the end counts seconds.
        return name.IsEmpty ? _rest.IsEmpty && Add(sign * number, Unit.Second) : TryUnit(name, out var unit) && Add(sign * number, unit);
    }

    bool ReadTime(decimal sign, decimal hours)
    {
        _rest = _rest[1..];
        if (!decimal.IsInteger(hours) || !TryNumber(out var minutes) || !decimal.IsInteger(minutes) || minutes >= 60)
            return false;
        var seconds = 0m;
        if (_rest.StartsWith(":"))
        {
            _rest = _rest[1..];
            if (!TryNumber(out seconds) || seconds >= 61)
                return false;
        }
        _microseconds += sign * ((((hours * 60) + minutes) * 60) + seconds) * Second;
        return true;
    }

    bool ReadIso()
    {
        _rest = _rest[1..];
        var isTime = false;
        if (_rest.IsEmpty)
            return false;
        while (!_rest.IsEmpty)
        {
            if (!isTime && _rest[0] is 'T' or 't')
            {
                isTime = true;
                _rest = _rest[1..];
            }
            var sign = ReadSign();
            if (!TryNumber(out var number) || _rest.IsEmpty)
                return false;
            Unit? unit = (char.ToUpperInvariant(_rest[0]), isTime) switch
            {
                ('Y', false) => Unit.Year,
                ('M', false) => Unit.Month,
                ('W', false) => Unit.Week,
                ('D', false) => Unit.Day,
                ('H', true) => Unit.Hour,
                ('M', true) => Unit.Minute,
                ('S', true) => Unit.Second,
                _ => null,
            };
            if (unit is null || !Add(sign * number, unit.Value))
                return false;
            _rest = _rest[1..];
        }
        return true;
    }

    bool Add(decimal number, Unit unit)
    {
        switch (unit)
        {
            case Unit.Microsecond:
                _microseconds += number;
                break;
            case Unit.Millisecond:
                _microseconds += number * 1000;
                break;
            case Unit.Second:
                _microseconds += number * Second;
                break;
            case Unit.Minute:
                _microseconds += number * 60 * Second;
                break;
            case Unit.Hour:
                _microseconds += number * 3600 * Second;
                break;
            case Unit.Day or Unit.Week:
                AddDays(number * (unit == Unit.Week ? 7 : 1));
                break;
            case Unit.Month:
                // A part of a month is that part of 30 days, as PostgreSQL has it.
                _months += decimal.Truncate(number);
                AddDays((number - decimal.Truncate(number)) * 30);
                break;
            default:
                var years = unit switch { Unit.Year => 1, Unit.Decade => 10, Unit.Century => 100, _ => 1000 };
                _months += Math.Round(number * years * 12);
                break;
        }
        return true;
    }

    void AddDays(decimal number)
    {
        var whole = decimal.Truncate(number);
        _days += whole;
        _microseconds += (number - whole) * Day;
    }

    int ReadSign()
    {
        if (_rest.IsEmpty || _rest[0] is not ('+' or '-'))
            return 1;
        var sign = _rest[0] == '-' ? -1 : 1;
        _rest = _rest[1..].TrimStart();
        return sign;
    }

    bool TryNumber(out decimal number)
    {
        var length = _rest.IndexOfAnyExcept("0123456789.");
        var digits = length < 0 ? _rest : _rest[..length];
        _rest = _rest[digits.Length..];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    ReadOnlySpan<char> TakeLetters()
    {
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetter(_rest[length]))
            length++;
        var letters = _rest[..length];
        _rest = _rest[length..];
        return letters;
    }

    static bool TryUnit(ReadOnlySpan<char> name, out Unit unit)
    {
        foreach (var (known, value) in Units)
        {
            if (!name.StartsWith(known, StringComparison.OrdinalIgnoreCase))
                continue;
            unit = value;
            if (name.Length == known.Length || (known.Length > 1 && name.Length == known.Length + 1 && name[^1] is 's' or 'S'))
                return true;
        }
        unit = default;
        return false;
    }
}
