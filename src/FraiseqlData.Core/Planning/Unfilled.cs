using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>Why a table that a plan needs cannot be filled.</summary>
/// <param name="Table">The table.</param>
/// <param name="Error">What is wrong, and what to do about it.</param>
/// <param name="Parent">The parent that cannot be filled either and is the reason, or null where the table itself is to blame.</param>
/// <param name="Capacity">How many rows would fit, where that is the reason.</param>
/// <param name="CapacityReason">The constraint that allows no more, or null.</param>
sealed record Obstacle(Table Table, FraiseqlDataException Error, QualifiedName? Parent = null, long? Capacity = null, string? CapacityReason = null)
{
    /// <summary>Whether the plan's own words are wrong, not the table: then leaving the table out would hide a mistake.</summary>
    public bool IsMistake => Error.Id is "FqOverrideInvalid" or "FqDistributionInvalid" or "FqPerParentInvalid" or "FqGeneratorUnknown" or "FqGeneratorParameter" or "FqGeneratorUnsuitable" or "FqScriptHostMissing";
}

/// <summary>The tables that preparation found to get no rows, in the order in which they were found.</summary>
sealed class Unfilled
{
    readonly Dictionary<QualifiedName, string> _full = [];
    readonly Dictionary<QualifiedName, Obstacle> _byTable = [];
    readonly List<Obstacle> _obstacles = [];

    /// <summary>Begins with what is known already.</summary>
    public Unfilled(IReadOnlyList<Obstacle>? known = null)
    {
        foreach (var obstacle in known ?? [])
            Add(obstacle);
    }

    /// <summary>Grows with every table that is found.</summary>
    public int Count => _full.Count + _obstacles.Count;

    /// <summary>The tables that the plan itself names.</summary>
    public IReadOnlySet<QualifiedName> Wanted { get; set; } = new HashSet<QualifiedName>();

    /// <summary>What stands in the way of tables that the plan names.</summary>
    public IReadOnlyList<Obstacle> Obstacles
    {
        get
        {
            var matter = new HashSet<Obstacle>();
            foreach (var obstacle in _obstacles.Where(o => Wanted.Contains(o.Table.Name)))
            {
                for (var at = obstacle; at is not null && matter.Add(at); at = at.Parent is { } parent ? ObstacleOf(parent) : null)
                {
                }
            }
            return [.. _obstacles.Where(matter.Contains)];
        }
    }

    /// <summary>Parents that nobody named and that cannot be had; what refers to them is NULL.</summary>
    public IEnumerable<Obstacle> Dispensable => _obstacles.Except(Obstacles);

    /// <summary>Why nothing more fits into a table, which is no obstacle: its rows serve as parents. Null for other tables.</summary>
    public string? WhyFull(QualifiedName table) => _full.GetValueOrDefault(table);

    public Obstacle? ObstacleOf(QualifiedName table) => _byTable.GetValueOrDefault(table);

    /// <summary>The obstacle that an obstacle goes back to: itself, or that of the first parent that is itself to blame.</summary>
    public Obstacle CauseOf(Obstacle obstacle)
    {
        var seen = new HashSet<Obstacle>();
        while (obstacle.Parent is { } parent && seen.Add(obstacle) && ObstacleOf(parent) is { } above)
            obstacle = above;
        return obstacle;
    }

    public void AddFull(QualifiedName table, string reason) => _full[table] = reason;

    /// <summary>Notes why a table cannot be filled; the first reason counts.</summary>
    public void Add(Obstacle obstacle)
    {
        if (_byTable.TryAdd(obstacle.Table.Name, obstacle))
            _obstacles.Add(obstacle);
    }

    /// <summary>Throws what stands in the way of a run, all of it in one error.</summary>
    /// <param name="skips">Whether the run leaves out what cannot be filled; mistakes of the plan stand in its way all the same.</param>
    public void ThrowIfAny(bool skips)
    {
        var causes = Obstacles.Where(o => o.Parent is null && (o.IsMistake || !skips)).ToList();
        if (causes.Count > 0)
            throw causes is [var only] ? only.Error : PlanErrors.SeveralUnfillable([.. causes.Select(o => (o.Table.Name, o.Error))]);
    }
}
