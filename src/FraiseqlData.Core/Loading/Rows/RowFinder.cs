using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>A query for some rows of a table in row order: SQL with the parameters <c>@{prefix}0</c>, <c>@{prefix}1</c> and so on, arrays of text.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Parameters">The values of the parameters.</param>
sealed record RowQuery(string Sql, IReadOnlyList<string?[]> Parameters);

/// <summary>Finds the rows of a run again.</summary>
abstract class RowFinder(Table table)
{
    protected Table Table { get; } = table;

    /// <summary>A query for the rows from an ordinal on.</summary>
    /// <param name="first">The first row's ordinal.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="prefix">What the parameters' names begin with.</param>
    public abstract RowQuery Query(long first, int count, string prefix);

    /// <summary>All columns in order; NULL where the role may not read.</summary>
    protected string SelectList => string.Join(", ", Table.Columns.Select(c => c.CanSelect ? $"t.{QualifiedName.Quote(c.Name)}{AsText(c.Type)}" : "NULL"));

    /// <summary>The driver loses the session over an array whose elements are domains over arrays, text results or not; as text they are like any other.</summary>
    static string AsText(PgType type) =>
        type.Underlying is { Kind: PgTypeKind.Array, Element.Underlying.Kind: PgTypeKind.Array } ? "::text" : "";

    /// <summary>The table without those that inherit from it; a partitioned one with its partitions.</summary>
    protected string From => $"{Table.RowsSql} AS t";
}

/// <summary>Finds rows by a unique key.</summary>
sealed class KeyRowFinder(Table table, RowKeys keys) : RowFinder(table)
{
    /// <summary>Finds the rows of a program by a key that is known here; null where there is none.</summary>
    public static RowFinder? Find(TableProgram program) => RowKeys.Find(program) is { } keys ? new KeyRowFinder(program.Table.Table, keys) : null;

    public override RowQuery Query(long first, int count, string prefix)
    {
        var texts = keys.Texts(first, count);
        var columns = keys.Columns.Select(c => Table.Columns[c]).ToList();
        if (columns.Count == 1 && IsRun(columns[0], texts[0]))
        {
            var name = $"t.{QualifiedName.Quote(columns[0].Name)}";
            return new RowQuery($"SELECT {SelectList} FROM {From} WHERE {name} BETWEEN {texts[0][0]} AND {texts[0][^1]} ORDER BY {name}", []);
        }
        var arrays = columns.Select((c, i) => $"@{prefix}{i}::text[]::{c.SqlType}[]");
        var names = columns.Select((_, i) => $"k{i}");
        var joins = columns.Select((c, i) => SqlColumns.Same(c, $"t.{QualifiedName.Quote(c.Name)}", $"k.k{i}"));
        return new RowQuery(
            $"SELECT {SelectList} FROM unnest({string.Join(", ", arrays)}) WITH ORDINALITY AS k ({string.Join(", ", names)}, n) "
            + $"JOIN {From} ON {string.Join(" AND ", joins)} ORDER BY k.n",
            texts);
    }

    /// <summary>Whether the keys are consecutive integers, which one range of an index finds.</summary>
    static bool IsRun(Column column, string?[] keys)
    {
        if (FedColumn.Range(column) is null || keys.Length == 0)
            return false;
        var first = long.Parse(keys[0]!, CultureInfo.InvariantCulture);
        for (var i = 1; i < keys.Length; i++)
        {
            if (long.Parse(keys[i]!, CultureInfo.InvariantCulture) - i != first)
                return false;
        }
        return true;
    }
}

/// <summary>Finds the rows of a baseline by the ids of their instances.</summary>
sealed class InstanceRowFinder(CheckedBaselineTable table) : RowFinder(table.Table)
{
    public override RowQuery Query(long first, int count, string prefix)
    {
        var id = $"t.{QualifiedName.Quote(table.Id.Name)}";
        return new RowQuery($"SELECT {SelectList} FROM {From} WHERE {id} BETWEEN '{table.IdOf(first + 1)}' AND '{table.IdOf(first + count)}' ORDER BY {id}", []);
    }
}

/// <summary>
/// Finds rows of tables without a usable key by the transaction that wrote them, in the order in which they lie on disk: the row order
/// where neither triggers nor updates have moved them.
/// </summary>
sealed class VersionRowFinder(Table table, IReadOnlyList<string> versions) : RowFinder(table)
{
    public override RowQuery Query(long first, int count, string prefix)
    {
        var order = Table.Kind == RelationKind.PartitionedTable ? "t.tableoid, t.ctid" : "t.ctid";
        return new RowQuery(
            string.Create(CultureInfo.InvariantCulture, $"SELECT {SelectList} FROM {From} WHERE t.xmin = ANY ('{{{string.Join(',', versions)}}}'::xid[]) ORDER BY {order} LIMIT {count} OFFSET {first}"),
            []);
    }
}
