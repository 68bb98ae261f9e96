using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>SQL that finds the highest instance of a table's rows within a scope, by look-ups in the keys' indexes.</summary>
static class InstanceQuery
{
    const int PrefixLength = 24;
    const int InstanceDigits = 12;

    /// <summary>An expression that gives a number, or NULL where no row tells its instance.</summary>
    public static string Of(Table table, InstanceScope scope)
    {
        List<string> found = [];
        if (scope.TableCode is { } code && UuidKeys.Find(table) is { } id)
        {
            found.Add(ByPattern(table, id, code, scope));
            if (scope.HasOtherIds)
                found.Add(ByVersion7(table, id, scope));
        }
        if (TrinityTable.Detect(table) is { } trinity)
            found.Add(ByIdentifier(table, trinity, scope));
        if (scope.HasOtherIds && found.Count > 0)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"(SELECT CASE WHEN count(*) > 0 THEN least(count(*) + {scope.First} - 1, {scope.Last}) END FROM {table.RowsSql})"));
        return found.Count == 0 ? "NULL::bigint" : $"greatest({string.Join(", ", found)})";
    }

    /// <summary>
    /// The highest instance over all seed directories, functions, scenarios and test cases that the table's rows have: one look-up for each of
    /// these, from the last to the first. (There is no max(uuid) before PostgreSQL 18, and it would not help: the instance is the last field.)
    /// </summary>
    static string ByPattern(Table table, Column id, int code, InstanceScope scope)
    {
        var (column, rows) = (QualifiedName.Quote(id.Name), table.RowsSql);
        var (low, high) = (new PatternUuid(code, 0, 0, 0, 0, 0), new PatternUuid(code, 99, 9_999, 9_999, 99, PatternUuid.MaxInstance));
        return $"""
            (WITH RECURSIVE p (id) AS (
                (SELECT r.{column} FROM {rows} AS r WHERE r.{column} BETWEEN '{low}' AND '{high}' ORDER BY r.{column} DESC LIMIT 1)
                UNION ALL
                SELECT (SELECT r.{column} FROM {rows} AS r WHERE r.{column} >= '{low}' AND r.{column} < {Bound(0)} ORDER BY r.{column} DESC LIMIT 1)
                FROM p WHERE p.id IS NOT NULL)
            SELECT max(i.digits)::bigint
            FROM p, LATERAL (
                SELECT right(r.{column}::text, {InstanceDigits}) COLLATE "C" AS digits FROM {rows} AS r
                WHERE r.{column} BETWEEN {Bound(scope.First)} AND {Bound(scope.Last)}
                ORDER BY r.{column} DESC LIMIT 1) AS i
            WHERE p.id::text ~ '^[0-9]+-[0-9]+-4[0-9]+-8[0-9]+-' AND i.digits ~ '^[0-9]+$')
            """;
    }

    static string ByVersion7(Table table, Column id, InstanceScope scope)
    {
        var column = QualifiedName.Quote(id.Name);
        var last = Math.Min(scope.Last, InstanceRanges.FirstRuntime - 1);
        var (low, high) = (Version7Uuid.Of(scope.Origin, Math.Min(scope.First, last), 0, 0), Version7Uuid.Of(scope.Origin, last, ulong.MaxValue, ulong.MaxValue));
        var origin = Version7Uuid.Of(scope.Origin, 0, 0, 0).ToString("N", CultureInfo.InvariantCulture)[..12];
        return $"""
            (SELECT ('x' || left(replace(r.{column}::text, '-', ''), 12))::bit(48)::bigint - ('x{origin}')::bit(48)::bigint
            FROM {table.RowsSql} AS r WHERE r.{column} BETWEEN '{low}' AND '{high}' AND substr(r.{column}::text, 15, 1) = '7' ORDER BY r.{column} DESC LIMIT 1)
            """;
    }

    /// <summary>What the identifier of the last row ends with, where it can be the instance of test data.</summary>
    static string ByIdentifier(Table table, TrinityTable trinity, InstanceScope scope)
    {
        var last = Math.Min(scope.Last, InstanceRanges.FirstRuntime - 1);
        return string.Create(CultureInfo.InvariantCulture, $"""
            (SELECT max(n.digits::bigint) FROM (
                SELECT substring(r.{QualifiedName.Quote(trinity.Identifier.Name)}::text FROM '[0-9]{"{4,12}"}$') AS digits
                FROM {table.RowsSql} AS r ORDER BY r.{QualifiedName.Quote(trinity.Key.Name)} DESC LIMIT 1) AS n
            WHERE n.digits::bigint BETWEEN {scope.First} AND {last})
            """);
    }

    // The id of an instance with the prefix of p's. A query of its own: where a table is read from end to end, it is computed once and not for each row.
    static string Bound(long instance) =>
        string.Create(CultureInfo.InvariantCulture, $"(SELECT (left(p.id::text, {PrefixLength}) || '{instance:D12}')::uuid)");
}
