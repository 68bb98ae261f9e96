using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Values;

namespace FraiseqlData.Constraints;

/// <summary>Judges values by domains.</summary>
static class DomainTest
{
    /// <summary>Whether a value (null for NULL) lies in a domain; demands on its parts and on JSON are left to the checks.</summary>
    public static bool Accepts(ColumnDomain domain, object? value)
    {
        if (value is null)
            return domain.MustBeNull || !domain.NotNull;
        if (domain.MustBeNull || domain.IsEmpty || domain.Refused.Contains(value) || domain.Allowed?.Contains(value) == false)
            return false;
        if (!IsWithin(domain, (domain.Min ?? domain.Max) is IntervalValue && value is string span && IntervalReader.TryRead(span, out var interval) ? interval : value))
            return false;
        // PostgreSQL's greatest number is .NET's least.
        if (value is double.NaN or float.NaN && domain.Max is not null)
            return false;
        // In several dimensions a count says nothing about the first of them.
        if (value is object?[] and [object?[], ..] && (domain.MinLength ?? domain.MaxLength) is not null)
            return false;
        if (domain.JsonKinds is null && Length(value) is { } length && (length < domain.MinLength || length > domain.MaxLength))
            return false;
        if (value is string text && !AcceptsText(domain, text))
            return false;
        return domain.Alternatives.Count == 0 || domain.Alternatives.Any(a => Accepts(a, value));
    }

    static bool IsWithin(ColumnDomain domain, object value) =>
        (domain.Min is null || value is double.NaN or float.NaN || domain.Min.GetType() != value.GetType()
            || domain.Min.CompareTo(value) is var low && (low < 0 || low == 0 && !domain.MinExclusive))
        && (domain.Max is null || domain.Max.GetType() != value.GetType()
            || domain.Max.CompareTo(value) is var high && (high > 0 || high == 0 && !domain.MaxExclusive));

    static long? Length(object value) => value switch
    {
        string text => Texts.Length(text),
        Array list => list.Length,
        _ => null,
    };

    static bool AcceptsText(ColumnDomain domain, string text)
    {
        if (domain.Trimmed && text.Trim(' ') != text)
            return false;
        if (domain.Case != LetterCase.Any && Texts.Fold(text, domain.Case == LetterCase.Upper) is string folded && folded != text)
            return false;
        return domain.Patterns.All(p =>
            PatternMatcher.Create(p.Regex, p.IgnoreCase)?.IsMatch(text) is not { } found || found != p.IsNegated);
    }
}
