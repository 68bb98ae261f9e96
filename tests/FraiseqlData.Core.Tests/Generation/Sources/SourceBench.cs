using FraiseqlData.Constraints;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Shouldly;

namespace FraiseqlData.Core.Tests.Generation.Sources;

/// <summary>Columns made by hand, and the values that the catalog's sources give them.</summary>
static class SourceBench
{
    public static readonly SourceCatalog Catalog = new(new SourceOptions { Seed = 42 });

    public static PgType Type(string name, char category = 'U') => new()
    {
        Oid = 1,
        Name = new("pg_catalog", name),
        Kind = PgTypeKind.Base,
        SqlName = name,
        Category = category,
    };

    public static Column Column(string name, PgType type, int modifier = -1, bool deterministic = true) => new()
    {
        Name = name,
        Position = 1,
        Type = type,
        TypeModifier = modifier,
        SqlType = type.SqlName,
        IsCollationDeterministic = deterministic,
    };

    public static Column Text(string name) => Column(name, Type("text"));

    public static Column Varchar(string name, int length) => Column(name, Type("varchar"), length + 4);

    public static Column Numeric(string name, int precision, int scale) => Column(name, Type("numeric"), ((precision << 16) | scale) + 4);

    public static Table Table(string name, params Column[] columns) => new() { Oid = 1, Name = new("public", name), Columns = columns };

    public static TypedSource Source(Column column, ColumnDomain? domain = null, bool asKey = false, SourceCatalog? catalog = null, string table = "tb_item") =>
        ((catalog ?? Catalog).ForColumn(Table(table, column), column, domain ?? ColumnDomain.Any, asKey) as TypedSource).ShouldNotBeNull();

    public static List<object?> Draw(ValueSource source, Column column, int count, int first = 1)
    {
        var (vector, cell) = Place(column, count);
        for (var i = 0; i < count; i++)
            source.Write(vector, i, CellRandom.For(CellRandom.StreamKey(42, column.Name), first + i), cell);
        return [.. Enumerable.Range(0, count).Select(vector.GetValue)];
    }

    public static List<object?> Distinct(ValueSource source, Column column, IReadOnlyList<ulong> indexes)
    {
        var (vector, cell) = Place(column, indexes.Count);
        for (var i = 0; i < indexes.Count; i++)
            source.WriteDistinct(vector, i, indexes[i], CellRandom.For(CellRandom.StreamKey(42, column.Name), i), cell);
        return [.. Enumerable.Range(0, indexes.Count).Select(vector.GetValue)];
    }

    /// <summary>Indexes at the start, around powers of ten and at the end of a capacity.</summary>
    public static List<ulong> Indexes(ulong capacity, int most)
    {
        var indexes = new SortedSet<ulong>();
        for (var i = 0UL; i < (ulong)most; i++)
        {
            indexes.Add(i);
            indexes.Add(capacity - 1 - Math.Min(i, capacity - 1));
        }
        for (var power = 1000UL; power < capacity && power < 1_000_000_000_000; power *= 10)
        {
            for (var i = 0UL; i < 20; i++)
                indexes.Add(power - 10 + i);
        }
        return [.. indexes.Where(i => i < capacity)];
    }

    static (ColumnVector Vector, CellContext Cell) Place(Column column, int count)
    {
        var vector = TypeCodecs.For(column).CreateVector(Math.Max(count, 1));
        return (vector, new CellContext(new RowBatch([vector], Math.Max(count, 1)), 0));
    }
}
