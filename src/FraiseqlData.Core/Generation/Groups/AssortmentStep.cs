using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Calls a subcategory or a product by what is sold under the category that the row refers to; without one, as its own source does.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="category">The parent's name.</param>
/// <param name="isProduct">Whether the column names a product.</param>
/// <param name="shape">What the column demands of texts.</param>
sealed class AssortmentStep(SourceStep own, ParentValue category, bool isProduct, TextShape shape) : BatchStep
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
        return (from reference in table.References
                where reference.IsPickable
                let named = Name(table.Run.Plan.Schema.Get(reference.Key.ReferencedTable), table.Table)
                where named is not null
                let values = table.Run.ValuesOf(reference.Resolved, named.Name)
                where values is not null
                select new AssortmentStep(own, new ParentValue(reference, values.Of), own.Source.Name == Product, shape)).FirstOrDefault();
    }

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
            var random = own.SecondThoughtOf(batch, row, attempt);
            if (!cells.IsNull(row) && category.Of(batch, row) is string name && (isProduct ? Assortment.Product(name, ref random) : Assortment.Subcategory(name, ref random)) is { } text && shape.Fit(text) is { } fit)
                cells[row] = fit;
        }
    }

    static string? RoleOf(Table table, Column column) => RuleSources.Meanings(table, column).FirstOrDefault().Role;
}
