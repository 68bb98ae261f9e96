namespace FraiseqlData.Connections;

/// <summary>What the resolver may ask of the machine; tests hand in their own answers.</summary>
sealed class ConnectionEnvironment
{
    /// <summary>The value of an environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The text of a file, or null where it does not exist.</summary>
    public required Func<string, string?> ReadFile { get; init; }

    /// <summary>Whether a file or socket of that path exists.</summary>
    public required Func<string, bool> Exists { get; init; }

    /// <summary>The operating system's name of the user.</summary>
    public required string UserName { get; init; }

    /// <summary>Whether the Windows places of files apply.</summary>
    public bool IsWindows { get; init; }

    /// <summary>The folder of the user's libpq files: the home folder, on Windows %APPDATA%\postgresql.</summary>
    public string? UserFolder =>
        IsWindows ? Variable("APPDATA") is { Length: > 0 } data ? Path.Combine(data, "postgresql") : null : Variable("HOME");

    /// <summary>The environment of this process.</summary>
    public static ConnectionEnvironment Current { get; } = new()
    {
        Variable = Environment.GetEnvironmentVariable,
        ReadFile = path => File.Exists(path) ? File.ReadAllText(path) : null,
        Exists = File.Exists,
        UserName = Environment.UserName,
        IsWindows = OperatingSystem.IsWindows(),
    };
}
