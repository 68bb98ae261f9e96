using System.Globalization;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>Reads from /proc what processes have used; zeros where there is no such thing.</summary>
static class ProcessMeter
{
    const double Tick = 100;
    const int Parent = 1;
    const int UserTime = 11;
    const int ChildrensUserTime = 13;

    /// <summary>A process's time on processors.</summary>
    public static TimeSpan Cpu(int id) => Stat(id) is { } stat ? Time(stat, UserTime) : TimeSpan.Zero;

    /// <summary>The time of a server: its children's, living and gone, and its own.</summary>
    public static TimeSpan ServerCpu(int id)
    {
        if (Stat(id) is not { } server)
            return TimeSpan.Zero;
        var living = Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var child) ? Stat(child) : null)
            .Where(s => s is not null && s[Parent] == id.ToString(CultureInfo.InvariantCulture)).Sum(s => Time(s!, UserTime).Ticks);
        return Time(server, UserTime) + Time(server, ChildrensUserTime) + TimeSpan.FromTicks(living);
    }

    /// <summary>A process's greatest working set.</summary>
    public static long Peak(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    static TimeSpan Time(string[] stat, int field) =>
        TimeSpan.FromSeconds((long.Parse(stat[field], CultureInfo.InvariantCulture) + long.Parse(stat[field + 1], CultureInfo.InvariantCulture)) / Tick);

    // The fields behind the program's name, which may hold anything.
    static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
