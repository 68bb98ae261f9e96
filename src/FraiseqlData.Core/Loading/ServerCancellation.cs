using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// While it lives, a cancellation ends the statement that a session runs. Needed for COPY: the driver can neither interrupt the wait for the
/// server's answer at its end nor a write that the server does not take, so a second session does it.
/// </summary>
sealed class ServerCancellation : IAsyncDisposable
{
    readonly FqConnection _target;
    readonly int _processId;
    readonly CancellationTokenRegistration _registration;
    Task _sent = Task.CompletedTask;

    public ServerCancellation(FqConnection target, int processId, CancellationToken cancellationToken)
    {
        (_target, _processId) = (target, processId);
        _registration = cancellationToken.Register(() => _sent = Task.Run(SendAsync));
    }

    /// <summary>Waits until a cancellation that was sent has arrived: later it would hit another statement.</summary>
    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync().ConfigureAwait(false);
        await _sent.ConfigureAwait(false);
    }

    async Task SendAsync()
    {
        try
        {
            var session = await _target.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            await using var sessionEnd = session.ConfigureAwait(false);
            using var command = new NpgsqlCommand("SELECT pg_catalog.pg_cancel_backend(@pid)", session);
            _ = command.Parameters.AddWithValue("pid", _processId);
            _ = await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FraiseqlDataException or NpgsqlException)
        {
            // No second session is to be had: the loader stops by itself at its next write.
        }
    }
}
