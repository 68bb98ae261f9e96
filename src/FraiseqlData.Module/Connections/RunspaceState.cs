using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using FraiseqlData.Connections;
using FraiseqlData.Planning;
using FraiseqlData.Servers;

namespace FraiseqlData.Module;

/// <summary>What the module remembers for one runspace. It lives as long as the runspace and is seen by no other.</summary>
sealed class RunspaceState
{
    static readonly ConditionalWeakTable<Runspace, RunspaceState> All = [];

    readonly List<FqConnection> _known = [];

    /// <summary>The state of the runspace that the calling thread runs.</summary>
    public static RunspaceState Current => All.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The connection of Connect-FqDatabase, or null.</summary>
    public FqConnection? Default { get; set; }

    /// <summary>The throwaway servers that this runspace started and did not stop.</summary>
    public List<ThrowawayServer> Servers { get; } = [];

    /// <summary>The generators of Register-FqGenerator, by name.</summary>
    public SortedDictionary<string, CustomGenerator> Generators { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A plan with the registered generators.</summary>
    public SeedPlan AddGenerators(SeedPlan plan) => Generators.Values.Aggregate(plan, (p, g) => p.WithGenerator(g));

    /// <summary>What completion read of databases lately.</summary>
    public SchemaCache Schemas { get; } = new();

    /// <summary>
    /// A connection that leads to the same place in the same way and was used before, or this one: so that a command given the same text
    /// again uses the same sessions.
    /// </summary>
    public FqConnection Known(FqConnection connection)
    {
        _ = _known.RemoveAll(c => c.IsClosed);
        if (_known.Find(c => c.IsSameAs(connection)) is { } before)
            return before;
        _known.Add(connection);
        return connection;
    }

    /// <summary>Closes the sessions that lead to a server that was stopped.</summary>
    public void Forget(ThrowawayServer server)
    {
        _ = Servers.Remove(server);
        foreach (var connection in _known.FindAll(c => c.Host == server.Host && c.Port == server.Port))
            connection.Dispose();
        if (Default is { IsClosed: true })
            Default = null;
    }
}
