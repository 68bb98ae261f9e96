using FraiseqlData.Errors;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Collects what goes wrong with single tables, so that one of them does not hide the others.</summary>
sealed class TableFailures
{
    readonly List<(ResolvedTable Table, Exception Error)> _found = [];

    /// <summary>The tables with their errors, each a <see cref="CapacityException"/> or a <see cref="FraiseqlDataException"/>.</summary>
    public IReadOnlyList<(ResolvedTable Table, Exception Error)> Found => _found;

    /// <summary>Does something with a table; false where that failed.</summary>
    public bool Try(ResolvedTable table, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is CapacityException or FraiseqlDataException)
        {
            _found.Add((table, e));
            return false;
        }
    }

    /// <summary>Does something with a table; false where that failed.</summary>
    public async Task<bool> TryAsync(ResolvedTable table, Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is CapacityException or FraiseqlDataException)
        {
            _found.Add((table, e));
            return false;
        }
    }

    /// <summary>The first error, for those who cannot go on.</summary>
    public FraiseqlDataException First() => Of(_found[0].Error);

    /// <summary>The error for people.</summary>
    public static FraiseqlDataException Of(Exception error) =>
        error is CapacityException e ? GenerationErrors.CapacityExceeded(e.Table, e.Key, e.Wanted, e.Capacity) : (FraiseqlDataException)error;
}
