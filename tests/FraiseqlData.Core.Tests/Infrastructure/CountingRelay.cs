using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>Passes one session on to a server and counts the messages in it after which the client waits (Sync and Query): the round trips.</summary>
public sealed class CountingRelay : IAsyncDisposable
{
    const int SslRequest = 80877103;
    const int GssRequest = 80877104;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Task _relay;
    int _roundTrips;

    public CountingRelay(string host, int port)
    {
        _listener.Start();
        _relay = RelayAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The round trips up to now; those before the first are the session's start.</summary>
    public int RoundTrips => Volatile.Read(ref _roundTrips);

    async Task RelayAsync(string host, int port)
    {
        using var client = await _listener.AcceptTcpClientAsync();
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
        await _relay.WaitAsync(TimeSpan.FromSeconds(10)).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
