using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Relations;
using FraiseqlData.Schema;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>A row of small random values whose columns are limited by a table's own domains.</summary>
sealed class RandomRow : IRepairableRow
{
    readonly Table _table;
    readonly TableConstraints _constraints;
    readonly Random _random;
    readonly Dictionary<string, object?> _values;

    public RandomRow(Table table, TableConstraints constraints, int seed)
    {
        (_table, _constraints, _random) = (table, constraints, new Random(unchecked(seed * 1_000_003)));
        _values = table.Columns.ToDictionary(c => c.Name, c => !c.IsGenerated && (c.NotNull || _random.Next(4) > 0) ? Draw(c.Name, ColumnDomain.Any) : null);
    }

    public HashSet<string> Fixed { get; } = [];

    public object? Get(string column) => _values[column];

    public void Set(string column, object? value) => _values[column] = value;

    public bool CanChange(string column) => !Fixed.Contains(column);

    public bool CanBeNull(string column) => !_table.GetColumn(column).NotNull;

    public bool Accepts(string column, object value) => DomainTest.Accepts(_constraints.DomainOf(column), value);

    public object? Draw(string column, ColumnDomain domain)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var allowed = domain.Allowed ?? _constraints.DomainOf(column).Allowed;
            var value = allowed is { Count: > 0 } ? allowed[_random.Next(allowed.Count)] : Value(_table.GetColumn(column).Type.Name.Name);
            if (Accepts(column, value) && DomainTest.Accepts(domain, value))
                return value;
        }
        return null;
    }

    public int Pick(int count) => _random.Next(count);

    public string ToSql() => "(" + string.Join(", ", _table.Columns.Where(c => !c.IsGenerated).Select(c => Sql(_values[c.Name]))) + ")";

    object Value(string type) => type switch
    {
        "int4" => _random.Next(-3, 12),
        "int8" => (long)_random.Next(-5, 20),
        "numeric" => _random.Next(0, 2000) / 100m,
        "bool" => _random.Next(2) == 0,
        "date" => new DateOnly(2024, 1, 1).AddDays(_random.Next(700)),
        "timestamptz" => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(_random.Next(1_000_000)),
        "text" => new string((char)('a' + _random.Next(4)), _random.Next(1, 4)),
        _ => throw new InvalidOperationException(type),
    };

    static string Sql(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        DateOnly day => $"'{day:yyyy-MM-dd}'",
        DateTime moment => $"'{moment:yyyy-MM-dd HH:mm:ss}+00'",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
    };
}
