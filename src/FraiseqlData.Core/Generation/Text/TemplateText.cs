using System.Globalization;
using System.Text;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// Texts from a template: <c>&lt;a|b|c&gt;</c> is one of the words, <c>&lt;1..20&gt;</c> a number of that range,
/// anything else stands for itself. Who writes a template sees to it that different choices give different texts.
/// </summary>
sealed class TemplateText : TextSpace
{
    const ulong Cap = 1UL << 62;

    readonly List<Part> _parts = [];
    readonly string _numberSeparator;

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A choice is not closed, or a range runs backwards.</exception>
    public TemplateText(string template, string numberSeparator = "-")
    {
        _numberSeparator = numberSeparator;
        Count = 1;
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('<', at);
            if (open < 0)
                open = template.Length;
            if (open > at)
                _parts.Add(new Part([template[at..open]], 0, 1));
            if (open == template.Length)
                break;
            var close = template.IndexOf('>', open);
            if (close < 0)
                throw new FormatException($"'{template[open..]}' has no closing '>'");
            _parts.Add(Choice(template[(open + 1)..close]));
            at = close + 1;
        }
        foreach (var part in _parts)
        {
            Count = Cap / part.Count < Count ? Cap : Count * part.Count;
            Longest += part.Longest;
            Shortest += part.Shortest;
        }
    }

    public override ulong Count { get; }

    public override int Shortest { get; }

    public override int Longest { get; }

    public override int NumberOverhead => _numberSeparator.Length;

    public override string Draw(ref CellRandom random)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            part.Append(text, part.Count == 1 ? 0 : random.Next(part.Count));
        return text.ToString();
    }

    public override string At(ulong index, ref CellRandom random)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            part.Append(text, index % part.Count);
            index /= part.Count;
        }
        return text.ToString();
    }

    public override string Numbered(string text, ulong number) => text + _numberSeparator + number.ToString(CultureInfo.InvariantCulture);

    static Part Choice(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots <= 0 || !long.TryParse(text.AsSpan(0, dots), CultureInfo.InvariantCulture, out var low) || !long.TryParse(text.AsSpan(dots + 2), CultureInfo.InvariantCulture, out var high))
            return new Part(text.Split('|'), 0, 0);
        return low <= high ? new Part([], low, (ulong)(high - low) + 1) : throw new FormatException($"the range {low}..{high} runs backwards");
    }

    sealed record Part(string[] Words, long Low, ulong Numbers)
    {
        public ulong Count => Words.Length > 0 ? (ulong)Words.Length : Numbers;

        public int Shortest => Words.Length > 0 ? Words.Min(w => w.Length) : Low.ToString(CultureInfo.InvariantCulture).Length;

        public int Longest => Words.Length > 0
            ? Words.Max(w => w.Length)
            : Math.Max(Low.ToString(CultureInfo.InvariantCulture).Length, (Low + (long)Numbers - 1).ToString(CultureInfo.InvariantCulture).Length);

        public void Append(StringBuilder text, ulong index)
        {
            if (Words.Length > 0)
                text.Append(Words[(int)index]);
            else
                text.Append(CultureInfo.InvariantCulture, $"{Low + (long)index}");
        }
    }
}
