using FraiseqlData.Generation;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>One COPY ... FROM STDIN statement. What is not completed is undone by disposing.</summary>
sealed class CopySink : IAsyncDisposable
{
    const int FlushSize = 1 << 16;

    readonly NpgsqlRawCopyStream _stream;
    readonly ServerCancellation _cancellation;
    readonly RowEncoder _encoder;
    readonly CopyBuffer _buffer;
    bool _ended;

    CopySink(NpgsqlRawCopyStream stream, ServerCancellation cancellation, RowEncoder encoder, CopyBuffer buffer)
    {
        (_stream, _cancellation, _encoder, _buffer) = (stream, cancellation, encoder, buffer);
        buffer.Clear();
        encoder.Begin(buffer);
    }

    /// <summary>Starts the statement.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="target">What to copy into, as SQL: the table and its column list.</param>
    /// <param name="encoder">Writes the rows.</param>
    /// <param name="buffer">A buffer to use.</param>
    /// <param name="cancellationToken">Ends the statement on the server, also when it does not take more rows.</param>
    public static async Task<CopySink> OpenAsync(UnitOfWork unit, string target, RowEncoder encoder, CopyBuffer buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var cancellation = new ServerCancellation(unit.Target, unit.Connection.ProcessID, cancellationToken);
        try
        {
            return new CopySink(await OpenAsync(unit.Connection, $"COPY {target} FROM STDIN", encoder.IsBinary).ConfigureAwait(false), cancellation, encoder, buffer);
        }
        catch
        {
            await cancellation.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    static async Task<NpgsqlRawCopyStream> OpenAsync(NpgsqlConnection connection, string sql, bool isBinary)
    {
        // Without a token: it would end the session rather than the statement.
        var stream = isBinary
            ? await connection.BeginRawBinaryCopyAsync(sql + " (FORMAT binary)", CancellationToken.None).ConfigureAwait(false)
            : (NpgsqlRawCopyStream)(await connection.BeginTextImportAsync(sql, CancellationToken.None).ConfigureAwait(false)).BaseStream;
        // Checking the foreign keys of millions of rows takes longer than a command's timeout. 0 is none.
        stream.ReadTimeout = stream.WriteTimeout = 0;
        return stream;
    }

    public async ValueTask WriteAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            _encoder.Encode(batch, row, _buffer);
            if (_buffer.Length >= FlushSize)
                await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the statement; the server then checks its foreign keys.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        _encoder.End(_buffer);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _ended = true;
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended)
                await _stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The statement had failed before, or the session is gone; the error that led here says why.
        }
        await _cancellation.DisposeAsync().ConfigureAwait(false);
    }

    async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Without the token: interrupting a write would break the session, while the server can be told to stop.
        await _stream.WriteAsync(_buffer.Written, CancellationToken.None).ConfigureAwait(false);
        _buffer.Clear();
    }
}
