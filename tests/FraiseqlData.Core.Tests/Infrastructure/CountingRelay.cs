using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>Passes sessions on to a server and counts the messages after which the client waits (Sync and Query): the round trips.</summary>
public sealed class CountingRelay : IAsyncDisposable
{
    const int SslRequest = 80877103;
    const int GssRequest = 80877104;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Task _relay;
    int _roundTrips;
    int _sessions;

    public CountingRelay(string host, int port)
    {
        _listener.Start();
        _relay = RelayAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The round trips up to now; those before the first are the session's start.</summary>
    public int RoundTrips => Volatile.Read(ref _roundTrips);

    /// <summary>The sessions up to now.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    async Task RelayAsync(string host, int port)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            Interlocked.Increment(ref _sessions);
            _ = RelaySessionAsync(client, host, port);
        }
    }

    async Task RelaySessionAsync(TcpClient accepted, string host, int port)
    {
        using var client = accepted;
        using var server = new TcpClient(host, port);
        await Task.WhenAny(CountAsync(client.GetStream(), server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
    }

    async Task CountAsync(Stream client, Stream server)
    {
        var head = new byte[5];
        // Before the startup message has gone by, messages have no type.
        for (var started = false; ;)
        {
            var headLength = started ? 5 : 4;
            if (await client.ReadAtLeastAsync(head.AsMemory(0, headLength), headLength, throwOnEndOfStream: false) < headLength)
                return;
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(headLength - 4)) - 4];
            await client.ReadExactlyAsync(body);
            if (started && head[0] is (byte)'S' or (byte)'Q')
                Interlocked.Increment(ref _roundTrips);
            started |= BinaryPrimitives.ReadInt32BigEndian(body.Length < 4 ? new byte[4] : body) is not (SslRequest or GssRequest);
            await server.WriteAsync(head.AsMemory(0, headLength));
            await server.WriteAsync(body);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _relay.ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
