using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>The staging schema of a database as it is: its tables, and the resolvers that move rows out of it.</summary>
sealed class StagingArea
{
    readonly IReadOnlyList<Resolver> _resolvers;

    StagingArea(string name, StagedSchema staged, IReadOnlyList<StagingTwin> twins, IReadOnlyList<Resolver> resolvers, Resolver? master) =>
        (Name, Staged, Twins, _resolvers, Master) = (name, staged, twins, resolvers, master);

    /// <summary>The staging schema's name.</summary>
    public string Name { get; }

    /// <summary>How all tables should stand in it.</summary>
    public StagedSchema Staged { get; }

    /// <summary>The tables of production with those that stand for them.</summary>
    public IReadOnlyList<StagingTwin> Twins { get; }

    /// <summary>The resolver of all tables, or null where each has its own.</summary>
    public Resolver? Master { get; }

    /// <summary>All resolvers.</summary>
    public IReadOnlyList<Resolver> Resolvers => _resolvers;

    /// <summary>The staging schema that is meant: the one that is named, else <c>staging</c>, else <c>prep_seed</c>; null for none.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="named">What the user says.</param>
    /// <param name="tables">The tables whose rows are to go there; empty for any.</param>
    /// <exception cref="FraiseqlDataException"><c>FqStagingSchemaAmbiguous</c>: both have tables for these. <c>FqStagingSchemaNotFound</c>: the named one is not there.</exception>
    public static string? Choose(DatabaseSchema schema, string? named, IReadOnlyList<Table> tables)
    {
        if (named is not null)
            return schema.Tables.Any(t => t.Name.Schema == named) ? named : throw StagingErrors.NoSchema(named, schema.Database);
        var wanted = tables.Select(t => t.Name.Name).ToHashSet(StringComparer.Ordinal);
        var found = StagingSchemas.Of(schema, null);
        var candidates = StagingSchemas.Known.Where(found.Contains).ToList();
        var fitting = candidates.Where(c => schema.Tables.Any(t => t.Name.Schema == c && t.IsFillable && (wanted.Count == 0 || wanted.Contains(t.Name.Name)))).ToList();
        return fitting.Count > 1 ? throw StagingErrors.SchemaAmbiguous(fitting) : fitting.Count == 1 ? fitting[0] : candidates.FirstOrDefault();
    }

    /// <summary>Reads a staging schema.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqResolverNotFound</c>: the one that the user names is not there, or cannot be called.</exception>
    public static async Task<StagingArea> ReadAsync(
        NpgsqlConnection connection, DatabaseSchema schema, string staging, IReadOnlyList<string> schemas, string? resolveFunction, CancellationToken cancellationToken)
    {
        var staged = StagedSchema.Of(schema, staging, schemas);
        var resolvers = await Resolver.ReadAsync(connection, resolveFunction, cancellationToken).ConfigureAwait(false);
        return new StagingArea(staging, staged, StagingTwin.All(schema, staging, staged), resolvers, Resolver.FindMaster(resolvers, staging, resolveFunction));
    }

    /// <summary>The twin of a table; a partition's is that of the table that it is part of.</summary>
    public StagingTwin? TwinOf(QualifiedName table) => Staged.Find(table) is { } staged ? Twins.FirstOrDefault(t => t.Ideal == staged) : null;

    /// <summary>What keeps the rows of a table from going by way of staging.</summary>
    public IEnumerable<StagingFinding> ObstaclesOf(QualifiedName table)
    {
        if (TwinOf(table) is not { } twin)
            return [StagingTwin.Finding(table, null, "TableMissing", $"{table} is no table that can be staged.")];
        return twin.Findings.Concat(ResolverFindings(twin)).Where(f => f.Severity == StagingSeverity.Error);
    }

    /// <summary>What is wrong with the resolver of a table.</summary>
    public IEnumerable<StagingFinding> ResolverFindings(StagingTwin twin)
    {
        var staged = twin.Actual ?? twin.Ideal;
        var own = Resolver.Find(_resolvers, staged);
        if (own is null && Master is null)
            yield return StagingTwin.Finding(twin.Ideal.Table.Name, null, "ResolverMissing", $"There is neither {Name}.{Resolver.Master}() nor {Name}.{Resolver.Prefix}{staged.Name.Name}().");
        else if (own is { Obstacle: { } obstacle } && Master is null)
            yield return StagingTwin.Finding(twin.Ideal.Table.Name, null, "ResolverUncallable", $"{own.Name}() cannot be called: {obstacle}.");
    }

    /// <summary>The resolvers to call, in the order in which parents come before children; those in a circle twice.</summary>
    public IReadOnlyList<Resolver> InOrder()
    {
        if (Master is { } master)
            return [master];
        var staged = Twins.Where(t => t.Actual is not null && Resolver.Find(_resolvers, t.Actual) is { Obstacle: null }).Select(t => t.Actual!).ToList();
        var order = LoadOrder.Of([.. staged.Select(s => s.Table)], staged.SelectMany(s => s.Table.ForeignKeys).Where(k => k.IsEnforced));
        List<Resolver> calls = [.. order.Tables.Select(t => Resolver.Find(_resolvers, staged.First(s => s.Table == t))!).Distinct()];
        return order.SecondPass.Count + order.Deferred.Count + order.Together.Count == 0 ? calls : [.. calls, .. calls];
    }
}
