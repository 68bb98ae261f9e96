using System.Management.Automation;
using FraiseqlData.Connections;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Module;

/// <summary>
/// What Invoke-FqSeed put into a database. Each table is a property as well: <c>$seeds.tb_model[0].id</c>, <c>$seeds.'catalog.tb_model'</c>.
/// </summary>
public sealed class FqSeedResult
{
    FqSeedResult(SeedResult result, FqConnection connection, TimeSpan duration) => (Inner, Connection, Duration) = (result, connection, duration);

    /// <summary>The tables in load order.</summary>
    public IReadOnlyList<SeededTable> Tables => Inner.Tables;

    /// <summary>The plan's seed.</summary>
    public long Seed => Inner.Seed;

    /// <summary>How long the command took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The rows of all tables together.</summary>
    public long Count => Inner.Count;

    /// <summary>Host and database.</summary>
    public string Target => Inner.Target;

    /// <summary>The tables that could not be filled and were left out, with the reasons.</summary>
    public IReadOnlyList<SkippedTable> Skipped => Inner.Skipped;

    /// <summary>The partitions that were made.</summary>
    public IReadOnlyList<NewPartition> NewPartitions => Inner.NewPartitions;

    /// <summary>The read models of the tables that were filled, and whether they show the rows.</summary>
    public IReadOnlyList<ReadModel> ReadModels => Inner.ReadModels;

    internal SeedResult Inner { get; }

    internal FqConnection Connection { get; }

    /// <summary>The rows of a table.</summary>
    /// <param name="name">The table's name, with its schema where it is not unique.</param>
    /// <exception cref="Exception"><c>FqTableNotFound</c>: the run filled no such table.</exception>
    public SeededRowList GetRows(string name) => new(Find(name));

    /// <summary>Some rows of a table.</summary>
    /// <param name="name">The table's name, with its schema where it is not unique.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="count">How many rows at the most.</param>
    /// <exception cref="Exception"><c>FqTableNotFound</c>: the run filled no such table.</exception>
    public PSObject[] GetRows(string name, long first, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. GetRows(name).Range(first, count)];
    }

    /// <summary>Rows, tables and target in one line.</summary>
    public override string ToString() => $"{Count} rows in {Tables.Count} tables of {Target}";

    /// <summary>The result with its tables as properties.</summary>
    internal static PSObject Of(SeedResult result, FqConnection connection, TimeSpan duration)
    {
        var made = new PSObject(new FqSeedResult(result, connection, duration));
        var fixedMembers = made.Members.Select(m => m.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var bare = new Dictionary<SeededTable, string>();
        foreach (var tables in result.Tables.GroupBy(t => t.Name.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.ToList()))
        {
            if (tables is not [var only] || !fixedMembers.Add(only.Name.Name))
                continue;
            Add(made, only.Name.Name, only);
            bare[only] = only.Name.Name;
        }
        foreach (var table in result.Tables)
        {
            if (!fixedMembers.Add(table.Name.ToString()))
                continue;
            if (bare.TryGetValue(table, out var name))
                made.Properties.Add(new PSAliasProperty(table.Name.ToString(), name));
            else
                Add(made, table.Name.ToString(), table);
        }
        // An entry's key names its rows, unless they are of several tables or the name is taken.
        foreach (var entries in result.Tables.SelectMany(t => t.Entries, (Table, Entry) => (Table, Entry)).GroupBy(e => e.Entry.Key, StringComparer.OrdinalIgnoreCase).Select(g => g.ToList()))
        {
            if (entries is [var (table, entry)] && fixedMembers.Add(entry.Key))
                made.Properties.Add(new PSNoteProperty(entry.Key, new SeededRowList(table, entry)));
        }
        return made;
    }

    static void Add(PSObject made, string name, SeededTable table) => made.Properties.Add(new PSNoteProperty(name, new SeededRowList(table)));

    SeededTable Find(string name)
    {
        if (Inner.Find(name) is { } table)
            return table;
        throw new FqTableNotFound($"The run filled no table '{name}', or several of that name; it filled {string.Join(", ", Tables.Select(t => t.Name))}. Name one of them, with its schema.");
    }
}

/// <summary>A result was asked for a table that it has not. PowerShell takes the name of an exception out of a method for the error's identifier.</summary>
sealed class FqTableNotFound(string message) : Exception(message);
