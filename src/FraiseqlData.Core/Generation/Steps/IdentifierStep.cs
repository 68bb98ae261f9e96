using System.Globalization;
using FraiseqlData.Trinity;

namespace FraiseqlData.Generation;

/// <summary>Fills a Trinity table's <c>identifier</c>, or another column of its kind: the row's name as a slug, or the entity, and the zero-padded instance.</summary>
/// <param name="column">The identifier's column.</param>
/// <param name="nameColumn">The column to make it from, or null for none.</param>
/// <param name="entity">What stands for the name where there is none.</param>
/// <param name="maxLength">The column's length, or null.</param>
/// <param name="isNumbered">Whether rows of the same name are told apart by the instance.</param>
sealed class IdentifierStep(int column, int? nameColumn, string entity, int? maxLength, bool isNumbered = true) : BatchStep
{
    const string InstanceFormat = "D4";

    readonly string _entity = Slug.Of(entity);

    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads { get; } = nameColumn is { } name ? [name] : [];

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int _) =>
        new("identifier", isNumbered ? "the row's name and number" : "the row's name") { Generator = "slug", IsUnique = isNumbered, With = Reads };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Vector<string>(column);
        for (var row = start; row < end; row++)
        {
            var name = NameOf(batch, row);
            target[row] = isNumbered || name is null ? Make(name ?? _entity, batch.InstanceOf(row)) : Cut(name, maxLength ?? int.MaxValue);
        }
    }

    string? NameOf(RowBatch batch, int row) =>
        nameColumn is { } name && batch.Columns[name] is { } names && names.GetValue(row) is string text && Slug.Of(text) is { Length: > 0 } slug ? slug : null;

    string Make(string name, long instance)
    {
        var number = instance.ToString(InstanceFormat, CultureInfo.InvariantCulture);
        var room = (maxLength ?? int.MaxValue) - number.Length - 1;
        if (room < 1)
            return number;
        return Cut(name, room) + "-" + number;
    }

    static string Cut(string name, int room) => name.Length > room ? name[..room].TrimEnd('-') : name;
}
