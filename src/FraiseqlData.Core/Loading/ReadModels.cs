using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Loading;

/// <summary>A read model <c>tv_&lt;entity&gt;</c> of a table that a run filled.</summary>
/// <param name="Name">The read model.</param>
/// <param name="Source">The table.</param>
/// <param name="Function">The function that brought it up to date, or null: then it does not show the run's rows.</param>
public sealed record ReadModel(QualifiedName Name, QualifiedName Source, string? Function)
{
    /// <summary>Whether it does not show the run's rows.</summary>
    public bool IsStale => Function is null;

    /// <summary>The read model and its state in words.</summary>
    public override string ToString() => IsStale ? $"{Name} (stale)" : $"{Name} (by {Function})";
}

/// <summary>A project's function that brings a read model up to date.</summary>
/// <param name="Name">The function.</param>
/// <param name="Argument">What it takes.</param>
sealed record SyncFunction(QualifiedName Name, SyncArgument Argument)
{
    const uint Uuid = 2950, UuidArray = 2951, Int4 = 23, Int4Array = 1007, Int8 = 20, Int8Array = 1016;

    /// <summary>The name of the function of a read model.</summary>
    public static string NameFor(QualifiedName model) => CatalogQueries.SyncFunctionPrefix + model.Name;

    /// <summary>A function of the catalog, or null where it takes what cannot be given.</summary>
    public static SyncFunction? Of(SyncFunctionRow row)
    {
        SyncArgument? argument = row.Argument switch
        {
            0 => SyncArgument.None,
            UuidArray => SyncArgument.Ids,
            Int4Array or Int8Array => SyncArgument.Keys,
            Uuid => SyncArgument.Id,
            Int4 or Int8 => SyncArgument.Key,
            _ => null,
        };
        return argument is { } known ? new SyncFunction(row.Name, known) : null;
    }

    /// <summary>The call for rows of a table.</summary>
    /// <param name="trinity">The table's columns.</param>
    /// <param name="rows">A query for the rows.</param>
    public string Call(TrinityTable trinity, string rows) => Argument switch
    {
        SyncArgument.None => $"SELECT {Name.ToSql()}()",
        SyncArgument.Ids => $"SELECT {Name.ToSql()}(array_agg(r.id)) FROM ({rows}) AS r",
        SyncArgument.Keys => $"SELECT {Name.ToSql()}(array_agg(r.{QualifiedName.Quote(trinity.Key.Name)})) FROM ({rows}) AS r",
        SyncArgument.Id => $"SELECT {Name.ToSql()}(r.id) FROM ({rows}) AS r",
        _ => $"SELECT {Name.ToSql()}(r.{QualifiedName.Quote(trinity.Key.Name)}) FROM ({rows}) AS r",
    };
}

/// <summary>What a function of a read model takes, the best first: many rows by one call, all rows, one row.</summary>
enum SyncArgument
{
    Ids,
    Keys,
    None,
    Id,
    Key,
}
