using FraiseqlData.Servers;

namespace FraiseqlData.Benchmarks;

/// <summary>A table of users with an identity key and three unique indexes.</summary>
static class UserTable
{
    public const string Ddl = """
        CREATE TABLE tb_user (
          pk_user int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE,
          email text NOT NULL UNIQUE, first_name text NOT NULL, last_name text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
        """;

    public static async Task<ThrowawayServer> StartAsync()
    {
        var server = await ThrowawayServer.StartAsync();
        await server.RunScriptAsync(Ddl);
        return server;
    }
}
