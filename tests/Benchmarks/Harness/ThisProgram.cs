using System.Diagnostics;

namespace Followup.Benchmarks.Harness;

/// <summary>The benchmarks started once more, for what is to have a process of its own.</summary>
internal static class ThisProgram
{
    /// <returns>A process that is told something on standard input, whose end is its own, and answers on standard output.</returns>
    public static Process Start(params string[] args)
    {
        // by dotnet where this was started so, else by the executable that this is
        var self = Environment.ProcessPath!;
        string[] dll = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(ThisProgram).Assembly.Location] : [];
        var start = new ProcessStartInfo(self, [.. dll, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}
