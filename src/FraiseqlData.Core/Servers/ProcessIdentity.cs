using System.Diagnostics;
using System.Globalization;

namespace FraiseqlData.Servers;

/// <summary>One process, distinguishable from a later one that got the same number.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it started, in the system's own unit.</param>
/// <param name="Space">Where the id counts: a container has process ids of its own.</param>
sealed record ProcessIdentity(int Id, string Started, string Space)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current() =>
        Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process cannot see itself.");

    /// <summary>The running process of that id, or null where there is none.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return new ProcessIdentity(id, process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture), "");
            }
            // Ticks since boot: .NET's start time moves when somebody sets the clock.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(id, fields[19], OwnSpace());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException
            or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether that process has ended; a process of another space is not judged.</summary>
    public bool HasEnded() => Space == (OperatingSystem.IsLinux() ? OwnSpace() : "") && Of(Id) != this;

    static string OwnSpace() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
}
