namespace FraiseqlData.Servers;

/// <summary>How a throwaway server is made.</summary>
public sealed class ThrowawayServerOptions
{
    /// <summary>The folder that holds initdb and postgres; null looks for an installation, then downloads one.</summary>
    public string? BinaryDirectory { get; init; }

    /// <summary>The major version wanted, for example 16; null takes the newest installed.</summary>
    public int? MajorVersion { get; init; }

    /// <summary>The TCP port on 127.0.0.1; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The database that the server's connection leads to; created unless it is <c>postgres</c>.</summary>
    public string Database { get; init; } = "postgres";

    /// <summary>More server settings, by name (<c>work_mem</c>); they win over the server's own choice of speed above safety.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
