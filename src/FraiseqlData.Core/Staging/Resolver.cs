using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>A function or procedure that moves rows from staging into their tables.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsProcedure">Whether it is called by CALL.</param>
/// <param name="Obstacle">Why it cannot be called, in words, or null.</param>
/// <param name="Body">Its source.</param>
sealed record Resolver(QualifiedName Name, bool IsProcedure, string? Obstacle, string Body)
{
    /// <summary>What the names of the tables' resolvers begin with.</summary>
    public const string Prefix = "fn_resolve_";

    /// <summary>The name of the one that moves all rows.</summary>
    public const string Master = Prefix + "all_staging";

    const string Query =
        """
        SELECT n.nspname, p.proname, p.prokind = 'p',
            CASE WHEN p.pronargs > p.pronargdefaults THEN 'it takes arguments' WHEN p.prorettype = 'trigger'::regtype THEN 'it is a trigger function'
                WHEN NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE') OR NOT pg_catalog.has_function_privilege(p.oid, 'EXECUTE') THEN 'the role may not execute it' END,
            p.prosrc
        FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE p.prokind IN ('f', 'p') AND (p.proname LIKE 'fn\_resolve\_%' OR p.proname = $1) AND n.nspname NOT LIKE 'pg\_%'
        ORDER BY 1, 2, 4 NULLS FIRST, p.pronargs
        """;

    /// <summary>The statement that calls it, without the word SELECT or CALL, for people.</summary>
    public string Call => $"{Name}()";

    /// <summary>The statement that calls it.</summary>
    public string ToSql() => $"{(IsProcedure ? "CALL" : "SELECT")} {Name.ToSql()}()";

    /// <summary>All functions and procedures that are named like resolvers, or as the user says; of several with one name the first that can be called.</summary>
    public static async Task<IReadOnlyList<Resolver>> ReadAsync(NpgsqlConnection connection, string? named, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(Query, connection);
        _ = command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = named is null ? "" : NameOf(named).Name });
        var found = new List<Resolver>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            found.Add(new Resolver(new QualifiedName(reader.GetString(0), reader.GetString(1)), reader.GetBoolean(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetString(4)));
        return [.. found.DistinctBy(r => r.Name)];
    }

    /// <summary>The resolver of all tables, or null where each table has its own.</summary>
    /// <param name="all">All resolvers.</param>
    /// <param name="staging">The staging schema.</param>
    /// <param name="named">What the user names, or null.</param>
    /// <exception cref="FraiseqlDataException"><c>FqResolverNotFound</c>: the one that the user names is not there, or cannot be called.</exception>
    public static Resolver? FindMaster(IReadOnlyList<Resolver> all, string staging, string? named)
    {
        if (named is null)
            return all.FirstOrDefault(r => r.Name == new QualifiedName(staging, Master) && r.Obstacle is null);
        var (schema, name) = NameOf(named);
        var found = all.Where(r => r.Name.Name == name && (schema.Length == 0 || r.Name.Schema == schema)).OrderByDescending(r => r.Name.Schema == staging).FirstOrDefault();
        return found is { Obstacle: null } ? found : throw StagingErrors.ResolverNotFound(named, found?.Obstacle);
    }

    /// <summary>The resolver of one table: in the staging schema, else in the table's own, else wherever it is.</summary>
    public static Resolver? Find(IReadOnlyList<Resolver> all, StagedTable table) => all.Where(r => r.Name.Name == Identifiers.Fit(Prefix + table.Name.Name))
        .OrderByDescending(r => r.Obstacle is null).ThenByDescending(r => r.Name.Schema == table.Name.Schema).ThenByDescending(r => r.Name.Schema == table.Table.Name.Schema)
        .FirstOrDefault();

    /// <summary>Calls it in a run's transaction.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqResolverEndsTransaction</c>.</exception>
    /// <exception cref="PostgresException">It raised something.</exception>
    public async Task CallAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        try
        {
            await unit.ExecuteAsync(ToSql(), cancellationToken).ConfigureAwait(false);
        }
        // invalid_transaction_termination: inside a transaction nothing may end it.
        catch (PostgresException e) when (e.SqlState is "2D000" or "0A000" && e.MessageText.Contains("transaction", StringComparison.OrdinalIgnoreCase))
        {
            throw StagingErrors.ResolverCommits(this, e);
        }
    }

    static QualifiedName NameOf(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var (schema, name) = dot < 0 ? ("", text) : (text[..dot], text[(dot + 1)..]);
        return new QualifiedName(schema.Trim('"'), name.Replace("()", "", StringComparison.Ordinal).Trim('"'));
    }
}
