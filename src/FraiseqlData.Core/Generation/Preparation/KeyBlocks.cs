using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Chooses the integers that a run's keys count on from: behind the rows that are there, where the columns' checks leave room.</summary>
/// <param name="compiler">Knows what the constraints mean.</param>
sealed class KeyBlocks(RunCompiler compiler)
{
    /// <summary>What is known of a table's rows before they are made.</summary>
    /// <exception cref="CapacityException">The type of a key does not hold so many.</exception>
    public TableData DataOf(ResolvedTable table)
    {
        var keys = new Dictionary<string, KeyBlock>(StringComparer.Ordinal);
        foreach (var column in StateReader.IntegerKeys(table.Table).Union(table.Table.Columns.Where(c => IsFed(table.Table, c))))
        {
            if (column.Sequence is not null || IsCountable(table, column))
                keys[column.Name] = GivenKeys.PassOver(table, column.Name, Fitting(table, column, new KeyBlock(FirstKey(table, column), column.Sequence is { Increment: < 0 and var step } ? step : 1)));
        }
        return new TableData(table.FirstInstance, table.Count, keys, table.TableCode, new Dictionary<string, IReadOnlyList<long>>());
    }

    /// <summary>Whether a sequence gives the column's values; they are reserved, whatever key the column is part of.</summary>
    static bool IsFed(Table table, Column column) =>
        column is { Sequence: not null, IsGenerated: false, CanInsert: true, Type.Underlying.Name.Name: "int2" or "int4" or "int8" } && !table.ForeignKeys.Any(f => f.Columns.Contains(column.Name));

    /// <summary>Whether keys can be counted up from the first free one: nothing that the column's checks refuse lies on the way. Others can pass it over.</summary>
    bool IsCountable(ResolvedTable table, Column column)
    {
        var constraints = compiler.Analyse(table.Table);
        return constraints.DomainOf(column.Name) is { Allowed: null, Alternatives: [], Refused: [] } domain && !IsJudged(constraints, column)
            && (domain.Max is not { } max || FirstKey(table, column) <= Convert.ToInt64(max, CultureInfo.InvariantCulture) - table.Count);
    }

    static bool IsJudged(TableConstraints constraints, Column column) =>
        constraints.RowChecks.Any(c => c.Columns is [var one] && one == column.Name)
        || constraints.ServerChecks.Any(c => c.Columns is [var only] && only == column.Name || column.Type.Checks.Contains(c));

    /// <summary>The block, if the column's type holds all of it.</summary>
    static KeyBlock Fitting(ResolvedTable table, Column column, KeyBlock block)
    {
        var capacity = CapacityFinder.OfKeys(column, block);
        return table.Count <= capacity
            ? block
            : throw new CapacityException(table.Table, table.Table.UniqueKeys.FirstOrDefault(k => k.Columns is [var only] && only == column.Name)?.Name ?? column.Name, table.Count, Math.Max(0, capacity));
    }

    long FirstKey(ResolvedTable table, Column column)
    {
        var least = compiler.Analyse(table.Table).DomainOf(column.Name).Min is { } min ? Convert.ToInt64(min, CultureInfo.InvariantCulture) : 1;
        return table.State.HighestKeys.TryGetValue(column.Name, out var highest) ? Math.Max(least, highest + 1) : least;
    }
}
