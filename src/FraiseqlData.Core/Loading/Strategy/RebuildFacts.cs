using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>What the catalog says that decides whether indexes and foreign keys may be dropped and built anew.</summary>
/// <param name="HasEventTriggers">Whether event triggers fire on DDL.</param>
/// <param name="HasLogicalSlots">Whether somebody decodes the database's changes.</param>
/// <param name="DefaultTablespace">The session's <c>default_tablespace</c>.</param>
/// <param name="LockTimeout">The session's <c>lock_timeout</c>.</param>
/// <param name="Tables">By oid: the tables of the plan.</param>
/// <param name="Indexes">Their indexes, in the order in which they were made.</param>
/// <param name="Keys">The foreign keys that they have or that point at them, in the order in which they were made.</param>
sealed record RebuildFacts(
    bool HasEventTriggers, bool HasLogicalSlots, string DefaultTablespace, string LockTimeout,
    IReadOnlyDictionary<uint, TableFacts> Tables, IReadOnlyList<IndexFacts> Indexes, IReadOnlyList<KeyFacts> Keys);

/// <summary>A table.</summary>
/// <param name="Oid">Its oid.</param>
/// <param name="IsInherited">Whether it inherits, or others inherit from it.</param>
/// <param name="IsPublished">Whether a publication sends its changes.</param>
/// <param name="CanCreate">Whether the role may make indexes in its schema.</param>
/// <param name="ExistingRows">How many rows it has, as far as can be told without counting; too many rather than too few.</param>
sealed record TableFacts(uint Oid, bool IsInherited, bool IsPublished, bool CanCreate, double ExistingRows);

/// <summary>An index.</summary>
/// <param name="Oid">Its oid.</param>
/// <param name="Table">Its table's oid.</param>
/// <param name="Name">Its name; a constraint behind it bears the same.</param>
/// <param name="Definition">The statement that makes it, tablespace and statistics targets apart.</param>
sealed record IndexFacts(uint Oid, uint Table, string Name, string Definition)
{
    /// <summary>The constraint that stands on it (<c>p</c>, <c>u</c>, <c>x</c>), or null.</summary>
    public char? Constraint { get; init; }

    public bool IsDeferrable { get; init; }

    public bool IsInitiallyDeferred { get; init; }

    /// <summary>Whether the table is clustered on it.</summary>
    public bool IsClustered { get; init; }

    /// <summary>Whether it is the table's replica identity.</summary>
    public bool IsReplicaIdentity { get; init; }

    /// <summary>The tablespace, or null for the database's own.</summary>
    public string? Tablespace { get; init; }

    /// <summary>The index's comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>The constraint's comment, or null.</summary>
    public string? ConstraintComment { get; init; }

    /// <summary>Numbers of columns (from 1) with the statistics targets that they were given.</summary>
    public IReadOnlyList<(int Column, int Target)> StatisticsTargets { get; init; } = [];

    /// <summary>Why it cannot be made anew as it is, or null.</summary>
    public string? Obstacle { get; init; }
}

/// <summary>A foreign key.</summary>
/// <param name="Oid">Its oid.</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The oid of the table that has it.</param>
/// <param name="TableName">That table's name.</param>
/// <param name="Parent">The oid of the table that it points at.</param>
/// <param name="ParentName">That table's name.</param>
/// <param name="Index">The oid of the parent's index.</param>
/// <param name="Definition">The constraint as <c>pg_get_constraintdef</c> writes it.</param>
sealed record KeyFacts(uint Oid, string Name, uint Table, QualifiedName TableName, uint Parent, QualifiedName ParentName, uint Index, string Definition)
{
    public bool IsDeferrable { get; init; }

    /// <summary>Whether the server checks it at all.</summary>
    public bool IsEnforced { get; init; } = true;

    public string? Comment { get; init; }

    /// <summary>Why it cannot be made anew as it is, or null.</summary>
    public string? Obstacle { get; init; }
}
