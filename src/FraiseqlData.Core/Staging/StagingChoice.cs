using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>Whether a plan's rows can go by way of staging.</summary>
static class StagingChoice
{
    /// <summary>The staging schema where it can take the rows, or else what it lacks.</summary>
    public static async Task<(StagingArea? Area, FraiseqlDataException? Obstacle)> FindAsync(NpgsqlConnection connection, PlanScope scope, PlanOptions options, CancellationToken cancellationToken)
    {
        if (StagingArea.Choose(scope.Schema, options.StagingSchema, scope.Wanted) is not { } chosen)
            return (null, StagingErrors.NoSchema(null, scope.Schema.Database));
        var area = await StagingArea.ReadAsync(connection, scope.Schema, chosen, [], options.ResolveFunction, cancellationToken).ConfigureAwait(false);
        var findings = scope.Wanted.SelectMany(t => area.ObstaclesOf(t.Name)).ToList();
        foreach (var parent in scope.Ancestors)
        {
            // A parent that has rows need not get any.
            if (area.ObstaclesOf(parent.Name).ToList() is { Count: > 0 } obstacles && !await HasRowsAsync(connection, parent, cancellationToken).ConfigureAwait(false))
                findings.AddRange(obstacles);
        }
        return findings.Count == 0 ? (area, null) : (null, StagingErrors.Incomplete(chosen, findings));
    }

    /// <summary>Says that the rows go straight into their tables, and why.</summary>
    public static string Warning(FraiseqlDataException obstacle) => $"The rows go straight into their tables: {obstacle.Message}";

    static async Task<bool> HasRowsAsync(NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM {table.RowsSql})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
