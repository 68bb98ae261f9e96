using FraiseqlData.Servers;
using Npgsql;

namespace FraiseqlData.Corpus;

/// <summary>The server's address in the driver's own form: confirming must not go through the engine that is judged.</summary>
public static class ServerAddress
{
    /// <summary>The connection string of one of the server's databases.</summary>
    public static string Of(ThrowawayServer server, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = server.Host,
        Port = server.Port,
        Username = server.Connection.User,
        Password = Password(server),
        Database = database,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>The password of the server's role.</summary>
    public static string Password(ThrowawayServer server) => Uri.UnescapeDataString(new Uri(server.GetUri()).UserInfo.Split(':', 2)[1]);
}
