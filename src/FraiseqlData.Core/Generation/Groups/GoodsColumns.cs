using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Says in which unit a row measures.</summary>
/// <param name="columns">The columns that say it.</param>
/// <param name="of">Gives the unit's code or name; null for none.</param>
sealed class GoodUnit(IReadOnlyList<int> columns, Func<RowBatch, int, string?> of)
{
    public IReadOnlyList<int> Columns => columns;

    /// <summary>How many of the row's unit a kilogram or a centimetre is; null where that is not known.</summary>
    public decimal? Of(RowBatch batch, int row) => of(batch, row) is { } unit ? MeasureUnits.Factor(unit) : null;
}

/// <summary>Finds the columns of a table that speak of a thing: what it costs, weighs, measures, and how it is described.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
/// <param name="drawn">The columns that are still to be drawn.</param>
sealed class GoodsColumns(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
{
    static readonly string[] Things = ["product", "machine", "component"];

    /// <summary>The step that fills them; null where there are none.</summary>
    public GoodsStep? Find()
    {
        var columns = drawn.Values.OrderBy(d => d.Column).Select(ColumnOf).OfType<GoodColumn>().ToList();
        columns.RemoveAll(c => c.Part == GoodPart.Price && columns.Exists(o => o.Part == GoodPart.Price && (PriceOf(o), o.Own.Column).CompareTo((PriceOf(c), c.Own.Column)) < 0));
        return columns.Count > 0 && NameOf() is { } name ? new GoodsStep(name, columns) : null;
    }

    /// <summary>The column that says what one of a table's things is called; null where its rows are none.</summary>
    public static Column? Name(Table table) => table.Columns.FirstOrDefault(c => !c.IsGenerated && c.Type.Underlying.Name.Name is "text" or "varchar" or "citext" && RuleSources.Meanings(table, c).FirstOrDefault() is { Role: { } role, Qualifier.Length: 0 } && Things.Contains(role));

    /// <summary>The column of a parent that says which thing a table's rows tell of, where they do and have no name of one themselves; else null.</summary>
    public static Column? Name(Table parent, Table child) =>
        Name(parent) is { } name && parent.Name != child.Name && Name(child) is null && child.Columns.Any(c => PartOf(child, c) is not null) ? name : null;

    RowName? NameOf()
    {
        if (Name(table.Table) is { } own)
        {
            var column = table.IndexOf(own.Name);
            return given.Contains(column) || drawn.ContainsKey(column) ? RowName.In(column) : null;
        }
        return ParentValue.Find(table, parent => Name(parent, table.Table)) is { } told ? RowName.Of(told) : null;
    }

    static string? TextOf(RowBatch batch, int row, int column) => batch.Columns[column] is ColumnVector<string> texts && !texts.IsNull(row) ? texts[row] : null;

    MoneyRole PriceOf(GoodColumn column) => MoneyNames.Of(table.Table.Name.Name, table.ColumnAt(column.Own.Column).Name)!.Value;

    static GoodPart? PartOf(Table table, Column column)
    {
        if (MoneyNames.Of(table.Name.Name, column.Name) is MoneyRole.UnitPrice or MoneyRole.ListPrice)
            return GoodPart.Price;
        var words = ColumnWords.OfColumn(column.Name).Words;
        return RuleSources.Meanings(table, column).FirstOrDefault().Role switch
        {
            "weight" => GoodPart.Weight,
            "size_number" or "length" or "height" => words.Contains("width") ? GoodPart.Width : words.Any(w => w is "height" or "depth" or "thickness") ? GoodPart.Height : GoodPart.Length,
            "size" => GoodPart.Size,
            "product_description" => GoodPart.Description,
            "json_attributes" => GoodPart.Attributes,
            "colour" => GoodPart.Colour,
            _ => null,
        };
    }

    GoodColumn? ColumnOf(SourceStep own)
    {
        var column = table.ColumnAt(own.Column);
        if (own.Source.Origin != SourceOrigin.Name || PartOf(table.Table, column) is not { } part)
            return null;
        var shape = table.Sources.ShapeOf(table.Table, column, table.Constraints.DomainOf(column.Name));
        var mayBeNull = !column.NotNull && !table.Constraints.DomainOf(column.Name).NotNull && column.Default is null;
        var made = new GoodColumn(own, part, shape, 1, null, mayBeNull);
        var isNumber = own.Source is IOrderedSource { Step: > 0 };
        return part switch
        {
            GoodPart.Price => isNumber ? made with { Factor = ColumnWords.OfColumn(column.Name).Words.Any(w => w is "cents" or "cent" or "minor" or "pence") ? 100 : 1 } : null,
            GoodPart.Weight or GoodPart.Length or GoodPart.Width or GoodPart.Height => !isNumber && shape is null ? null
                : ColumnWords.OfColumn(column.Name).Words.Select(MeasureUnits.Factor).FirstOrDefault(f => f is not null) is { } factor ? made with { Factor = factor }
                : made with { Unit = UnitBeside(part == GoodPart.Weight ? "weight_unit" : "length_unit") },
            GoodPart.Description => shape is not null && table.Locale.StartsWith("en", StringComparison.Ordinal) ? made : null,
            GoodPart.Attributes => own.Source is { Name: "json_attributes" } ? made : null,
            _ => own.Source is TypedSource<string> && shape is not null ? made : null,
        };
    }

    /// <summary>The row's unit of measure; null where it names none.</summary>
    GoodUnit? UnitBeside(string role)
    {
        var at = Enumerable.Range(0, table.Table.Columns.Count).FirstOrDefault(c => (given.Contains(c) || drawn.ContainsKey(c)) && MeasureUnits.RoleOf(table.Table, table.ColumnAt(c)) == role, -1);
        if (at < 0)
            return null;
        if (table.Codecs[at].ValueType == typeof(string))
            return new GoodUnit([at], (batch, row) => TextOf(batch, row, at)?.Trim());
        return table.References.FirstOrDefault(r => r.IsPickable && r.Columns is [var only] && only == at) is { } reference
            && ToldColumns.Text(table, reference, ToldColumns.Unit(table.Run.Plan.Schema.Get(reference.Key.ReferencedTable))) is { } values && new ParentValue(reference, values.Of) is var parent
            ? new GoodUnit([at], (batch, row) => (parent.Of(batch, row) as string)?.Trim())
            : null;
    }
}
