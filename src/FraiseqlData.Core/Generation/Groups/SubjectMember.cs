using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>A column that is filled from its group's subject, and from its own source where nothing of the subject fits.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="role">What the column says of the subject.</param>
/// <param name="shape">What the column demands of texts; null where it holds numbers, or words of which the role knows that they fit.</param>
sealed class SubjectMember<T>(SourceStep own, SubjectRole<T> role, TextShape? shape)
{
    const int LongestName = 40;

    readonly Func<T, string>[] _texts = [.. role.Texts];
    readonly IOrderedSource? _numbers = own.Source as IOrderedSource;
    readonly double _step = own.Source is IOrderedSource { Step: > 0 } numbers ? (double)numbers.Step : 1;

    public int Column => own.Column;

    /// <summary>Whether the column is so short, or demands so much, that a name may not fit.</summary>
    public bool IsTight => shape is { MaxLength: < LongestName } or { Matcher: not null } or { RefusesNothing: false };

    /// <summary>Whether the column takes what it is to say of a subject.</summary>
    public bool Takes(T subject) => _texts.Length == 0 || Array.Exists(_texts, write => write(subject) is { Length: > 0 } text && (shape is null || shape.Fit(text) is not null));

    /// <summary>Says where the values come from.</summary>
    public ColumnAccount AccountFor() => own.AccountFor(own.Column);

    /// <summary>Whether a column can take anything of a role at all.</summary>
    public static bool Suits(SourceStep own, SubjectRole<T> role, TextShape? shape) =>
        own.Source is TypedSource<string> ? shape is not null && role.Texts.Count > 0 : own.Source is IOrderedSource { Step: > 0 } && role.Number is not null;

    /// <summary>Fills a cell.</summary>
    public void Write(T subject, RowBatch batch, int row, int attempt)
    {
        if (!own.TryNull(batch, row, attempt) && !(batch.Columns[Column] is ColumnVector<string> texts ? TryText(subject, texts, row) : TryNumber(subject, batch.Columns[Column]!, row)))
            own.Draw(batch, row, attempt);
    }

    bool TryText(T subject, ColumnVector<string> target, int row)
    {
        foreach (var write in _texts)
        {
            if (write(subject) is { Length: > 0 } text && (shape is null ? text : shape.Fit(text)) is { } fit)
            {
                target[row] = fit;
                return true;
            }
        }
        return false;
    }

    bool TryNumber(T subject, ColumnVector target, int row)
    {
        var number = (long)Math.Round(role.Number!(subject) / _step);
        if (!_numbers!.Whole.Contains(number))
            return false;
        _numbers.WriteNumber(target, row, number);
        return true;
    }
}
