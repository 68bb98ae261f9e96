using System.Globalization;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>What a column says of a thing.</summary>
enum GoodPart
{
    Price,
    Weight,
    Length,
    Width,
    Height,

    /// <summary>The size that it is sold in.</summary>
    Size,
    Description,
    Attributes,
    Colour,
}

/// <summary>A column that says something of the thing that its row is about.</summary>
/// <param name="Own">Fills the column alone.</param>
/// <param name="Part">What it says.</param>
/// <param name="Shape">What the column demands of texts; null where it holds none.</param>
/// <param name="Factor">How many of the column's units a dollar, a kilogram or a centimetre is.</param>
/// <param name="Unit">Says of a row in which unit it measures; null where all rows have the same.</param>
/// <param name="MayBeNull">Whether it is NULL for things that have no such thing.</param>
sealed record GoodColumn(SourceStep Own, GoodPart Part, TextShape? Shape, decimal Factor, GoodUnit? Unit, bool MayBeNull)
{
    const int MostSentences = 2;

    /// <summary>Draws descriptions of things of a sort that fit the column.</summary>
    public ProseText Prose(GoodSort sort) => new(sort.Sentences, Shape!.MinLength, Shape.MaxLength, MostSentences);
}

/// <summary>Fills what a row says of a thing that the engine knows: a towel weighs and costs what towels do.</summary>
/// <param name="name">Says what the thing is called.</param>
/// <param name="columns">The columns.</param>
sealed class GoodsStep(RowName name, IReadOnlyList<GoodColumn> columns) : BatchStep
{
    const int Parts = 1000;

    static readonly decimal[] Endings = [0m, 0.5m, 0.9m, 0.95m, 0.95m, 0.99m, 0.99m, 0.99m];
    static readonly string[] Colours = ["black", "white", "grey", "blue", "green", "red", "beige", "brown"];

    readonly Dictionary<(GoodSort, GoodColumn), ProseText> _prose = [];

    public override IReadOnlyList<int> Writes { get; } = [.. columns.Select(c => c.Own.Column)];

    public override IReadOnlyList<int> Reads { get; } = [.. name.Columns.Concat(columns.SelectMany(c => c.Unit?.Columns ?? [])).Distinct().Except(columns.Select(c => c.Own.Column))];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => columns.First(c => c.Own.Column == column).Own.AccountFor(column).InGroup("what the thing is", name.Columns, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var column in columns)
            column.Own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        for (var row = start; row < end; row++)
        {
            if (name.Of(batch, row) is not { } text || Goods.In(text) is not { } good)
                continue;
            foreach (var column in columns)
            {
                if (!batch.Columns[column.Own.Column]!.IsNull(row))
                    Write(column, good, batch, row, column.Own.SecondThoughtOf(batch, row, attempt));
            }
        }
    }

    void Write(GoodColumn column, Good good, RowBatch batch, int row, CellRandom random)
    {
        var cells = batch.Columns[column.Own.Column]!;
        switch (column.Part)
        {
            case GoodPart.Price:
                WriteNumber(column, cells, row, Price(good.Price, ref random) * column.Factor);
                break;
            case GoodPart.Weight:
                Measure(column, cells, batch, row, Between(good.Weight, ref random));
                break;
            case GoodPart.Length or GoodPart.Width or GoodPart.Height:
                var share = column.Part switch { GoodPart.Width => random.Between(40, 80), GoodPart.Height => random.Between(10, 40), _ => 100 };
                Measure(column, cells, batch, row, Between(good.Length, ref random) * share / 100);
                break;
            case GoodPart.Colour when !good.Sort.HasColours && column.MayBeNull:
                cells.SetNull(row);
                break;
            case GoodPart.Size when good.Sort.Sizes.Count > 0:
                WriteText(column, cells, row, random.Pick(good.Sort.Sizes));
                break;
            case GoodPart.Size when column.MayBeNull:
                cells.SetNull(row);
                break;
            case GoodPart.Description:
                WriteText(column, cells, row, ProseOf(good.Sort, column).Draw(ref random));
                break;
            case GoodPart.Attributes:
                ((ColumnVector<string>)cells)[row] = Attributes(good.Sort, ref random);
                break;
            default:
                break;
        }
    }

    /// <summary>The prose of a sort for a column. Rows may be made by several threads.</summary>
    ProseText ProseOf(GoodSort sort, GoodColumn column)
    {
        lock (_prose)
            return _prose.TryGetValue((sort, column), out var prose) ? prose : _prose[(sort, column)] = column.Prose(sort);
    }

    static void WriteText(GoodColumn column, ColumnVector cells, int row, string text)
    {
        if (cells is ColumnVector<string> texts && column.Shape?.Fit(text) is { } fit)
            texts[row] = fit;
    }

    static void WriteNumber(GoodColumn column, ColumnVector cells, int row, decimal value)
    {
        if (column.Own.Source is not IOrderedSource { Step: > 0 } source)
            return;
        var number = Bounds.Saturate(decimal.Round(value / source.Step, MidpointRounding.AwayFromZero));
        number = number == 0 && value > 0 ? 1 : number;
        if (source.Whole.Contains(number))
            source.WriteNumber(cells, row, number);
    }

    static void Measure(GoodColumn column, ColumnVector cells, RowBatch batch, int row, decimal value)
    {
        if (value == 0 && column.MayBeNull)
        {
            cells.SetNull(row);
            return;
        }
        value = Rounded(value * (column.Unit?.Of(batch, row) ?? column.Factor));
        if (cells is ColumnVector<string>)
            WriteText(column, cells, row, value.ToString("0.###", CultureInfo.InvariantCulture));
        else
            WriteNumber(column, cells, row, value);
    }

    /// <summary>As precise as people weigh and measure.</summary>
    static decimal Rounded(decimal value) => decimal.Round(value, value switch { >= 20 => 0, >= 1 => 1, >= 0.1m => 2, _ => 3 });

    static decimal Between(GoodRange range, ref CellRandom random) => range.Low + (range.High - range.Low) * random.Next(Parts) / Parts;

    /// <summary>A price: more of them are small than great, and most end as prices in shops do.</summary>
    static decimal Price(GoodRange range, ref CellRandom random)
    {
        decimal step = random.Next(Parts);
        var price = range.Low + (range.High - range.Low) * step * step / (Parts * Parts);
        var ending = Endings[random.Next(Endings.Length)];
        return price < 2 ? decimal.Floor(price * 10) / 10 + 0.09m : price >= 2000 ? decimal.Round(price / 10) * 10 : decimal.Floor(price) + ending;
    }

    static string Attributes(GoodSort sort, ref CellRandom random)
    {
        var parts = new List<string>();
        if (sort.HasColours)
            parts.Add($"\"colour\": \"{random.Pick(Colours)}\"");
        if (sort.Materials.Count > 0)
            parts.Add($"\"material\": \"{random.Pick(sort.Materials)}\"");
        if (sort.Sizes.Count > 0)
            parts.Add($"\"size\": \"{random.Pick(sort.Sizes)}\"");
        parts.Add($"\"warranty_months\": {12 * (1 + random.Next(3))}");
        return $"{{{string.Join(", ", parts)}}}";
    }
}
