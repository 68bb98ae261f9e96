using System.Globalization;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation;

/// <summary>How an identifier is put together so that its column takes it.</summary>
/// <param name="Shape">What the column demands of its texts.</param>
/// <param name="Separator">What stands between words.</param>
/// <param name="Digits">The least number of the instance's digits.</param>
sealed record IdentifierForm(TextShape Shape, char Separator, int Digits)
{
    /// <summary>Digits that put all test data in order.</summary>
    public const int SortableDigits = 6;

    const int MostDigits = 32;

    static readonly char[] Separators = ['-', '_', '.', ' '];

    readonly string _format = "D" + Digits.ToString(CultureInfo.InvariantCulture);
    readonly char _separator = Separator;

    /// <summary>The form of a column's identifiers, or null where none suits it.</summary>
    /// <param name="shape">What the column demands.</param>
    /// <param name="entity">What stands for the name where there is none.</param>
    /// <param name="instance">An instance.</param>
    /// <param name="digits">The least number of the instance's digits.</param>
    public static IdentifierForm? Suiting(TextShape? shape, string entity, long instance, int digits) => shape is null ? null : Separators
        .Select(separator => new IdentifierForm(shape, separator, digits))
        .FirstOrDefault(form => form.Numbered(AsciiForm.Slug(entity, '-'), instance) is not null && form.Numbered("a-name", instance) is not null);

    /// <summary>A name and the instance, cut or padded to the column's length; null where the column does not take it.</summary>
    public string? Numbered(string name, long instance)
    {
        Span<char> digits = stackalloc char[MostDigits];
        if (!instance.TryFormat(digits, out var length, _format, CultureInfo.InvariantCulture))
            return null;
        ReadOnlySpan<char> number = digits[..length];
        var words = Cut(name, Shape.MaxLength - length - 1);
        var padding = Shape.MinLength - words.Length - length - (words.Length > 0 ? 1 : 0);
        var zeros = padding > 0 ? new string('0', padding) : "";
        return Shape.Fit(words.Length > 0 ? string.Concat(Write(words), new ReadOnlySpan<char>(in _separator), zeros, number) : string.Concat(zeros, number));
    }

    /// <summary>A name alone, cut to the column's length; null where the column does not take it.</summary>
    public string? Plain(string name) => Shape.Fit(Write(Cut(name, Shape.MaxLength)));

    string Write(string slug) => Separator == '-' ? slug : slug.Replace('-', Separator);

    static string Cut(string name, int room) => name.Length > room ? name[..Math.Max(0, room)].TrimEnd('-') : name;
}

/// <summary>Fills a Trinity table's <c>identifier</c>, or another column of its kind: the row's name as a slug, or the entity, and the zero-padded instance.</summary>
/// <param name="column">The identifier's column.</param>
/// <param name="nameColumn">The column to make it from, or null for none.</param>
/// <param name="entity">What stands for the name where there is none.</param>
/// <param name="form">How it is put together.</param>
/// <param name="isNumbered">Whether rows of the same name are told apart by the instance.</param>
sealed class IdentifierStep(int column, int? nameColumn, string entity, IdentifierForm form, bool isNumbered) : BatchStep
{
    readonly string _entity = AsciiForm.Slug(entity, '-');

    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads { get; } = nameColumn is { } name ? [name] : [];

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int _) =>
        new("identifier", isNumbered ? "the row's name and number" : "the row's name") { Generator = "slug", IsUnique = isNumbered, With = Reads };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Vector<string>(column);
        for (var row = start; row < end; row++)
            target[row] = Of(NameOf(batch, row), batch.InstanceOf(row));
    }

    /// <summary>A name that the column does not take gives way to the entity.</summary>
    string Of(string? name, long instance) =>
        (name is null ? null : isNumbered ? form.Numbered(name, instance) : form.Plain(name)) ?? form.Numbered(_entity, instance) ?? form.Numbered("", instance) ?? _entity;

    string? NameOf(RowBatch batch, int row) =>
        nameColumn is { } name && batch.Columns[name] is { } names && names.GetValue(row) is string text && AsciiForm.Slug(text, '-') is { Length: > 0 } slug ? slug : null;
}
