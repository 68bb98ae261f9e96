using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FraiseqlData.Servers;

namespace FraiseqlData.Module;

/// <summary>Starts a PostgreSQL server of its own in a temporary folder, which Stop-FqPostgres or the end of the process deletes.</summary>
[Cmdlet(VerbsLifecycle.Start, "FqPostgres")]
[OutputType(typeof(ThrowawayServer))]
public sealed class StartFqPostgresCommand : DatabaseCmdlet
{
    /// <summary>The major version; without, the newest installed.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(14, 99)]
    public int? Version { get; set; }

    /// <summary>The name of its database, which is created.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Database { get; set; } = "postgres";

    /// <summary>The port; without, a free one.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>The folder of PostgreSQL's programs; without, an installation is looked for, or one is downloaded.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BinaryPath { get; set; }

    /// <summary>Server settings by name, for example <c>@{ work_mem = '64MB' }</c>.</summary>
    [Parameter]
    public Hashtable? Setting { get; set; }

    /// <summary>Files of SQL statements that are run in the database, in that order.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] SqlPath { get; set; } = [];

    private protected override void End()
    {
        var files = SqlPath.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)).ToList();
        var options = new ThrowawayServerOptions
        {
            MajorVersion = Version,
            Database = Database,
            Port = Port,
            BinaryDirectory = BinaryPath is null ? null : GetUnresolvedProviderPathFromPSPath(BinaryPath),
            Settings = (Setting ?? []).Cast<DictionaryEntry>().ToDictionary(
                s => (string)LanguagePrimitives.ConvertTo(s.Key, typeof(string), CultureInfo.InvariantCulture),
                s => (string)LanguagePrimitives.ConvertTo(s.Value, typeof(string), CultureInfo.InvariantCulture),
                StringComparer.Ordinal),
        };
        var server = Await(token => StartAsync(options, files, token));
        RunspaceState.Current.Servers.Add(server);
        WriteObject(server);
    }

    static async Task<ThrowawayServer> StartAsync(ThrowawayServerOptions options, IEnumerable<string> files, CancellationToken token)
    {
        var server = await ThrowawayServer.StartAsync(options, token);
        try
        {
            foreach (var file in files)
                await server.RunScriptAsync(await File.ReadAllTextAsync(file, token), token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
