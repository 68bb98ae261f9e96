using System.Text;

namespace FraiseqlData.Values;

/// <summary>A range's text form taken apart; a bound that is null is none at all.</summary>
readonly record struct RangeText(bool IsEmpty, bool IncludesLower, bool IncludesUpper, string? Lower, string? Upper)
{
    const string EmptyWord = "empty";

    /// <summary>Reads a range from a position on and moves behind it.</summary>
    public static bool TryRead(string text, ref int position, out RangeText range)
    {
        range = default;
        SkipSpace(text, ref position);
        if (text.AsSpan(position).StartsWith(EmptyWord, StringComparison.OrdinalIgnoreCase))
        {
            position += EmptyWord.Length;
            range = new(true, false, false, null, null);
            return true;
        }
        if (position == text.Length || text[position] is not ('[' or '('))
            return false;
        var includesLower = text[position++] == '[';
        if (!RecordText.TryReadPart(text, ref position, ")]", out var lower) || text[position++] != ',')
            return false;
        if (!RecordText.TryReadPart(text, ref position, ")]", out var upper) || text[position] == ',')
            return false;
        range = new(false, includesLower && lower is not null, text[position++] == ']' && upper is not null, lower, upper);
        return true;
    }

    public static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && ArrayText.Spaces.Contains(text[position], StringComparison.Ordinal))
            position++;
    }

    public override string ToString()
    {
        if (IsEmpty)
            return EmptyWord;
        var text = new StringBuilder().Append(IncludesLower ? '[' : '(');
        if (Lower is not null)
            RecordText.AppendBound(text, Lower);
        _ = text.Append(',');
        if (Upper is not null)
            RecordText.AppendBound(text, Upper);
        return text.Append(IncludesUpper ? ']' : ')').ToString();
    }
}
