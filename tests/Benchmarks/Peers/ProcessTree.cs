using System.Globalization;
using Followup.Benchmarks.Harness;

namespace Followup.Benchmarks.Peers;

/// <summary>A process and its children on Linux, as /proc tells of them: proc(5).</summary>
internal static class ProcessTree
{
    // USER_HZ, which is 100 on every platform that .NET runs on
    private const double TicksPerSecond = 100;

    public static IEnumerable<int> ChildrenOf(int id)
    {
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{id}/task"))
        {
            foreach (var child in TryRead(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return int.Parse(child, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>
    /// The processor time includes that of children that have ended. Memory that the processes share, as PostgreSQL's do, counts once.
    /// </summary>
    public static ProcessReading Read(int id)
    {
        var (ticks, own, shared) = (0L, 0L, 0L);
        foreach (var each in ChildrenOf(id).Prepend(id))
        {
            ticks += Ticks(TryRead($"/proc/{each}/stat"));
            var status = TryRead($"/proc/{each}/status");
            own += Bytes(status, "RssAnon:");
            shared = Math.Max(shared, Bytes(status, "RssShmem:") + Bytes(status, "RssFile:"));
        }
        return new(TimeSpan.FromSeconds(ticks / TicksPerSecond), own + shared);
    }

    /// <summary>utime, stime, cutime and cstime: the 14th field and those after it, counted from behind the name in parentheses.</summary>
    private static long Ticks(string stat) => stat.Length == 0
        ? 0
        : stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));

    private static long Bytes(string status, string field)
    {
        var line = status.Split('\n').FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line[field.Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Empty where the process has ended in between.</summary>
    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
