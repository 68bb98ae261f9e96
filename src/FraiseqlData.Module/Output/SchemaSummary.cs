using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>A schema in a few numbers.</summary>
public sealed class SchemaSummary
{
    SchemaSummary(string target, string name, int tables, int others, double? rows) =>
        (Target, Name, Tables, Others, EstimatedRows) = (target, name, tables, others, rows);

    /// <summary>The schema's name.</summary>
    public string Name { get; }

    /// <summary>How many tables it has that can be filled, partitions not counted.</summary>
    public int Tables { get; }

    /// <summary>How many views and foreign tables it has.</summary>
    public int Others { get; }

    /// <summary>The planner's estimate of its rows, or null where no table was analysed.</summary>
    public double? EstimatedRows { get; }

    /// <summary>The connection's target.</summary>
    public string Target { get; }

    /// <summary>The schema's name.</summary>
    public override string ToString() => Name;

    internal static SchemaSummary Of(string target, string name, IEnumerable<Table> relations)
    {
        var all = relations.ToList();
        var tables = all.FindAll(t => t.IsFillable && t.Partition is null);
        var analysed = all.FindAll(t => t.Kind == RelationKind.Table && t.EstimatedRows >= 0);
        return new SchemaSummary(
            target, name, tables.Count, all.Count(t => !t.IsFillable), analysed.Count == 0 ? null : analysed.Sum(t => t.EstimatedRows));
    }
}
