using System.Globalization;
using System.Text;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Formats;

/// <summary>Remembers the furthest value that was written of each sequence, for the statements that move the sequences past them.</summary>
sealed class SequenceTracker
{
    const int MaxDigits = 64;

    readonly Dictionary<QualifiedName, (Sequence Sequence, long Furthest)> _furthest = [];

    /// <summary>Takes note of a value; one that the sequence can never give does not count.</summary>
    public void Add(Sequence sequence, StringBuilder text)
    {
        Span<char> digits = stackalloc char[MaxDigits];
        if (text.Length > MaxDigits)
            return;
        text.CopyTo(0, digits, text.Length);
        if (!decimal.TryParse(digits[..text.Length], NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            || number < sequence.MinValue || number > sequence.MaxValue)
        {
            return;
        }
        var value = (long)number;
        if (_furthest.TryGetValue(sequence.Name, out var known))
            value = sequence.Increment > 0 ? Math.Max(value, known.Furthest) : Math.Min(value, known.Furthest);
        _furthest[sequence.Name] = (sequence, value);
    }

    /// <summary>Appends the statements. A sequence that is past its value already stays where it is.</summary>
    public void Write(ScriptOutput output)
    {
        foreach (var (name, (sequence, value)) in _furthest.OrderBy(f => f.Key))
        {
            var before = sequence.Increment > 0 ? '<' : '>';
            var isBehind = string.Create(CultureInfo.InvariantCulture, $"last_value {before} {value} OR (last_value = {value} AND NOT is_called)");
            var move = string.Create(CultureInfo.InvariantCulture, $"pg_catalog.setval({SqlLiteral.Quote(name.ToSql())}, {value})");
            output.Line($"SELECT {move} FROM {name.ToSql()} WHERE {isBehind};");
        }
    }
}
