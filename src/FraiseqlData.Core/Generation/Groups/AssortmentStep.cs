using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Calls a subcategory or a product by what is sold under the category that the row refers to; without one, as its own source does.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="category">The parent's name.</param>
/// <param name="isProduct">Whether the column names a product.</param>
/// <param name="places">The place of a category among those of its parent, where this is one of the same table; null where it is not.</param>
/// <param name="shape">What the column demands of texts.</param>
sealed class AssortmentStep(SourceStep own, ParentValue category, bool isProduct, SiblingRanks? places, TextShape shape) : BatchStep
{
    const string Category = "category";
    const string Product = "product";

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = category.Columns;

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("what its category is of", category.Columns, column);

    /// <summary>The step for a column of names; null where its row has no category.</summary>
    /// <param name="table">The table.</param>
    /// <param name="own">Fills the column alone.</param>
    public static AssortmentStep? Of(TableContext table, SourceStep own)
    {
        if (own.Source is not { Name: Category or Product, Origin: SourceOrigin.Name } || table.Locale.Split('_')[0] != "en"
            || table.Sources.ShapeOf(table.Table, table.ColumnAt(own.Column), table.Constraints.DomainOf(table.ColumnAt(own.Column).Name)) is not { } shape)
            return null;
        if (own.Source.Name == Category && Self(table, own.Column) is { } self)
            return new AssortmentStep(own, new ParentValue(self, table.Run.OwnValuesOf(table, table.ColumnAt(own.Column).Name)), isProduct: false, new SiblingRanks(table, [self]), shape);
        return ParentValue.Find(table, parent => Name(parent, table.Table)) is { } category ? new AssortmentStep(own, category, own.Source.Name == Product, null, shape) : null;
    }

    /// <summary>Whether the parents of a key are categories of the table's own, so that those under them are called by them.</summary>
    public static bool IsTree(TableContext table, TableReference reference) =>
        table.Locale.Split('_')[0] == "en" && ColumnHabits.NameColumn(table.Table) is { } name && table.IndexOf(name.Name) is var column && Self(table, column) == reference
        && !table.Table.UniqueKeys.Any(k => k.Columns.Contains(name.Name)) && table.Run.Compiler.SourceOf(table.Table, column) is { Name: Category, Origin: SourceOrigin.Name };

    static TableReference? Self(TableContext table, int name) => ColumnHabits.IsName(table.Table, table.ColumnAt(name))
        ? table.References.FirstOrDefault(r => r is { Resolved: { Source: ParentSource.Itself, IsSecondPass: false }, Parents: not null })
        : null;

    /// <summary>The column that says which category one of a parent's rows is, where a table's rows are called by that; else null.</summary>
    public static Column? Name(Table parent, Table child) =>
        child.Columns.Any(c => RoleOf(child, c) is Category or Product) ? parent.Columns.FirstOrDefault(c => !c.IsGenerated && ColumnHabits.IsName(parent, c) && RoleOf(parent, c) == Category) : null;

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[own.Column] is not ColumnVector<string> cells)
            return;
        for (var row = start; row < end; row++)
        {
            if (!cells.IsNull(row) && (places is null ? category.Of(batch, row) : category.OfEarlier(batch, row)) is string name && Called(batch, row, name) is { } text && shape.Fit(text) is { } fit)
                cells[row] = fit;
        }
    }

    string? Called(RowBatch batch, int row, string name)
    {
        var random = own.SecondThoughtOf(batch, row, attempt: 0);
        return places is not null ? places.Of(batch, row) is { } place ? Assortment.Child(name, place) : null
            : isProduct ? Assortment.Product(name, ref random)
            : Assortment.Subcategory(name, ref random);
    }

    static string? RoleOf(Table table, Column column) => RuleSources.Meanings(table, column).FirstOrDefault().Role;
}
