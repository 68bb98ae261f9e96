using FraiseqlData.Constraints;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>A partition that a run makes, since its table has none that could take a row.</summary>
/// <param name="Name">The partition's name.</param>
/// <param name="Parent">The table that it becomes a partition of.</param>
/// <param name="Bound">Its bound: it takes every row.</param>
public sealed record NewPartition(QualifiedName Name, QualifiedName Parent, string Bound)
{
    const int LongestName = 63;

    /// <summary>The partition and its table.</summary>
    public override string ToString() => $"{Name}, a partition of {Parent}";

    internal string ToSql() => $"CREATE TABLE {Name.ToSql()} PARTITION OF {Parent.ToSql()} {Bound}";

    /// <summary>The partitions that tables need before a row can be put into them.</summary>
    internal static IReadOnlyList<NewPartition> For(DatabaseSchema schema, IEnumerable<Table> tables)
    {
        var taken = schema.Tables.Select(t => t.Name).ToHashSet();
        return Array.AsReadOnly([.. tables.Select(t => PartitionBounds.WithoutLeaves(schema, t)).Where(t => t is not null).DistinctBy(t => t!.Name).Select(t => Of(t!, taken))]);
    }

    static NewPartition Of(Table parent, HashSet<QualifiedName> taken)
    {
        var name = Named(parent, "_default");
        for (var number = 2; !taken.Add(name); number++)
            name = Named(parent, $"_default{number}");
        return new NewPartition(name, parent.Name, parent.PartitionKey?.Strategy == PartitionStrategy.Hash ? "FOR VALUES WITH (MODULUS 1, REMAINDER 0)" : "DEFAULT");
    }

    static QualifiedName Named(Table parent, string end)
    {
        var name = parent.Name.Name;
        while (System.Text.Encoding.UTF8.GetByteCount(name) + end.Length > LongestName)
            name = name[..^1];
        return new QualifiedName(parent.Name.Schema, name + end);
    }
}
